"""Files that are sent, piece by piece: never more than a piece of them is in memory."""

from __future__ import annotations

import os
from typing import Any, AsyncIterator, BinaryIO, Iterator, Optional

from ._download import PathLike
from ._request import Request

PIECE = 64 * 1024


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """What is left of a file."""
    piece = file.read(PIECE)
    while piece:
        yield piece
        piece = file.read(PIECE)


async def async_pieces_of(file: BinaryIO) -> AsyncIterator[bytes]:
    """What is left of a file, for asyncio. Disks answer at once, or nearly."""
    for piece in pieces_of(file):
        yield piece


def upload_request(link: str, path: PathLike, body: Any, timeout: Optional[float]) -> Request:
    """The request that hands a file over."""
    return Request(
        "PUT",
        link,
        body=body,
        media="application/gzip",
        size=os.path.getsize(path),
        is_link=True,
        timeout=timeout,
    )
