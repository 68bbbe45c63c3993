"""Writes a module for each resource, with a class for each client."""

from __future__ import annotations

import re
from functools import partial
from typing import Iterable, List

from .names import class_of
from .operations import JSON, Argument, Operation
from .text import HEADER, call, doc, imports, typing_imports

NOT_OURS = {"Any", "Dict", "List", "Literal", "Optional", "Union", "Iterable", "Page", "Time", "None"}
"""Names in types that `types.py` does not have."""


def resource_file(operations: List[Operation]) -> str:
    """The text of the module of one resource."""
    tag = operations[0].tag
    name = resource_class(tag)
    blocks = [
        _class(name, "SyncClient", operations, is_async=False),
        _class(f"Async{name}", "AsyncClient", operations, is_async=True),
    ]
    body = "\n\n\n".join(blocks)
    uses = partial(_used, body)
    kinds = set(re.findall(r"\b[A-Z]\w+\b", _kinds(operations))) - NOT_OURS
    head = [
        HEADER,
        f'"""{tag}, for both clients."""',
        "",
        "from __future__ import annotations",
        "",
        *typing_imports(body + " TYPE_CHECKING"),
        "",
        *imports("..types", uses(kinds)),
        *imports(".._encode", uses(["NOT_GIVEN", "NotGiven", "Time", "given", "segment"])),
        *imports(".._model", uses(["Page"])),
        *imports(".._request", uses(["Request", "Version"])),
        "",
        "if TYPE_CHECKING:",
    ]
    lazy = [
        *imports(".._async_client", ["AsyncClient"]),
        *imports(".._download", uses(["AsyncDownload", "Download"])),
        *imports(".._pages", uses(["AsyncPager", "Pager"])),
        *imports(".._sync_client", ["SyncClient"]),
    ]
    return "\n".join([*head, *[f"    {line}" for line in lazy]]) + "\n\n\n" + body + "\n"


def resource_class(tag: str) -> str:
    """The class of a resource; apart from that of its things, as in `project`."""
    return f"{class_of(tag)}Resource"


def _used(body: str, names: Iterable[str]) -> List[str]:
    """The names that a text mentions outside of comments and plain strings."""
    plain = re.sub(r'(?<!f)"[^"\n]*"', "", re.sub(r'"""[\s\S]*?"""', "", body))
    return [name for name in names if re.search(rf"\b{name}\b", plain)]


def _kinds(operations: List[Operation]) -> str:
    arguments = [one for made in operations for one in [*made.ids, *made.query, *made.body]]
    whole = [made.whole_body or "" for made in operations]
    return " ".join([*[one.kind for one in arguments], *whole, *[made.answer for made in operations]])


def _class(name: str, client: str, operations: List[Operation], is_async: bool) -> str:
    lines = [
        f"class {name}:",
        *doc(f"The operations of {operations[0].tag.lower()}.", 4),
        "",
        f"    def __init__(self, client: {client}) -> None:",
        "        self._client = client",
    ]
    for made in operations:
        lines += ["", *_method(made, is_async)]
    return "\n".join(lines)


def _method(made: Operation, is_async: bool) -> List[str]:
    prefix = "Async" if is_async else ""
    positional = [f"{one.name}: {one.kind}" for one in made.ids]
    named = [_declared(one, is_query=False) for one in made.body if one.is_required]
    named += [_declared(one, is_query=True) for one in made.query if one.is_required]
    if made.whole_body is not None:
        optional = made.has_optional_body
        kind = f"Union[{made.whole_body}, NotGiven]" if optional else made.whole_body
        positional.append(f"body: {kind}{' = NOT_GIVEN' if optional else ''}")
    named += [_declared(one, is_query=False) for one in made.body if not one.is_required]
    named += [_declared(one, is_query=True) for one in made.query if not one.is_required]
    named += [f"{one}: Optional[{kind}] = None" for one, kind in _options(made)]
    answer, call_head = _answer(made, prefix)
    is_lazy = made.cursor is not None or made.is_download
    define = "async def" if is_async and not is_lazy else "def"
    awaited = "await " if is_async and not is_lazy else ""
    return [
        *call(f"{define} {made.method}", ["self", *positional, "*", *named], f" -> {answer}:", 4),
        *doc(_about(made), 8),
        *_request(made),
        *_returned(answer, f"{awaited}{call_head}"),
    ]


