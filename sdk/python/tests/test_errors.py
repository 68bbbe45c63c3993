"""What errors tell."""

from __future__ import annotations

import pickle

import hissuno
import pytest
from faulty_server import Answer, FaultyServer, problem
from hissuno import ApiError, FieldError, Hissuno, HissunoError


@pytest.mark.parametrize(
    "status, kind",
    [
        (400, hissuno.BadRequestError),
        (401, hissuno.AuthenticationError),
        (403, hissuno.PermissionDeniedError),
        (404, hissuno.NotFoundError),
        (409, hissuno.ConflictError),
        (412, hissuno.PreconditionFailedError),
        (413, ApiError),
        (422, hissuno.ValidationError),
        (501, hissuno.ServerError),
    ],
)
def test_each_status_has_its_class(
    server: FaultyServer, client: Hissuno, status: int, kind: type
) -> None:
    server.give(Answer(status, problem(status, "some_code")))
    with pytest.raises(ApiError) as raised:
        client.sessions.get("ses_1")
    assert type(raised.value) is kind
    assert (raised.value.status, raised.value.code) == (status, "some_code")


def test_an_error_names_the_fields_and_the_request(server: FaultyServer, client: Hissuno) -> None:
    wrong = [{"field": "messages.0.content", "code": "required", "message": "It is missing."}]
    server.give(Answer(422, problem(422, "invalid", errors=wrong)))
    with pytest.raises(hissuno.ValidationError) as raised:
        client.sessions.create(messages=[])
    error = raised.value
    assert error.errors == [FieldError("messages.0.content", "required", "It is missing.")]
    assert error.request_id == "req_1" and str(error) == "What is wrong. (request req_1)"
    assert error.type == "/v1/reference/errors#invalid"
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is hissuno.ValidationError and again.errors == error.errors


def test_the_page_of_a_proxy_is_an_error_too(server: FaultyServer, client: Hissuno) -> None:
    server.give(Answer(413, b"<html>Too large</html>", {"X-Request-Id": "req_2"}))
    with pytest.raises(ApiError, match="answered 413") as raised:
        client.sessions.create(name="A")
    assert raised.value.code == "unknown" and raised.value.request_id == "req_2"
    server.give(Answer(200, b"<html>Sign in</html>"))
    with pytest.raises(hissuno.ConnectionFailedError, match="is not JSON"):
        client.sessions.get("ses_1")
    server.give(Answer(200, b"no gzip at all", {"Content-Encoding": "gzip"}))
    with pytest.raises(hissuno.ConnectionFailedError, match="cannot be reached"):
        client.sessions.get("ses_1")


def test_the_key_is_not_carried_to_where_a_redirect_leads(
    server: FaultyServer, client: Hissuno
) -> None:
    server.give(Answer(301, b"", {"Location": "https://other.example/v1/project"}))
    with pytest.raises(hissuno.ConnectionFailedError, match="other.example"):
        client.project.get()
    assert len(server.asked) == 1


def test_a_client_without_key_or_address_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HISSUNO_API_KEY", raising=False)
    monkeypatch.delenv("HISSUNO_BASE_URL", raising=False)
    with pytest.raises(HissunoError, match="HISSUNO_API_KEY"):
        Hissuno()
    with pytest.raises(HissunoError, match="HISSUNO_BASE_URL"):
        Hissuno("a-key")
    with pytest.raises(HissunoError, match="HISSUNO_BASE_URL"):
        Hissuno("a-key", base_url="feedback.example.com")
    with pytest.raises(HissunoError, match="characters that no key has"):
        Hissuno("a-key\n", base_url="https://feedback.example.com")
    monkeypatch.setenv("HISSUNO_API_KEY", "a-key")
    monkeypatch.setenv("HISSUNO_BASE_URL", "https://feedback.example.com/")
    with Hissuno() as client:
        assert client.settings.base_url == "https://feedback.example.com/v1"
        assert "a-key" not in repr(client.settings)
