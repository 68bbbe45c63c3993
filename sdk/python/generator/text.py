"""Source text: wrapped comments and long lines."""

from __future__ import annotations

import re
import textwrap
from typing import List

WIDTH = 99
HEADER = "# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.\n"


def doc(text: str, indent: int) -> List[str]:
    """A doc comment."""
    space = " " * indent
    clean = text.replace("\\", "\\\\").replace('"""', "'''").strip()
    if clean.endswith('"'):
        clean += " "
    if "\n" not in clean and len(clean) + indent + 6 <= WIDTH:
        return [f'{space}"""{clean}"""']
    lines: List[str] = []
    for line in clean.split("\n"):
        own = re.match(r" *", line)
        deeper = space + (own.group(0) if own else "")
        # Parts of a list of arguments are indented below their name.
        below = deeper + ("    " if own and own.group(0) else "")
        lines += textwrap.wrap(
            line.strip(), WIDTH, initial_indent=deeper, subsequent_indent=below
        ) or [""]
    return [f'{space}"""{lines[0].strip()}', *lines[1:], f'{space}"""']


def call(head: str, arguments: List[str], tail: str, indent: int) -> List[str]:
    """`head(arguments)tail` on one line, or one line for each argument."""
    space = " " * indent
    line = f"{space}{head}({', '.join(arguments)}){tail}"
    if len(line) <= WIDTH:
        return [line]
    listed = [f"{space}    {one}," for one in arguments]
    return [f"{space}{head}(", *listed, f"{space}){tail}"]


def imports(module: str, names: List[str]) -> List[str]:
    """An import of names, or nothing."""
    if not names:
        return []
    line = f"from {module} import {', '.join(sorted(names))}"
    if len(line) <= WIDTH:
        return [line]
    return [f"from {module} import (", *[f"    {name}," for name in sorted(names)], ")"]


def typing_imports(body: str) -> List[str]:
    """The import of what a text uses of `typing`."""
    known = ["Any", "Dict", "Iterable", "List", "Literal", "Optional", "TypedDict", "Union", "TYPE_CHECKING"]
    return imports("typing", [name for name in known if re.search(rf"\b{name}\b", body)])
