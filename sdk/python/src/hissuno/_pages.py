"""Lists, read page by page while they are walked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, AsyncIterator, Awaitable, Callable, Generic, Iterator, Optional

from ._model import Page, T, decode_page
from ._request import Request


def _next_request(request: Request, cursor: str, page: "Page[Any]") -> Optional[Request]:
    """The request of the page after this one; None after the last."""
    if not page.has_more or page.next_cursor is None:
        return None
    return replace(request, query={**request.query, cursor: page.next_cursor})


class Pager(Generic[T]):
    """A list. Walk it for everything in it, or take it page by page.

    Nothing is asked before the first item is wanted; each walk begins anew.
    """

    def __init__(
        self, ask: Callable[[Request], Any], kind: Any, request: Request, cursor: str
    ) -> None:
        self._ask = ask
        self._kind = kind
        self._request = request
        self._cursor = cursor

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data

    def pages(self) -> Iterator[Page[T]]:
        """The pages, one after the other."""
        request: Optional[Request] = self._request
        while request is not None:
            page = decode_page(self._kind, self._ask(request) or {})
            yield page
            request = _next_request(request, self._cursor, page)

    def page(self) -> Page[T]:
        """The first page only; go on with `cursor=page.next_cursor`."""
        return next(self.pages())


class AsyncPager(Generic[T]):
    """A list. Walk it with `async for`, or take it page by page.

    Nothing is asked before the first item is wanted; each walk begins anew.
    """

    def __init__(
        self, ask: Callable[[Request], Awaitable[Any]], kind: Any, request: Request, cursor: str
    ) -> None:
        self._ask = ask
        self._kind = kind
        self._request = request
        self._cursor = cursor

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.data:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The pages, one after the other."""
        request: Optional[Request] = self._request
        while request is not None:
            page = decode_page(self._kind, await self._ask(request) or {})
            yield page
            request = _next_request(request, self._cursor, page)

    async def page(self) -> Page[T]:
        """The first page only; go on with `cursor=page.next_cursor`."""
        return decode_page(self._kind, await self._ask(self._request) or {})
