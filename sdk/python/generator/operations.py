"""The operations of the document, as the package needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from .names import argument_name, class_of, method_of, python_name, resource_of
from .schemas import Schema, Types, item_of_page, name_of

METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"


@dataclass
class Argument:
    """One argument of a method."""

    name: str
    wire: str
    kind: str
    """Its type as source text."""
    about: str
    is_required: bool = False


@dataclass
class Operation:
    """One method of a resource."""

    id: str
    resource: str
    tag: str
    method: str
    http_method: str
    path: str
    summary: str
    description: str
    is_deprecated: bool
    ids: List[Argument] = field(default_factory=list)
    query: List[Argument] = field(default_factory=list)
    body: List[Argument] = field(default_factory=list)
    whole_body: Optional[str] = None
    """The type of a body that is no object with fields, given as one argument."""
    media: str = JSON
    """What is sent."""
    has_optional_body: bool = False
    cursor: Optional[str] = None
    """The parameter that reads on, for a list."""
    answer: str = "None"
    """The type of what is answered, or of one item of a list."""
    is_download: bool = False
    has_if_match: bool = False
    has_if_none_match: bool = False


def operations_of(document: Schema, types: Types) -> List[Operation]:
    """All operations, by resource in the order of the document."""
    found: List[Operation] = []
    for path, item in document["paths"].items():
        for http_method in METHODS:
            if http_method in item:
                shared = item.get("parameters", [])
                found.append(_operation(document, types, path, http_method, item[http_method], shared))
    taken: Dict[str, str] = {}
    for operation in found:
        key = f"{operation.resource}.{operation.method}"
        if key in taken:
            raise ValueError(f"{operation.id} and {taken[key]} are both {key}. Rename one.")
        taken[key] = operation.id
    return found


def _operation(
    document: Schema, types: Types, path: str, http_method: str, given: Schema, shared: List[Any]
) -> Operation:
    tag = given["tags"][0]
    made = Operation(
        id=given["operationId"],
        resource=resource_of(tag),
        tag=tag,
        method=method_of(given["operationId"], tag),
        http_method=http_method.upper(),
        path=path,
        summary=given.get("summary", given["operationId"]),
        description=given.get("description", ""),
        is_deprecated=bool(given.get("deprecated")),
    )
    for parameter in [*shared, *given.get("parameters", [])]:
        _add_parameter(made, _resolved(document, parameter), types)
    if "requestBody" in given:
        _add_body(made, _resolved(document, given["requestBody"]), types)
    _add_answer(made, document, given["responses"], types)
    names = [one.name for one in [*made.ids, *made.query, *made.body]]
    if len(names) != len(set(names)):
        raise ValueError(f"{made.id} has a parameter and a field of the same name: {names}")
    return made


def _resolved(document: Schema, node: Schema) -> Schema:
    while "$ref" in node:
        found: Any = document
        for part in node["$ref"].lstrip("#/").split("/"):
            found = found[part]
        node = found
    return node


def _add_parameter(made: Operation, parameter: Schema, types: Types) -> None:
    name = parameter["name"]
    place = parameter["in"]
    if place == "header":
        made.has_if_match = made.has_if_match or name.lower() == "if-match"
        made.has_if_none_match = made.has_if_none_match or name.lower() == "if-none-match"
        return
    kind = types.of(parameter.get("schema", {}), f"{class_of(made.id)}{class_of(name)}", True)
    about = parameter.get("description", "")
    default = parameter.get("schema", {}).get("default")
    if default is not None:
        about = f"{about} The instance takes {default} when left out.".strip()
    argument = Argument(
        argument_name(name), name, kind, about, is_required=bool(parameter.get("required"))
    )
    if place == "path":
        argument.name = python_name(name)
        made.ids.append(argument)
    elif place == "query":
        made.query.append(argument)


def _add_body(made: Operation, body: Schema, types: Types) -> None:
    content = body["content"]
    made.has_optional_body = not body.get("required", False)
    if JSON not in content:
        made.media = next(iter(content))
        made.whole_body = "Union[bytes, Iterable[bytes]]"
        return
    schema = content[JSON]["schema"]
    component = name_of(schema)
    whole = types.components[component] if component else schema
    if whole.get("type") != "object" or not whole.get("properties"):
        made.whole_body = types.of(schema, f"{class_of(made.id)}Body", True)
        return
    parent = types.class_name(component, True) if component else f"{class_of(made.id)}Body"
    for wire, property_ in whole["properties"].items():
        made.body.append(
            Argument(
                argument_name(wire),
                wire,
                types.of(property_, f"{parent}{class_of(wire)}", True),
                property_.get("description", ""),
                is_required=wire in whole.get("required", []) and not made.has_optional_body,
            )
        )
    made.body.sort(key=lambda argument: not argument.is_required)


def _add_answer(made: Operation, document: Schema, responses: Schema, types: Types) -> None:
    successes = [responses[status] for status in sorted(responses) if status.startswith("2")]
    contents = [_resolved(document, one).get("content", {}) for one in successes]
    if any(content and JSON not in content for content in contents):
        made.is_download = True
        return
    schemas = [content[JSON]["schema"] for content in contents if JSON in content]
    if not schemas:
        return
    schema = schemas[0]
    component = name_of(schema)
    item = item_of_page(types.components[component] if component else schema)
    cursors = [one.wire for one in made.query if one.wire in ("cursor", "after")]
    if item is not None and cursors:
        made.cursor = "cursor" if "cursor" in cursors else cursors[0]
        made.answer = types.of(item, f"{class_of(made.id)}Item", False)
    else:
        made.answer = types.of(schema, f"{class_of(made.id)}Answer", False)
