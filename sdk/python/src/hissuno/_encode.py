"""What is sent: values of Python as JSON, query parameters and parts of addresses."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Dict, Mapping, Union
from urllib.parse import quote

Time = Union[datetime, str]
"""A time with its zone, or one as text after RFC 3339."""


class NotGiven:
    """The value of an argument that was left out, where None means "nothing" to the instance."""

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __bool__(self) -> bool:
        return False


NOT_GIVEN = NotGiven()


def given(fields: Mapping[str, Any]) -> Dict[str, Any]:
    """The fields of a body that were not left out."""
    return {name: value for name, value in fields.items() if not isinstance(value, NotGiven)}


def body_text(value: Any) -> bytes:
    """A body as JSON. Raises ValueError for times without a zone and numbers that JSON lacks."""
    text = json.dumps(value, default=_plain, allow_nan=False, ensure_ascii=False)
    return text.encode("utf-8")


def query_fields(fields: Mapping[str, Any]) -> Dict[str, str]:
    """Query parameters as text; those that are None are left out.

    Raises ValueError for an item of a list with a comma, which would become two.
    """
    return {
        name: _query_text(name, value)
        for name, value in fields.items()
        if value is not None and not isinstance(value, NotGiven)
    }


def segment(name: str, value: str) -> str:
    """An id as a part of an address. Raises ValueError for one that would name another address."""
    if not isinstance(value, str) or value in ("", ".", ".."):
        raise ValueError(f"{name} must be an id. It is {value!r}.")
    return quote(value, safe="")


def _query_text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _time_text(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [_query_text(name, item) for item in value]
        if any("," in item for item in items):
            raise ValueError(f"An item of {name} has a comma. Lists are separated by commas.")
        return ",".join(items)
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return _time_text(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"A {type(value).__name__} cannot be sent. Give a value that JSON has.")


def _time_text(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError(f"The time {value.isoformat()} has no zone. Add one: tzinfo=timezone.utc.")
    return value.isoformat()
