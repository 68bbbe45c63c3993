"""JSON schemas of the document as types of Python."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Set

from .names import class_of, singular_of

Schema = Dict[str, Any]
PREFIX = "#/components/schemas/"


def name_of(schema: Schema) -> Optional[str]:
    """The component that a schema refers to."""
    ref = schema.get("$ref")
    return str(ref)[len(PREFIX) :] if isinstance(ref, str) and ref.startswith(PREFIX) else None


def item_of_page(schema: Schema) -> Optional[Schema]:
    """What a list of the API holds; None for other schemas."""
    properties = schema.get("properties", {})
    if not {"data", "has_more", "next_cursor"} <= set(properties):
        return None
    items = properties["data"].get("items")
    return items if isinstance(items, dict) else None


class Types:
    """Names the types of schemas, and collects the classes that they need on the way.

    What is sent becomes dictionaries with known keys, what is answered objects with fields; a
    component that is both has a class of each kind, the first called `...Input`.
    """

    def __init__(self, components: Dict[str, Schema], sent: Set[str], answered: Set[str]) -> None:
        self.components = components
        self.sent = sent
        self.answered = answered
        self.inline: Dict[str, Schema] = {}
        """Objects without a name of their own, by the class they get; `sent:` before it if sent."""

    def class_name(self, component: str, is_sent: bool) -> str:
        """The class of a component."""
        both = is_sent and component in self.answered
        return class_of(component) + ("Input" if both else "")

    def of(self, schema: Schema, parent: str, is_sent: bool) -> str:
        """The type of a schema as source text. `parent` names an object that has no name."""
        component = name_of(schema)
        if component is not None:
            item = None if is_sent else item_of_page(self.components[component])
            if item is not None:
                return f"Page[{self.of(item, parent, is_sent)}]"
            return self.class_name(component, is_sent)
        if "enum" in schema:
            return _literal(schema["enum"])
        if "const" in schema:
            return _literal([schema["const"]])
        for key in ("anyOf", "oneOf"):
            if key in schema:
                arms = schema[key]
                named = [
                    self.of(arm, f"{parent}{number + 1}" if number else parent, is_sent)
                    for number, arm in enumerate(arms)
                ]
                return union(named)
        if len(schema.get("allOf", [])) == 1:
            return self.of(schema["allOf"][0], parent, is_sent)
        kinds = schema.get("type")
        names = kinds if isinstance(kinds, list) else [kinds]
        return union([self._plain(str(kind), schema, parent, is_sent) for kind in names])

    def _plain(self, kind: str, schema: Schema, parent: str, is_sent: bool) -> str:
        if kind == "string":
            if schema.get("format") == "date-time":
                return "Time" if is_sent else "datetime"
            return "str"
        if kind == "array":
            single = singular_of(parent)
            item = single if single != parent else f"{parent}Item"
            return f"List[{self.of(schema.get('items', {}), item, is_sent)}]"
        if kind == "object":
            if not is_sent:
                held = item_of_page(schema)
                if held is not None:
                    return f"Page[{self.of(held, f'{parent}Item', is_sent)}]"
            if schema.get("properties"):
                self.inline[f"sent:{parent}" if is_sent else parent] = schema
                return parent
            more = schema.get("additionalProperties")
            value = self.of(more, f"{parent}Value", is_sent) if isinstance(more, dict) else "Any"
            return f"Dict[str, {value}]"
        return {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}.get(
            kind, "Any"
        )


def union(names: List[str]) -> str:
    """One of several types. What can be anything is that alone."""
    known = list(dict.fromkeys(names))
    if "Any" in known:
        return "Any"
    rest = [name for name in known if name != "None"]
    if not rest:
        return "None"
    one = rest[0] if len(rest) == 1 else f"Union[{', '.join(rest)}]"
    return f"Optional[{one}]" if len(rest) < len(known) else one


def _literal(values: List[Any]) -> str:
    named = [json.dumps(value) for value in values if isinstance(value, str)]
    named += [repr(value) for value in values if isinstance(value, (bool, int)) or value is None]
    rest = [name for name in named if name != "None"]
    one = f"Literal[{', '.join(rest)}]" if rest else "None"
    return f"Optional[{one}]" if rest and len(rest) < len(named) else one


def reachable(components: Dict[str, Schema], roots: List[Any]) -> Set[str]:
    """The components that schemas refer to, and those that these refer to."""
    found: Set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            component = name_of(node)
            if component is not None and component not in found:
                found.add(component)
                walk(components[component])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    for root in roots:
        walk(root)
    return found
