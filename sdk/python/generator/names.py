"""How things of the document are called in Python."""

from __future__ import annotations

import keyword
import re
from typing import List, Tuple

RESERVED = {"self", "timeout", "idempotency_key", "if_match", "if_none_match"}
"""Arguments that methods have of their own."""


def words_of(name: str) -> List[str]:
    """`listKnowledgeSources` and `Knowledge sources` as words in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)]


def resource_of(tag: str) -> str:
    """The attribute of the client: `knowledge_sources`."""
    return "_".join(words_of(tag))


def class_of(name: str) -> str:
    """A name as one of a class: `KnowledgeSources`."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name))


def method_of(operation_id: str, tag: str) -> str:
    """The method of an operation within its resource.

    The resource's name is left out: `listSessions` is `list`, `rotateWebhookSecret` is
    `rotate_secret`. What handles many at once says so: `createSessions` is `create_many`.
    """
    verb, *rest = words_of(operation_id)
    if verb == "bulk" and rest:
        verb, rest = rest[0], rest[1:]
    rest, is_plural = _without(rest, words_of(tag))
    if is_plural and not rest and verb in ("create", "update", "delete", "upsert"):
        rest = ["many"]
    return python_name("_".join([verb, *rest]))


def _without(words: List[str], tag: List[str]) -> Tuple[List[str], bool]:
    """Words without the tag's, in its plural or singular, and whether it was its plural."""
    singular = [*tag[:-1], singular_of(tag[-1])]
    for form in (tag, singular):
        for start in range(len(words) - len(form) + 1):
            if words[start : start + len(form)] == form:
                return words[:start] + words[start + len(form) :], form != singular
    # What belongs to it: `listKnowledgeDocuments` of the knowledge sources.
    return (words[1:] if len(tag) > 1 and words[:1] == tag[:1] else words), False


def singular_of(word: str) -> str:
    """`companies` as `company`."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def python_name(name: str) -> str:
    """A name that Python takes as an argument or attribute; `from` is `from_`."""
    plain = re.sub(r"\W", "_", name)
    if plain[:1].isdigit():
        plain = f"_{plain}"
    return f"{plain}_" if keyword.iskeyword(plain) else plain


def argument_name(name: str) -> str:
    """The argument of a parameter or field, apart from those that methods have of their own."""
    plain = python_name(name)
    return f"{plain}_" if plain in RESERVED else plain
