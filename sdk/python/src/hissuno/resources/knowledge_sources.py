# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Knowledge sources, for both clients."""

from __future__ import annotations

from typing import List, Literal, Optional, TYPE_CHECKING, Union

from ..types import (
    KnowledgeDocument,
    KnowledgePassages,
    KnowledgeSource,
    KnowledgeSourceCreateFile,
    KnowledgeSourceCreateSettings,
    KnowledgeSourceUpdateFile,
    KnowledgeSourceUpdateSettings,
)
from .._encode import NOT_GIVEN, NotGiven, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class KnowledgeSourcesResource:
    """The operations of knowledge sources."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Pager[KnowledgeSource]:
        """List sources of knowledge.

        Those that changed last come first.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            "/knowledge_sources",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(KnowledgeSource, request, "cursor")

    def create(
        self,
        *,
        kind: Union[Literal["text", "markdown", "website", "file", "openapi", "docs_archive"], NotGiven] = NOT_GIVEN,
        name: Union[str, NotGiven] = NOT_GIVEN,
        content: Union[str, NotGiven] = NOT_GIVEN,
        url: Union[Optional[str], NotGiven] = NOT_GIVEN,
        settings: Union[KnowledgeSourceCreateSettings, NotGiven] = NOT_GIVEN,
        schedule: Union[Literal["manual", "daily", "weekly"], NotGiven] = NOT_GIVEN,
        package_ids: Union[List[str], NotGiven] = NOT_GIVEN,
        file: Union[KnowledgeSourceCreateFile, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgeSource:
        """Add a source of knowledge.

        A typed text can be found as soon as this answers; others are read in the background.

        Args:
            kind: Without it, what fits: a file, a text or a website.
            content: The text of typed ones, at most 1 MB.
            url: What is read; of typed ones where readers find the original.
            file: An uploaded file, instead of an address.
        """
        request = Request(
            "POST",
            "/knowledge_sources",
            body=given(
                {
                    "kind": kind,
                    "name": name,
                    "content": content,
                    "url": url,
                    "settings": settings,
                    "schedule": schedule,
                    "package_ids": package_ids,
                    "file": file,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(KnowledgeSource, request)

    def get(
        self,
        knowledge_source_id: str,
        *,
        expand: Optional[List[Literal["content", "package_ids"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgeSource:
        """Read a source of knowledge.

        Args:
            knowledge_source_id: The source's id.
            expand: What to bring along, separated by commas: content, package_ids.
        """
        request = Request(
            "GET",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(KnowledgeSource, request)

    def update(
        self,
        knowledge_source_id: str,
        *,
        kind: Union[Literal["text", "markdown"], NotGiven] = NOT_GIVEN,
        name: Union[str, NotGiven] = NOT_GIVEN,
        content: Union[str, NotGiven] = NOT_GIVEN,
        url: Union[Optional[str], NotGiven] = NOT_GIVEN,
        settings: Union[KnowledgeSourceUpdateSettings, NotGiven] = NOT_GIVEN,
        schedule: Union[Literal["manual", "daily", "weekly"], NotGiven] = NOT_GIVEN,
        package_ids: Union[List[str], NotGiven] = NOT_GIVEN,
        file: Union[KnowledgeSourceUpdateFile, NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgeSource:
        """Change a source of knowledge.

        A new address or file is read at once.

        Args:
            knowledge_source_id: The source's id.
            kind: Of typed ones.
            content: The text of typed ones, at most 1 MB.
            url: What is read; of typed ones where readers find the original.
            file: An uploaded file, instead of an address.
        """
        request = Request(
            "PATCH",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}",
            body=given(
                {
                    "kind": kind,
                    "name": name,
                    "content": content,
                    "url": url,
                    "settings": settings,
                    "schedule": schedule,
                    "package_ids": package_ids,
                    "file": file,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return self._client._one(KnowledgeSource, request)

    def delete(
        self,
        knowledge_source_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a source of knowledge.

        Nothing is found through it any more.

        Args:
            knowledge_source_id: The source's id.
        """
        request = Request(
            "DELETE",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        self._client._nothing(request)

    def refresh(
        self,
        knowledge_source_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgeSource:
        """Read a source again.

        In the background; what is unchanged is not stored again.

        Args:
            knowledge_source_id: The source's id.
        """
        request = Request(
            "POST",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}/refresh",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(KnowledgeSource, request)

    def list_documents(
        self,
        knowledge_source_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Pager[KnowledgeDocument]:
        """List the pages or files of a source.

        Args:
            knowledge_source_id: The source's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}/documents",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(KnowledgeDocument, request, "cursor")

    def search(
        self,
        *,
        query: str,
        limit: Optional[int] = None,
        package_ids: Optional[List[str]] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgePassages:
        """Find passages that answer a question.

        Args:
            query: The question, as people ask it.
            limit: How many to answer at most. The instance takes 5 when left out.
            package_ids: Only in these packages of knowledge.
        """
        request = Request(
            "GET",
            "/knowledge_search",
            query={
                "query": query,
                "limit": limit,
                "package_ids": package_ids,
            },
            timeout=timeout,
        )
        return self._client._one(KnowledgePassages, request)


class AsyncKnowledgeSourcesResource:
    """The operations of knowledge sources."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[KnowledgeSource]:
        """List sources of knowledge.

        Those that changed last come first.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            "/knowledge_sources",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(KnowledgeSource, request, "cursor")

    async def create(
        self,
        *,
        kind: Union[Literal["text", "markdown", "website", "file", "openapi", "docs_archive"], NotGiven] = NOT_GIVEN,
        name: Union[str, NotGiven] = NOT_GIVEN,
        content: Union[str, NotGiven] = NOT_GIVEN,
        url: Union[Optional[str], NotGiven] = NOT_GIVEN,
        settings: Union[KnowledgeSourceCreateSettings, NotGiven] = NOT_GIVEN,
        schedule: Union[Literal["manual", "daily", "weekly"], NotGiven] = NOT_GIVEN,
        package_ids: Union[List[str], NotGiven] = NOT_GIVEN,
        file: Union[KnowledgeSourceCreateFile, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgeSource:
        """Add a source of knowledge.

        A typed text can be found as soon as this answers; others are read in the background.

        Args:
            kind: Without it, what fits: a file, a text or a website.
            content: The text of typed ones, at most 1 MB.
            url: What is read; of typed ones where readers find the original.
            file: An uploaded file, instead of an address.
        """
        request = Request(
            "POST",
            "/knowledge_sources",
            body=given(
                {
                    "kind": kind,
                    "name": name,
                    "content": content,
                    "url": url,
                    "settings": settings,
                    "schedule": schedule,
                    "package_ids": package_ids,
                    "file": file,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(KnowledgeSource, request)

    async def get(
        self,
        knowledge_source_id: str,
        *,
        expand: Optional[List[Literal["content", "package_ids"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgeSource:
        """Read a source of knowledge.

        Args:
            knowledge_source_id: The source's id.
            expand: What to bring along, separated by commas: content, package_ids.
        """
        request = Request(
            "GET",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(KnowledgeSource, request)

    async def update(
        self,
        knowledge_source_id: str,
        *,
        kind: Union[Literal["text", "markdown"], NotGiven] = NOT_GIVEN,
        name: Union[str, NotGiven] = NOT_GIVEN,
        content: Union[str, NotGiven] = NOT_GIVEN,
        url: Union[Optional[str], NotGiven] = NOT_GIVEN,
        settings: Union[KnowledgeSourceUpdateSettings, NotGiven] = NOT_GIVEN,
        schedule: Union[Literal["manual", "daily", "weekly"], NotGiven] = NOT_GIVEN,
        package_ids: Union[List[str], NotGiven] = NOT_GIVEN,
        file: Union[KnowledgeSourceUpdateFile, NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgeSource:
        """Change a source of knowledge.

        A new address or file is read at once.

        Args:
            knowledge_source_id: The source's id.
            kind: Of typed ones.
            content: The text of typed ones, at most 1 MB.
            url: What is read; of typed ones where readers find the original.
            file: An uploaded file, instead of an address.
        """
        request = Request(
            "PATCH",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}",
            body=given(
                {
                    "kind": kind,
                    "name": name,
                    "content": content,
                    "url": url,
                    "settings": settings,
                    "schedule": schedule,
                    "package_ids": package_ids,
                    "file": file,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return await self._client._one(KnowledgeSource, request)

    async def delete(
        self,
        knowledge_source_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a source of knowledge.

        Nothing is found through it any more.

        Args:
            knowledge_source_id: The source's id.
        """
        request = Request(
            "DELETE",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        await self._client._nothing(request)

    async def refresh(
        self,
        knowledge_source_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgeSource:
        """Read a source again.

        In the background; what is unchanged is not stored again.

        Args:
            knowledge_source_id: The source's id.
        """
        request = Request(
            "POST",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}/refresh",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(KnowledgeSource, request)

    def list_documents(
        self,
        knowledge_source_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[KnowledgeDocument]:
        """List the pages or files of a source.

        Args:
            knowledge_source_id: The source's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            f"/knowledge_sources/{segment('knowledge_source_id', knowledge_source_id)}/documents",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(KnowledgeDocument, request, "cursor")

    async def search(
        self,
        *,
        query: str,
        limit: Optional[int] = None,
        package_ids: Optional[List[str]] = None,
        timeout: Optional[float] = None,
    ) -> KnowledgePassages:
        """Find passages that answer a question.

        Args:
            query: The question, as people ask it.
            limit: How many to answer at most. The instance takes 5 when left out.
            package_ids: Only in these packages of knowledge.
        """
        request = Request(
            "GET",
            "/knowledge_search",
            query={
                "query": query,
                "limit": limit,
                "package_ids": package_ids,
            },
            timeout=timeout,
        )
        return await self._client._one(KnowledgePassages, request)