def _returned(answer: str, call_text: str) -> List[str]:
    if answer == "None":
        return [f"        {call_text}"]
    if "_decoded(" in call_text:
        return [f"        answer: {answer} = {call_text}", "        return answer"]
    return [f"        return {call_text}"]


def _declared(argument: Argument, is_query: bool) -> str:
    if argument.is_required:
        return f"{argument.name}: {argument.kind}"
    if is_query:
        is_optional = argument.kind.startswith("Optional[")
        kind = argument.kind if is_optional else f"Optional[{argument.kind}]"
        return f"{argument.name}: {kind} = None"
    if argument.kind == "Any":
        return f"{argument.name}: Any = NOT_GIVEN"
    return f"{argument.name}: Union[{argument.kind}, NotGiven] = NOT_GIVEN"


def _options(made: Operation) -> List[List[str]]:
    options = []
    if made.has_if_match:
        options.append(["if_match", "Version"])
    if made.has_if_none_match:
        options.append(["if_none_match", "Version"])
    if made.http_method == "POST":
        options.append(["idempotency_key", "str"])
    return [*options, ["timeout", "float"]]


def _answer(made: Operation, prefix: str) -> List[str]:
    """The type that the method names, and the call that it ends with."""
    if made.is_download:
        return [f"{prefix}Download", "self._client._download(request)"]
    if made.cursor is not None:
        kind = f"{prefix}Pager[{made.answer}]"
        return [kind, f'self._client._pages({made.answer}, request, "{made.cursor}")']
    if made.answer == "None":
        return ["None", "self._client._nothing(request)"]
    if re.fullmatch(r"[A-Z]\w*", made.answer) and made.answer != "Any":
        return [made.answer, f"self._client._one({made.answer}, request)"]
    return [made.answer, f"self._client._decoded({made.answer}, request)"]


def _request(made: Operation) -> List[str]:
    path = re.sub(
        r"\{(\w+)\}",
        lambda match: "{segment(" + repr(match.group(1)) + ", " + _id(made, match.group(1)) + ")}",
        made.path,
    )
    quoted = f'f"{path}"' if made.ids else f'"{path}"'
    lines = ["        request = Request(", f'            "{made.http_method}",', f"            {quoted},"]
    if made.query:
        lines += ["            query={", *[_pair(one) for one in made.query], "            },"]
    if made.body:
        pairs = [_pair(one) for one in made.body]
        lines += ["            body=given(", "                {"]
        lines += [f"    {pair}" for pair in pairs]
        lines += ["                }", "            ),"]
    elif made.whole_body is not None:
        lines.append("            body=body,")
        if made.media != JSON:
            lines.append(f'            media="{made.media}",')
    if made.is_download:
        lines.append("            is_streamed=True,")
    lines += [f"            {name}={name}," for name, _ in _options(made)]
    return [*lines, "        )"]


def _id(made: Operation, wire: str) -> str:
    return next(one.name for one in made.ids if one.wire == wire)


def _pair(argument: Argument) -> str:
    return f'                "{argument.wire}": {argument.name},'


def _about(made: Operation) -> str:
    parts = [f"{made.summary.rstrip('.')}."]
    if made.is_deprecated:
        parts.append("Deprecated: it will go away.")
    if made.description:
        parts.append(made.description)
    described = [one for one in [*made.ids, *made.body, *made.query] if one.about]
    if described:
        listed = [f"    {one.name}: {one.about}" for one in described]
        parts.append("\n".join(["Args:", *listed]))
    return "\n\n".join(parts)
