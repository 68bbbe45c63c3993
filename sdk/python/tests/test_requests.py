"""What is sent, and how answers become objects."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import hissuno
import pytest
from faulty_server import Answer, FaultyServer
from hissuno import ConnectionFailedError, Hissuno, NotModified, Page
from hissuno._download import Download
from hissuno._model import decode, decode_model
from hissuno._request import Request
from hissuno.types import Session

SESSION = {
    "id": "ses_1",
    "created_at": "2026-01-02T03:04:05.678Z",
    "tags": ["bug"],
    "a_new_field": 7,
    "contact": {"id": "con_1", "created_at": "2026-01-02T03:04:05Z"},
    "messages": {"data": [{"id": "msg_1"}], "has_more": True, "next_cursor": "next"},
}


def test_answers_are_objects_with_times_and_what_is_newer_in_raw() -> None:
    session = decode_model(Session, SESSION)
    assert session.created_at == datetime(2026, 1, 2, 3, 4, 5, 678000, timezone.utc)
    assert session.contact is not None and session.contact.id == "con_1"
    assert isinstance(session.messages, Page) and session.messages.data[0].id == "msg_1"
    assert session.name is None and session.raw["a_new_field"] == 7


def test_times_of_every_kind_are_read() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    assert decode(datetime, "2026-01-02T03:04:05Z") == at
    assert decode(datetime, "2026-01-02T05:04:05.000000000+02:00") == at
    assert decode(datetime, "soon") == "soon"


def test_parameters_and_ids_are_encoded(server: FaultyServer, client: Hissuno) -> None:
    server.give(Answer(200, {"data": [], "has_more": False, "next_cursor": None}))
    zone = timezone(timedelta(hours=2))
    client.sessions.list(
        tags=["bug", "a b"], needs_human=False, created_from=datetime(2026, 1, 2, tzinfo=zone)
    ).page()
    query = parse_qs(urlsplit(server.asked[0].path).query)
    assert query == {
        "tags": ["bug,a b"],
        "needs_human": ["false"],
        "created_from": ["2026-01-02T00:00:00+02:00"],
    }
    client.sessions.get("a/b?c")
    assert server.asked[-1].path == "/v1/sessions/a%2Fb%3Fc"
    assert server.asked[-1].headers["authorization"] == "Bearer a-key"


def test_what_would_mean_something_else_to_the_server_is_not_sent(
    server: FaultyServer, client: Hissuno
) -> None:
    for wrong in ("", ".", ".."):
        with pytest.raises(ValueError, match="session_id"):
            client.sessions.get(wrong)
    with pytest.raises(ValueError, match="comma"):
        client.sessions.list(tags=["a,b"]).page()
    with pytest.raises(ValueError, match="no zone"):
        client.sessions.list(created_from=datetime(2026, 1, 2)).page()
    with pytest.raises(ValueError):
        client.sessions.create(custom_fields={"number": float("nan")})
    assert server.asked == []


def test_none_is_sent_and_what_is_left_out_is_not(server: FaultyServer, client: Hissuno) -> None:
    client.sessions.update("ses_1", name=None)
    assert server.asked[0].json == {"name": None}


def test_a_version_is_kept_and_guards_the_next_change(
    server: FaultyServer, client: Hissuno
) -> None:
    server.give(Answer(200, SESSION, {"ETag": '"v1"', "X-Request-Id": "req_9"}))
    session = client.sessions.get("ses_1")
    assert (session.etag, session.request_id) == ('"v1"', "req_9")
    client.sessions.update("ses_1", name="New", if_match=session)
    assert server.asked[-1].headers["if-match"] == '"v1"'
    server.give(Answer(304))
    with pytest.raises(NotModified):
        client.sessions.get("ses_1", if_none_match=session)
    assert server.asked[-1].headers["if-none-match"] == '"v1"'
    with pytest.raises(hissuno.HissunoError, match="Read it alone"):
        client.sessions.update("ses_1", name="New", if_match=decode_model(Session, SESSION))


def test_a_list_is_walked_over_its_pages(server: FaultyServer, client: Hissuno) -> None:
    pages = [
        Answer(200, {"data": [{"id": "1"}, {"id": "2"}], "has_more": True, "next_cursor": "a&b"}),
        Answer(200, {"data": [], "has_more": True, "next_cursor": "c"}),
        Answer(200, {"data": [{"id": "3"}], "has_more": False, "next_cursor": None}),
    ]
    server.give(*pages)
    found = client.sessions.list(limit=2, status="active")
    assert server.asked == []
    assert [session.id for session in found] == ["1", "2", "3"]
    asked = [parse_qs(urlsplit(one.path).query) for one in server.asked]
    assert [one.get("cursor") for one in asked] == [None, ["a&b"], ["c"]]
    assert all(one["limit"] == ["2"] and one["status"] == ["active"] for one in asked)
    server.give(*pages)
    assert len(found.page()) == 2 and len(server.asked) == 1
    server.give(*pages)
    assert [len(page) for page in found.pages()] == [2, 0, 1]


def test_an_operation_without_a_method_can_be_called(
    server: FaultyServer, client: Hissuno
) -> None:
    server.give(Answer(200, {"new": True}))
    assert client.request("post", "/things", query={"a": 1}, body={"b": 2}) == {"new": True}
    asked = server.asked[0]
    assert (asked.method, asked.path, asked.json) == ("POST", "/v1/things?a=1", {"b": 2})
    assert "idempotency-key" in asked.headers


def download(client: Hissuno) -> Download:
    return client._download(Request("GET", "/file", is_streamed=True))


def test_a_file_is_read_in_pieces_and_saved_whole(
    server: FaultyServer, client: Hissuno, tmp_path: Path
) -> None:
    bytes_of_file = b"0123456789" * 100_000
    name = {"Content-Disposition": 'attachment; filename="../../export.tar.gz"'}
    server.give(Answer(503), Answer(200, bytes_of_file, name))
    with download(client) as file:
        assert file.size == len(bytes_of_file) and file.name == "export.tar.gz"
        assert file.save(tmp_path / "export.tar.gz") == len(bytes_of_file)
    assert (tmp_path / "export.tar.gz").read_bytes() == bytes_of_file
    with download(client) as file:
        assert b"".join(file) == bytes_of_file


def test_a_file_that_breaks_off_is_not_kept(
    server: FaultyServer, client: Hissuno, tmp_path: Path
) -> None:
    server.give(Answer(200, b"half", cut=True))
    with download(client) as file, pytest.raises(ConnectionFailedError):
        file.save(tmp_path / "export.tar.gz")
    assert list(tmp_path.iterdir()) == []
    server.give(Answer(404, {"detail": "There is no such export.", "code": "not_found"}))
    with pytest.raises(hissuno.NotFoundError, match="no such export"):
        download(client).__enter__()


def test_a_link_is_followed_without_the_key_and_the_hash_is_checked(
    server: FaultyServer, client: Hissuno, tmp_path: Path
) -> None:
    server.give(Answer(200, b"content"))
    target = tmp_path / "file"
    with client.download("/exports/token") as file:
        file.save(target, sha256=hashlib.sha256(b"content").hexdigest())
    asked = server.asked[0]
    assert asked.path == "/exports/token" and "authorization" not in asked.headers
    target.unlink()
    with client.download(f"{server.url}/exports/token") as file:
        with pytest.raises(ConnectionFailedError, match="not the one that was made"):
            file.save(target, sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="no link"):
        client.download("exports/token").__enter__()


def test_a_file_is_sent_once_in_pieces_and_without_the_key(
    server: FaultyServer, client: Hissuno, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.tar.gz"
    archive.write_bytes(b"0123456789" * 20_000)
    server.give(Answer(202, {"id": "imp_1", "status": "queued"}))
    assert client.upload(f"{server.url}/exports/token", archive)["id"] == "imp_1"
    asked = server.asked[0]
    assert (asked.method, asked.body) == ("PUT", archive.read_bytes())
    assert "authorization" not in asked.headers
    assert asked.headers["content-length"] == "200000"
    server.give(Answer(503, {}))
    with pytest.raises(hissuno.ServerError):
        client.upload("/exports/token", archive)
    assert len(server.asked) == 1
