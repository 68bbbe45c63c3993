"""Makes the resources and types of the package out of docs/openapi.json.

Run `python3 sdk/python/generate.py` after the document has changed; with `--check` nothing is
written, and what would change is named.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Dict, List

sys.path.insert(0, str(Path(__file__).parent))

from generator.clients_file import clients_file  # noqa: E402
from generator.operations import Operation, operations_of  # noqa: E402
from generator.resources_file import resource_file  # noqa: E402
from generator.schemas import Types, reachable  # noqa: E402
from generator.types_file import types_file  # noqa: E402

HERE = Path(__file__).parent
DOCUMENT = HERE.parent.parent / "docs" / "openapi.json"


def generated(document_path: Path = DOCUMENT) -> Dict[str, str]:
    """The text of each made file, by its path below this folder."""
    document = json.loads(document_path.read_text("utf-8"))
    components = document["components"]["schemas"]
    all_operations = [
        one for item in document["paths"].values() for one in item.values() if isinstance(one, dict)
    ]
    sent = reachable(components, [one.get("requestBody") for one in all_operations])
    successes = [
        response
        for one in all_operations
        for status, response in one.get("responses", {}).items()
        if status.startswith("2")
    ]
    types = Types(components, sent, reachable(components, successes))
    operations = operations_of(document, types)
    resources: Dict[str, List[Operation]] = {}
    for operation in operations:
        resources.setdefault(operation.resource, []).append(operation)
    files = {
        f"src/hissuno/resources/{name}.py": resource_file(made) for name, made in resources.items()
    }
    files["src/hissuno/resources/__init__.py"] = '"""The operations, resource by resource."""\n'
    files["src/hissuno/types.py"] = types_file(types)
    files["src/hissuno/_clients.py"] = clients_file(resources)
    files["operations.json"] = _table(operations)
    return files


def _table(operations: List[Operation]) -> str:
    """Which method calls which operation."""
    methods = {one.id: f"{one.resource}.{one.method}" for one in operations}
    return json.dumps(dict(sorted(methods.items())), indent=2) + "\n"


def _present() -> List[str]:
    found = [path for path in (HERE / "src/hissuno/resources").glob("*.py")]
    return [path.relative_to(HERE).as_posix() for path in found]


def main(arguments: List[str]) -> int:
    files = generated()
    stale = [path for path, text in files.items() if _text(HERE / path) != text]
    gone = [path for path in _present() if path not in files]
    if "--check" in arguments:
        for path in stale + gone:
            print(f"sdk/python/{path} is stale. Run: python3 sdk/python/generate.py")
        return 1 if stale or gone else 0
    for path in stale:
        (HERE / path).parent.mkdir(parents=True, exist_ok=True)
        (HERE / path).write_text(files[path], "utf-8")
    for path in gone:
        (HERE / path).unlink()
    print(f"{len(files)} files, {len(stale)} written, {len(gone)} removed.")
    return 0


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
