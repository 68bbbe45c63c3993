"""What the instance answers, as objects with fields."""

from __future__ import annotations

import dataclasses
import re
import sys
from datetime import datetime
from typing import (
    Any,
    Dict,
    Generic,
    Iterator,
    List,
    Literal,
    Optional,
    Tuple,
    Type,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

T = TypeVar("T")
M = TypeVar("M", bound="Model")


class Model:
    """One thing as the instance shows it.

    Fields that are newer than this package are in `raw`. A field that an older instance does not
    have is None.
    """

    raw: Dict[str, Any]
    """The whole answer as it came."""
    etag: Optional[str] = None
    """The version, for `if_match` and `if_none_match`; only of what was read or changed alone."""
    request_id: Optional[str] = None
    """Names the request in the server's log; only of what was answered as a whole."""


@dataclasses.dataclass
class Page(Generic[T]):
    """One page of a list."""

    data: List[T]
    has_more: bool
    """Whether the list goes on after this page."""
    next_cursor: Optional[str]
    """Where to read on; None at the end of the list."""

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


def decode(kind: Any, value: Any) -> Any:
    """A JSON value as the type that the generated code names.

    What does not fit is left as it came: an instance may be newer or older than this package.
    """
    if value is None or kind is Any:
        return value
    origin = get_origin(kind)
    if origin is Union:
        return _decode_union([arm for arm in get_args(kind) if arm is not type(None)], value)
    if origin is list:
        item = get_args(kind)[0]
        return [decode(item, one) for one in value] if isinstance(value, list) else value
    if origin is dict:
        item = get_args(kind)[1]
        if not isinstance(value, dict):
            return value
        return {name: decode(item, one) for name, one in value.items()}
    if origin is Page:
        return decode_page(get_args(kind)[0], value) if isinstance(value, dict) else value
    if kind is datetime:
        return _decode_time(value)
    if kind is float and isinstance(value, int):
        return float(value)
    if isinstance(kind, type) and issubclass(kind, Model):
        return decode_model(kind, value) if isinstance(value, dict) else value
    return value


def decode_model(kind: Type[M], value: Dict[str, Any]) -> M:
    """A JSON object as a model."""
    fields = {
        name: decode(hint, value.get(wire)) for name, (wire, hint) in _fields_of(kind).items()
    }
    made = kind(**fields)
    made.raw = value
    return made


def decode_page(kind: Any, value: Dict[str, Any]) -> "Page[Any]":
    """A JSON object as a page of things of that type."""
    data = value.get("data")
    return Page(
        data=[decode(kind, item) for item in data] if isinstance(data, list) else [],
        has_more=value.get("has_more") is True,
        next_cursor=value.get("next_cursor"),
    )


def _declared(kind: Any) -> Tuple["dataclasses.Field[Any]", ...]:
    return dataclasses.fields(kind)


_known: Dict[Type[Model], Dict[str, Tuple[str, Any]]] = {}


def _fields_of(kind: Type[Model]) -> Dict[str, Tuple[str, Any]]:
    """By the name in Python: the name in JSON and the type."""
    if kind not in _known:
        # Resolving the types takes longer than all else together.
        hints = get_type_hints(kind, vars(sys.modules[kind.__module__]))
        _known[kind] = {
            field.name: (str(field.metadata.get("name", field.name)), hints[field.name])
            for field in _declared(kind)
        }
    return _known[kind]


def _decode_union(arms: List[Any], value: Any) -> Any:
    if len(arms) == 1:
        return decode(arms[0], value)
    if isinstance(value, dict):
        for arm in arms:
            if isinstance(arm, type) and issubclass(arm, Model) and _fits(arm, value):
                return decode_model(arm, value)
    return value


def _fits(kind: Type[Model], value: Dict[str, Any]) -> bool:
    """Whether an object can be of that kind, by its constant fields and those it must have."""
    for field in _declared(kind):
        wire, hint = _fields_of(kind)[field.name]
        if get_origin(hint) is Literal and value.get(wire) not in get_args(hint):
            return False
        if field.default is dataclasses.MISSING and wire not in value:
            return False
    return True


_TIME = re.compile(r"^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$")


def _decode_time(value: Any) -> Any:
    """A time of RFC 3339. Python before 3.11 reads only some of them by itself."""
    match = _TIME.match(value) if isinstance(value, str) else None
    if match is None:
        return value
    whole, fraction, zone = match.groups()
    micros = (fraction or "").ljust(6, "0")[:6]
    return datetime.fromisoformat(f"{whole}.{micros}{'+00:00' if zone in 'Zz' else zone}")
