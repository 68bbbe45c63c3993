"""When requests are sent again."""

from __future__ import annotations

import threading
from typing import List

import pytest
from conftest import hurry
from faulty_server import Answer, FaultyServer, problem
from hissuno import (
    ConflictError,
    ConnectionFailedError,
    Hissuno,
    NotFoundError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
)
from hissuno._retries import Retries, seconds_of

DROPPED = Answer(drop=True)
BUSY = Answer(503, problem(503, "unavailable"))
DONE = Answer(200, {"id": "ses_1"}, {"ETag": '"a"'})


def test_a_read_is_repeated_after_faults_of_the_server_and_of_the_line(
    server: FaultyServer, client: Hissuno
) -> None:
    for fault in (DROPPED, BUSY, Answer(500), Answer(502, b"<html>"), Answer(200, b"{}", cut=True)):
        server.give(fault, DONE)
        assert client.sessions.get("ses_1").id == "ses_1"
        assert len(server.asked) == 2


def test_after_the_last_repetition_the_error_is_raised(
    server: FaultyServer, client: Hissuno
) -> None:
    server.give(BUSY)
    with pytest.raises(ServerError):
        client.sessions.get("ses_1")
    assert len(server.asked) == 3
    server.give(DROPPED)
    with pytest.raises(ConnectionFailedError):
        client.sessions.get("ses_1")
    assert len(server.asked) == 3


def test_errors_that_stay_are_not_repeated(server: FaultyServer, client: Hissuno) -> None:
    server.give(Answer(404, problem(404, "not_found")))
    with pytest.raises(NotFoundError):
        client.sessions.get("ses_1")
    server.give(Answer(409, problem(409, "conflict")))
    with pytest.raises(ConflictError):
        client.sessions.update("ses_1", name="New")
    assert len(server.asked) == 1


def test_a_creation_is_repeated_under_one_idempotency_key(
    server: FaultyServer, client: Hissuno
) -> None:
    server.give(DROPPED, BUSY, Answer(201, {"id": "ses_1"}))
    client.sessions.create(name="A")
    keys = {asked.headers["idempotency-key"] for asked in server.asked}
    assert len(server.asked) == 3 and len(keys) == 1
    client.sessions.create(name="A")
    assert server.asked[-1].headers["idempotency-key"] not in keys
    client.sessions.create(name="A", idempotency_key="mine")
    assert server.asked[-1].headers["idempotency-key"] == "mine"


def test_a_change_of_a_known_version_is_repeated_only_when_it_was_surely_not_made(
    server: FaultyServer, client: Hissuno
) -> None:
    server.give(DROPPED)
    with pytest.raises(ConnectionFailedError):
        client.sessions.update("ses_1", name="New", if_match='"a"')
    assert len(server.asked) == 1
    server.give(BUSY, DONE)
    client.sessions.update("ses_1", name="New", if_match='"a"')
    assert [asked.headers["if-match"] for asked in server.asked] == ['"a"', '"a"']
    server.give(DROPPED, DONE)
    client.sessions.update("ses_1", name="New")
    assert len(server.asked) == 2


def test_a_repeated_delete_that_finds_nothing_has_deleted(
    server: FaultyServer, client: Hissuno
) -> None:
    missing = Answer(404, problem(404, "not_found"))
    server.give(DROPPED, missing)
    client.sessions.delete("ses_1")
    server.give(missing)
    with pytest.raises(NotFoundError):
        client.sessions.delete("ses_1")
    server.give(Answer(429, problem(429, "rate_limited")), missing)
    with pytest.raises(NotFoundError):
        client.sessions.delete("ses_1")


def test_what_the_server_asks_to_wait_is_waited_or_told(
    server: FaultyServer, client: Hissuno, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: List[float] = []
    monkeypatch.setattr("hissuno._sync_client.time.sleep", waits.append)
    server.give(Answer(429, problem(429, "rate_limited"), {"Retry-After": "7"}), DONE)
    client.sessions.get("ses_1")
    assert 7 <= waits[0] < 8
    server.give(Answer(429, problem(429, "rate_limited"), {"Retry-After": "61"}))
    with pytest.raises(RateLimitError) as raised:
        client.sessions.get("ses_1")
    assert raised.value.retry_after == 61 and len(server.asked) == 1


def test_no_answer_in_time_is_an_error_of_its_own(server: FaultyServer, client: Hissuno) -> None:
    hold = threading.Event()
    server.give(Answer(hold=hold))
    try:
        with Hissuno("a-key", base_url=server.url, max_retries=0) as hasty:
            with pytest.raises(RequestTimeoutError):
                hasty.sessions.get("ses_1", timeout=0.05)
    finally:
        hold.set()


def test_where_nobody_listens_every_call_is_repeated_then_fails() -> None:
    with Hissuno("a-key", base_url="http://127.0.0.1:1") as client:
        hurry(client)
        with pytest.raises(ConnectionFailedError, match="127.0.0.1:1/v1 cannot be reached"):
            client.sessions.create(name="A")


def test_waits_are_drawn_from_a_span_that_doubles() -> None:
    most = Retries(most=9, chance=lambda: 1.0)
    assert [most.wait(attempt, None) for attempt in range(6)] == [0.5, 1, 2, 4, 8, 8]
    assert Retries(chance=lambda: 0.0).wait(0, None) == 0
    assert most.wait(9, None) is None
    assert most.wait(0, 60.0) == 60.5 and most.wait(0, 60.1) is None


def test_retry_after_is_seconds_or_a_date() -> None:
    assert seconds_of("12") == 12
    assert seconds_of(None) is None and seconds_of("soon") is None and seconds_of("-1") is None
    assert seconds_of("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    future = seconds_of("Wed, 21 Oct 2099 07:28:00 GMT")
    assert future is not None and future > 1e9
