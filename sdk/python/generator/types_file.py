"""Writes `types.py`: a class for each object that is sent or answered."""

from __future__ import annotations

from typing import Dict, List, Tuple

from .names import class_of, python_name
from .schemas import Schema, Types, item_of_page
from .text import HEADER, doc, typing_imports


SECRETS = {"secret", "download_url", "upload_url"}
"""Fields that let whoever has them in."""


def types_file(types: Types) -> str:
    """The text of the module."""
    blocks: Dict[Tuple[str, bool], List[str]] = {}
    for component in sorted(types.components):
        schema = types.components[component]
        if component in types.sent:
            name = types.class_name(component, is_sent=True)
            blocks[name, True] = _class(types, name, schema, is_sent=True)
        if component in types.answered and item_of_page(schema) is None:
            name = types.class_name(component, is_sent=False)
            blocks[name, False] = _class(types, name, schema, is_sent=False)
    _inline(types, blocks)
    names = sorted(name for name, _ in blocks)
    if len(names) != len(set(names)):
        raise ValueError("Two schemas have the same name. Name them in the document.")
    # Names of other types stand at the end: what they name has to be there first.
    ordered = sorted(blocks.values(), key=lambda block: " = " in block[0])
    body = "\n\n\n".join("\n".join(block) for block in ordered)
    listed = "\n".join(f'    "{name}",' for name in [*names, "Page", "Time"])
    head = [
        HEADER,
        '"""What is sent to and answered by the instance.',
        "",
        "What is answered are objects with fields, what is sent are dictionaries.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from dataclasses import dataclass, field as _field",
        "from datetime import datetime",
        *typing_imports(body),
        "",
        "from ._encode import Time",
        "from ._model import Model, Page",
        "",
        f"__all__ = [\n{listed}\n]",
    ]
    if "_field(" not in body:
        head = [line.replace("dataclass, field as _field", "dataclass") for line in head]
    return "\n".join(head) + "\n\n\n" + body + "\n"


def _inline(types: Types, blocks: Dict[Tuple[str, bool], List[str]]) -> None:
    """The objects without a name of their own, and those within them."""
    done = set()
    while True:
        rest = [key for key in types.inline if key not in done]
        if not rest:
            return
        for key in rest:
            done.add(key)
            is_sent = key.startswith("sent:")
            name = key.split(":")[-1]
            blocks[name, is_sent] = _class(types, name, types.inline[key], is_sent)


def _class(types: Types, name: str, schema: Schema, is_sent: bool) -> List[str]:
    if not schema.get("properties"):
        return [f"{name} = {types.of(schema, f'{name}Value', is_sent)}"]
    return _dictionary(types, name, schema) if is_sent else _object(types, name, schema)


def _fields(types: Types, name: str, schema: Schema, is_sent: bool, required: bool) -> List[str]:
    lines: List[str] = []
    for wire, property_ in schema["properties"].items():
        if (wire in schema.get("required", [])) != required:
            continue
        kind = types.of(property_, f"{name}{class_of(wire)}", is_sent)
        own = python_name(wire)
        default = "" if required or is_sent else " = None"
        if not (required or is_sent) and not kind.startswith(("Optional[", "Any")):
            kind = f"Optional[{kind}]"
        options = ([] if required else ["default=None"]) + _options(wire)
        if not is_sent and _options(wire):
            default = f" = _field({', '.join(options)})"
        lines.append(f"    {own}: {kind}{default}")
        if property_.get("description"):
            lines += doc(property_["description"], 4)
    return lines


def _options(wire: str) -> List[str]:
    """What is special about a field: its name, or that it is not to end up in logs."""
    hidden = ["repr=False"] if wire in SECRETS else []
    renamed = [f'metadata={{"name": "{wire}"}}'] if python_name(wire) != wire else []
    return hidden + renamed


def _dictionary(types: Types, name: str, schema: Schema) -> List[str]:
    if any(python_name(wire) != wire for wire in schema["properties"]):
        return _odd_dictionary(types, name, schema)
    required = _fields(types, name, schema, is_sent=True, required=True)
    optional = _fields(types, name, schema, is_sent=True, required=False)
    about = doc(schema.get("description", f"The {name} of a request."), 4)
    if not optional:
        return [f"class {name}(TypedDict):", *about, "", *required]
    if not required:
        return [f"class {name}(TypedDict, total=False):", *about, "", *optional]
    # `Required[]` came with Python 3.11.
    return [
        f"class _{name}Required(TypedDict):",
        *required,
        "",
        "",
        f"class {name}(_{name}Required, total=False):",
        *about,
        "",
        *optional,
    ]


def _odd_dictionary(types: Types, name: str, schema: Schema) -> List[str]:
    """One with keys that cannot be written as attributes; all of them may be left out."""
    lines = [
        f'    "{wire}": {types.of(property_, f"{name}{class_of(wire)}", True)!r},'
        for wire, property_ in schema["properties"].items()
    ]
    return [f'{name} = TypedDict("{name}", {{', *lines, "}, total=False)"]


def _object(types: Types, name: str, schema: Schema) -> List[str]:
    return [
        "@dataclass",
        f"class {name}(Model):",
        *doc(schema.get("description", f"The {name} of an answer."), 4),
        "",
        *_fields(types, name, schema, is_sent=False, required=True),
        *_fields(types, name, schema, is_sent=False, required=False),
    ]
