# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Project, for both clients."""

from __future__ import annotations

from typing import Optional, TYPE_CHECKING

from ..types import Project
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._sync_client import SyncClient


class ProjectResource:
    """The operations of project."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Project:
        """Read the project of the key.

        A good first call: it tells whether the key is valid and what it may do.
        """
        request = Request(
            "GET",
            "/project",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Project, request)


class AsyncProjectResource:
    """The operations of project."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Project:
        """Read the project of the key.

        A good first call: it tells whether the key is valid and what it may do.
        """
        request = Request(
            "GET",
            "/project",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Project, request)
