"""Writes the two clients, with an attribute for each resource."""

from __future__ import annotations

from typing import Dict, List

from .operations import Operation
from .resources_file import resource_class
from .text import HEADER, imports


def clients_file(resources: Dict[str, List[Operation]]) -> str:
    """The text of the module."""
    names = {name: resource_class(made[0].tag) for name, made in resources.items()}
    lines = [
        HEADER,
        '"""The clients, with all resources."""',
        "",
        "from __future__ import annotations",
        "",
        "from functools import cached_property",
        "",
        "from ._async_client import AsyncClient",
        "from ._sync_client import SyncClient",
    ]
    for name in sorted(names):
        lines += imports(f".resources.{name}", [names[name], f"Async{names[name]}"])
    for client, base, prefix, about in (
        ("Hissuno", "SyncClient", "", "A client that waits for each answer."),
        ("AsyncHissuno", "AsyncClient", "Async", "A client for programs with asyncio."),
    ):
        lines += ["", "", f"class {client}({base}):", f'    """{about}"""']
        for name, kind in names.items():
            lines += [
                "",
                "    @cached_property",
                f"    def {name}(self) -> {prefix}{kind}:",
                f"        return {prefix}{kind}(self)",
            ]
    return "\n".join(lines) + "\n"
