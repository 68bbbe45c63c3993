# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Runs, for both clients."""

from __future__ import annotations

from typing import List, Literal, Optional, TYPE_CHECKING, Union

from ..types import Run
from .._encode import NOT_GIVEN, NotGiven, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class RunsResource:
    """The operations of runs."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        connection_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Run]:
        """List the runs of a connection.

        The newest first.

        Args:
            connection_id: The connection's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            f"/connections/{segment('connection_id', connection_id)}/runs",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(Run, request, "cursor")

    def create(
        self,
        connection_id: str,
        *,
        mode: Union[Literal["incremental", "full", "scratch"], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Run:
        """Sync a connection now.

        A connection has one open run at most; a second one is refused with 409.

        Args:
            connection_id: The connection's id.
            mode: What is new, everything once more, or everything as if for the first time.
        """
        request = Request(
            "POST",
            f"/connections/{segment('connection_id', connection_id)}/runs",
            body=given(
                {
                    "mode": mode,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Run, request)

    def get(
        self,
        run_id: str,
        *,
        expand: Optional[List[Literal["problems"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Run:
        """Read a run.

        Args:
            run_id: The run's id.
            expand: What to bring along, separated by commas: problems.
        """
        request = Request(
            "GET",
            f"/runs/{segment('run_id', run_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Run, request)

    def cancel(
        self,
        run_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Run:
        """Stop a run.

        It ends after the page it is at; what it has stored stays.

        Args:
            run_id: The run's id.
        """
        request = Request(
            "POST",
            f"/runs/{segment('run_id', run_id)}/cancel",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Run, request)


class AsyncRunsResource:
    """The operations of runs."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        connection_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Run]:
        """List the runs of a connection.

        The newest first.

        Args:
            connection_id: The connection's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            f"/connections/{segment('connection_id', connection_id)}/runs",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(Run, request, "cursor")

    async def create(
        self,
        connection_id: str,
        *,
        mode: Union[Literal["incremental", "full", "scratch"], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Run:
        """Sync a connection now.

        A connection has one open run at most; a second one is refused with 409.

        Args:
            connection_id: The connection's id.
            mode: What is new, everything once more, or everything as if for the first time.
        """
        request = Request(
            "POST",
            f"/connections/{segment('connection_id', connection_id)}/runs",
            body=given(
                {
                    "mode": mode,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Run, request)

    async def get(
        self,
        run_id: str,
        *,
        expand: Optional[List[Literal["problems"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Run:
        """Read a run.

        Args:
            run_id: The run's id.
            expand: What to bring along, separated by commas: problems.
        """
        request = Request(
            "GET",
            f"/runs/{segment('run_id', run_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Run, request)

    async def cancel(
        self,
        run_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Run:
        """Stop a run.

        It ends after the page it is at; what it has stored stays.

        Args:
            run_id: The run's id.
        """
        request = Request(
            "POST",
            f"/runs/{segment('run_id', run_id)}/cancel",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Run, request)
