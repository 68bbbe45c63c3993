"""The client for asyncio does the same as the other."""

from __future__ import annotations

import asyncio
import inspect
from pathlib import Path
from typing import Any, Awaitable, Callable

import pytest
from conftest import hurry
from faulty_server import Answer, FaultyServer, problem
from hissuno import AsyncHissuno, ConnectionFailedError, Hissuno, NotFoundError
from hissuno._async_client import AsyncClient
from hissuno._request import Request
from hissuno._sync_client import SyncClient


def run(server: FaultyServer, work: Callable[[AsyncHissuno], Awaitable[Any]]) -> Any:
    async def all_of_it() -> Any:
        async with AsyncHissuno("a-key", base_url=server.url) as client:
            hurry(client)
            return await work(client)

    return asyncio.run(all_of_it())


def test_reads_are_repeated_and_errors_raised(server: FaultyServer) -> None:
    async def work(client: AsyncHissuno) -> None:
        server.give(Answer(drop=True), Answer(503), Answer(200, {"id": "ses_1"}, {"ETag": '"a"'}))
        session = await client.sessions.get("ses_1")
        assert (session.id, session.etag) == ("ses_1", '"a"')
        server.give(Answer(404, problem(404, "not_found")))
        with pytest.raises(NotFoundError):
            await client.sessions.update("ses_1", name="New", if_match=session)
        server.give(Answer(drop=True))
        with pytest.raises(ConnectionFailedError):
            await client.sessions.list().page()
        assert len(server.asked) == 3

    run(server, work)


def test_lists_are_walked_and_calls_run_side_by_side(server: FaultyServer) -> None:
    async def work(client: AsyncHissuno) -> None:
        server.give(
            Answer(200, {"data": [{"id": "1"}], "has_more": True, "next_cursor": "a"}),
            Answer(200, {"data": [{"id": "2"}], "has_more": False, "next_cursor": None}),
        )
        assert [session.id async for session in client.sessions.list()] == ["1", "2"]
        server.give(Answer(201, {"id": "ses_1"}))
        made = await asyncio.gather(*[client.sessions.create(name=str(n)) for n in range(5)])
        assert [session.id for session in made] == ["ses_1"] * 5
        assert len({asked.headers["idempotency-key"] for asked in server.asked}) == 5

    run(server, work)


def test_files_are_saved_whole_or_not_at_all(server: FaultyServer, tmp_path: Path) -> None:
    async def work(client: AsyncHissuno) -> None:
        server.give(Answer(200, b"content"), Answer(200, b"half", cut=True))
        async with client._download(Request("GET", "/file", is_streamed=True)) as file:
            assert await file.save(tmp_path / "whole") == 7
        async with client._download(Request("GET", "/file", is_streamed=True)) as file:
            with pytest.raises(ConnectionFailedError):
                await file.save(tmp_path / "half")
        server.give(Answer(202, {"id": "imp_1"}))
        assert await client.upload("/exports/token", tmp_path / "whole") == {"id": "imp_1"}
        assert server.asked[0].body == b"content"

    run(server, work)
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]


def test_both_clients_have_the_same_methods_with_the_same_arguments() -> None:
    for one, other in ((Hissuno, AsyncHissuno), (SyncClient, AsyncClient)):
        assert _public(one) == _public(other)
    with Hissuno("a-key", base_url="https://feedback.example.com") as client:
        other_client = AsyncHissuno("a-key", base_url="https://feedback.example.com")
        for name in _resources():
            own = type(getattr(client, name))
            other = type(getattr(other_client, name))
            assert _public(own) == _public(other)
            for method in _public(own):
                mine = inspect.signature(getattr(own, method)).parameters
                assert mine == inspect.signature(getattr(other, method)).parameters


def _public(kind: type) -> "list[str]":
    return sorted(name for name in dir(kind) if not name.startswith("_"))


def _resources() -> "list[str]":
    return sorted(set(_public(Hissuno)) - set(_public(SyncClient)))
