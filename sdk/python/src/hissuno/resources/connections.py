# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Connections, for both clients."""

from __future__ import annotations

from typing import List, Literal, Optional, TYPE_CHECKING, Union

from ..types import Connection
from .._encode import NOT_GIVEN, NotGiven, Time, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class ConnectionsResource:
    """The operations of connections."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Connection]:
        """List connections.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            "/connections",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(Connection, request, "cursor")

    def get(
        self,
        connection_id: str,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Connection:
        """Read a connection.

        Args:
            connection_id: The connection's id.
        """
        request = Request(
            "GET",
            f"/connections/{segment('connection_id', connection_id)}",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Connection, request)

    def update(
        self,
        connection_id: str,
        *,
        name: Union[str, NotGiven] = NOT_GIVEN,
        frequency: Union[Literal["manual", "1h", "6h", "24h"], NotGiven] = NOT_GIVEN,
        filter_from: Union[Optional[Time], NotGiven] = NOT_GIVEN,
        filter_to: Union[Optional[Time], NotGiven] = NOT_GIVEN,
        timeout: Optional[float] = None,
    ) -> Connection:
        """Change a connection's name, schedule or filter.

        Settings and credentials are changed in the dashboard, which asks the provider.

        Args:
            connection_id: The connection's id.
        """
        request = Request(
            "PATCH",
            f"/connections/{segment('connection_id', connection_id)}",
            body=given(
                {
                    "name": name,
                    "frequency": frequency,
                    "filter_from": filter_from,
                    "filter_to": filter_to,
                }
            ),
            timeout=timeout,
        )
        return self._client._one(Connection, request)

    def delete(
        self,
        connection_id: str,
        *,
        sessions: Optional[Literal["keep", "delete"]] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Disconnect a source.

        Its credentials, cursors and runs are forgotten.

        Args:
            connection_id: The connection's id.
            sessions: What becomes of the sessions that came from it. The instance takes keep when
                left out.
        """
        request = Request(
            "DELETE",
            f"/connections/{segment('connection_id', connection_id)}",
            query={
                "sessions": sessions,
            },
            timeout=timeout,
        )
        self._client._nothing(request)


class AsyncConnectionsResource:
    """The operations of connections."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Connection]:
        """List connections.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            "/connections",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(Connection, request, "cursor")

    async def get(
        self,
        connection_id: str,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Connection:
        """Read a connection.

        Args:
            connection_id: The connection's id.
        """
        request = Request(
            "GET",
            f"/connections/{segment('connection_id', connection_id)}",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Connection, request)

    async def update(
        self,
        connection_id: str,
        *,
        name: Union[str, NotGiven] = NOT_GIVEN,
        frequency: Union[Literal["manual", "1h", "6h", "24h"], NotGiven] = NOT_GIVEN,
        filter_from: Union[Optional[Time], NotGiven] = NOT_GIVEN,
        filter_to: Union[Optional[Time], NotGiven] = NOT_GIVEN,
        timeout: Optional[float] = None,
    ) -> Connection:
        """Change a connection's name, schedule or filter.

        Settings and credentials are changed in the dashboard, which asks the provider.

        Args:
            connection_id: The connection's id.
        """
        request = Request(
            "PATCH",
            f"/connections/{segment('connection_id', connection_id)}",
            body=given(
                {
                    "name": name,
                    "frequency": frequency,
                    "filter_from": filter_from,
                    "filter_to": filter_to,
                }
            ),
            timeout=timeout,
        )
        return await self._client._one(Connection, request)

    async def delete(
        self,
        connection_id: str,
        *,
        sessions: Optional[Literal["keep", "delete"]] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Disconnect a source.

        Its credentials, cursors and runs are forgotten.

        Args:
            connection_id: The connection's id.
            sessions: What becomes of the sessions that came from it. The instance takes keep when
                left out.
        """
        request = Request(
            "DELETE",
            f"/connections/{segment('connection_id', connection_id)}",
            query={
                "sessions": sessions,
            },
            timeout=timeout,
        )
        await self._client._nothing(request)
