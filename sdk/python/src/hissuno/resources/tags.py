# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Tags, for both clients."""

from __future__ import annotations

from typing import List, Optional, TYPE_CHECKING

from ..types import Tag
from .._encode import given, segment
from .._model import Page
from .._request import Request

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._sync_client import SyncClient


class TagsResource:
    """The operations of tags."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(self, *, timeout: Optional[float] = None) -> Page[Tag]:
        """List the tags of the project.

        All of them on one page: the built-in ones, then the project's own.
        """
        request = Request(
            "GET",
            "/tags",
            timeout=timeout,
        )
        answer: Page[Tag] = self._client._decoded(Page[Tag], request)
        return answer

    def create(
        self,
        *,
        name: str,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Tag:
        """Add a tag to the project's own.

        Args:
            name: Lower-case letters, digits and underscores; blanks and hyphens become
                underscores.
        """
        request = Request(
            "POST",
            "/tags",
            body=given(
                {
                    "name": name,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Tag, request)

    def delete(self, tag_name: str, *, timeout: Optional[float] = None) -> None:
        """Take a tag out of the project's own.

        Sessions that have it keep it. The built-in ones stay.

        Args:
            tag_name: The tag.
        """
        request = Request(
            "DELETE",
            f"/tags/{segment('tag_name', tag_name)}",
            timeout=timeout,
        )
        self._client._nothing(request)


class AsyncTagsResource:
    """The operations of tags."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self, *, timeout: Optional[float] = None) -> Page[Tag]:
        """List the tags of the project.

        All of them on one page: the built-in ones, then the project's own.
        """
        request = Request(
            "GET",
            "/tags",
            timeout=timeout,
        )
        answer: Page[Tag] = await self._client._decoded(Page[Tag], request)
        return answer

    async def create(
        self,
        *,
        name: str,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Tag:
        """Add a tag to the project's own.

        Args:
            name: Lower-case letters, digits and underscores; blanks and hyphens become
                underscores.
        """
        request = Request(
            "POST",
            "/tags",
            body=given(
                {
                    "name": name,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Tag, request)

    async def delete(self, tag_name: str, *, timeout: Optional[float] = None) -> None:
        """Take a tag out of the project's own.

        Sessions that have it keep it. The built-in ones stay.

        Args:
            tag_name: The tag.
        """
        request = Request(
            "DELETE",
            f"/tags/{segment('tag_name', tag_name)}",
            timeout=timeout,
        )
        await self._client._nothing(request)
