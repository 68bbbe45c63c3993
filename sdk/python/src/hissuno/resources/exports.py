# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Exports, for both clients."""

from __future__ import annotations

from typing import List, Optional, TYPE_CHECKING

from ..types import Export, Import, ImportUpload
from .._encode import segment
from .._model import Page
from .._request import Request

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._sync_client import SyncClient


class ExportsResource:
    """The operations of exports."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(self, *, timeout: Optional[float] = None) -> Page[Export]:
        """List exports.

        The newest 50.
        """
        request = Request(
            "GET",
            "/exports",
            timeout=timeout,
        )
        answer: Page[Export] = self._client._decoded(Page[Export], request)
        return answer

    def create(
        self,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Export:
        """Begin an export.

        Writes all of the project to an archive that can be downloaded for 7 days. Read the export
        until it is `done`. One at a time: 409 while another is under way.
        """
        request = Request(
            "POST",
            "/exports",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Export, request)

    def get(self, export_id: str, *, timeout: Optional[float] = None) -> Export:
        """Read an export.

        Args:
            export_id: The export's id.
        """
        request = Request(
            "GET",
            f"/exports/{segment('export_id', export_id)}",
            timeout=timeout,
        )
        return self._client._one(Export, request)

    def delete(self, export_id: str, *, timeout: Optional[float] = None) -> None:
        """Remove an export's archive.

        It goes before its time; the export stays in the list.

        Args:
            export_id: The export's id.
        """
        request = Request(
            "DELETE",
            f"/exports/{segment('export_id', export_id)}",
            timeout=timeout,
        )
        self._client._nothing(request)

    def list_imports(self, *, timeout: Optional[float] = None) -> Page[Import]:
        """List imports of archives.

        The newest 50.
        """
        request = Request(
            "GET",
            "/imports",
            timeout=timeout,
        )
        answer: Page[Import] = self._client._decoded(Page[Import], request)
        return answer

    def create_import(
        self,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> ImportUpload:
        """Begin an import of an archive.

        Answers where to send the archive of an export. Everything in it comes into the project
        with its ids. It has to be empty: what is sent is refused with 409 otherwise.
        """
        request = Request(
            "POST",
            "/imports",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(ImportUpload, request)

    def get_import(self, import_id: str, *, timeout: Optional[float] = None) -> Import:
        """Read an import of an archive.

        Args:
            import_id: The import's id.
        """
        request = Request(
            "GET",
            f"/imports/{segment('import_id', import_id)}",
            timeout=timeout,
        )
        return self._client._one(Import, request)


class AsyncExportsResource:
    """The operations of exports."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self, *, timeout: Optional[float] = None) -> Page[Export]:
        """List exports.

        The newest 50.
        """
        request = Request(
            "GET",
            "/exports",
            timeout=timeout,
        )
        answer: Page[Export] = await self._client._decoded(Page[Export], request)
        return answer

    async def create(
        self,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Export:
        """Begin an export.

        Writes all of the project to an archive that can be downloaded for 7 days. Read the export
        until it is `done`. One at a time: 409 while another is under way.
        """
        request = Request(
            "POST",
            "/exports",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Export, request)

    async def get(self, export_id: str, *, timeout: Optional[float] = None) -> Export:
        """Read an export.

        Args:
            export_id: The export's id.
        """
        request = Request(
            "GET",
            f"/exports/{segment('export_id', export_id)}",
            timeout=timeout,
        )
        return await self._client._one(Export, request)

    async def delete(self, export_id: str, *, timeout: Optional[float] = None) -> None:
        """Remove an export's archive.

        It goes before its time; the export stays in the list.

        Args:
            export_id: The export's id.
        """
        request = Request(
            "DELETE",
            f"/exports/{segment('export_id', export_id)}",
            timeout=timeout,
        )
        await self._client._nothing(request)

    async def list_imports(self, *, timeout: Optional[float] = None) -> Page[Import]:
        """List imports of archives.

        The newest 50.
        """
        request = Request(
            "GET",
            "/imports",
            timeout=timeout,
        )
        answer: Page[Import] = await self._client._decoded(Page[Import], request)
        return answer

    async def create_import(
        self,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> ImportUpload:
        """Begin an import of an archive.

        Answers where to send the archive of an export. Everything in it comes into the project
        with its ids. It has to be empty: what is sent is refused with 409 otherwise.
        """
        request = Request(
            "POST",
            "/imports",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(ImportUpload, request)

    async def get_import(self, import_id: str, *, timeout: Optional[float] = None) -> Import:
        """Read an import of an archive.

        Args:
            import_id: The import's id.
        """
        request = Request(
            "GET",
            f"/imports/{segment('import_id', import_id)}",
            timeout=timeout,
        )
        return await self._client._one(Import, request)
