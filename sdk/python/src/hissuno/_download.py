"""Files, read piece by piece: never more than a piece of them is in memory."""

from __future__ import annotations

import hashlib
import os
import re
from types import TracebackType
from typing import AsyncIterator, Awaitable, Callable, Iterator, Optional, Type, Union

import httpx

from ._errors import ConnectionFailedError
from ._request import Settings, failure_of

PathLike = Union[str, "os.PathLike[str]"]


class _Described:
    """What the answer says about the file; known once the download is open."""

    _response: Optional[httpx.Response] = None

    @property
    def response(self) -> httpx.Response:
        """The open answer."""
        if self._response is None:
            raise RuntimeError("The download is not open. Use it in a with statement.")
        return self._response

    @property
    def size(self) -> Optional[int]:
        """In bytes, when the instance knows it before the end."""
        length = self.response.headers.get("content-length")
        return int(length) if length is not None and length.isdigit() else None

    @property
    def content_type(self) -> Optional[str]:
        kind: Optional[str] = self.response.headers.get("content-type")
        return kind

    @property
    def name(self) -> Optional[str]:
        """What the instance calls the file, without folders."""
        disposition = self.response.headers.get("content-disposition", "")
        match = re.search(r'filename="?([^";]+)"?', disposition)
        name = os.path.basename(match.group(1).replace("\\", "/")).strip() if match else ""
        return name if name not in ("", ".", "..") else None


class Download(_Described):
    """A file that the instance answers with.

    with client.download(export.download_url) as file:
        file.save("export.tar.gz", sha256=export.sha256)
    """

    def __init__(self, begin: Callable[[], httpx.Response], settings: Settings) -> None:
        self._begin = begin
        self._settings = settings

    def __enter__(self) -> "Download":
        self._response = self._begin()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the download, finished or not."""
        if self._response is not None:
            self._response.close()

    def __iter__(self) -> Iterator[bytes]:
        """The bytes as they arrive. Raises ConnectionFailedError when they break off."""
        try:
            yield from self.response.iter_bytes()
        except httpx.RequestError as error:
            raise failure_of(error, self._settings) from error

    def save(self, path: PathLike, *, sha256: Optional[str] = None) -> int:
        """Writes the file; how many bytes it has. Until it is whole it is called `<path>.part`.

        Raises ConnectionFailedError when it breaks off, or its hash is not the one that is given.
        """
        with _PartFile(path, sha256) as file:
            for piece in self:
                file.write(piece)
        return file.written


class AsyncDownload(_Described):
    """A file that the instance answers with, for `async with`."""

    def __init__(self, begin: Callable[[], Awaitable[httpx.Response]], settings: Settings) -> None:
        self._begin = begin
        self._settings = settings

    async def __aenter__(self) -> "AsyncDownload":
        self._response = await self._begin()
        return self

    async def __aexit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the download, finished or not."""
        if self._response is not None:
            await self._response.aclose()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The bytes as they arrive. Raises ConnectionFailedError when they break off."""
        try:
            async for piece in self.response.aiter_bytes():
                yield piece
        except httpx.RequestError as error:
            raise failure_of(error, self._settings) from error

    async def save(self, path: PathLike, *, sha256: Optional[str] = None) -> int:
        """Writes the file; how many bytes it has. Until it is whole it is called `<path>.part`.

        Raises ConnectionFailedError when it breaks off, or its hash is not the one that is given.
        """
        with _PartFile(path, sha256) as file:
            async for piece in self:
                file.write(piece)
        return file.written


class _PartFile:
    """A file that has its name only when it is whole."""

    def __init__(self, path: PathLike, sha256: Optional[str]) -> None:
        self.written = 0
        self._path = os.fspath(path)
        self._part = f"{self._path}.part"
        self._wanted = sha256
        self._hash = hashlib.sha256()

    def __enter__(self) -> "_PartFile":
        self._file = open(self._part, "wb")
        return self

    def write(self, piece: bytes) -> None:
        self.written += self._file.write(piece)
        self._hash.update(piece)

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self._file.close()
        is_right = self._wanted is None or self._hash.hexdigest() == self._wanted.lower()
        if error is None and is_right:
            os.replace(self._part, self._path)
            return
        os.remove(self._part)
        if error is None:
            raise ConnectionFailedError("The file is not the one that was made. Get it again.")
