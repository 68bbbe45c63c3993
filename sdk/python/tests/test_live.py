"""The package against a real instance: what it sends is understood, what comes back is read."""

from __future__ import annotations

import asyncio
import json
import os
import time
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, List

import pytest
from generator.names import argument_name
from hissuno import (
    ApiError,
    AsyncHissuno,
    AuthenticationError,
    Download,
    Hissuno,
    Model,
    NotFoundError,
    NotModified,
    Page,
    Pager,
    PermissionDeniedError,
    PreconditionFailedError,
    ValidationError,
    WebhookVerificationError,
    verify_webhook,
)
from hissuno.types import SessionCreate

TABLE: Dict[str, str] = json.loads((Path(__file__).parent.parent / "operations.json").read_text())


def own_id() -> str:
    return f"py-{uuid.uuid4()}"


def test_a_session_is_made_read_changed_and_deleted(live: Hissuno) -> None:
    said = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    external_id = own_id()
    made = live.sessions.create(
        external_id=external_id,
        name="From Python",
        user_metadata={"email": "python@example.com", "name": "Jane"},
        messages=[{"role": "user", "content": "Ünïcode 🐍", "created_at": said}],
    )
    again = live.sessions.create(external_id=external_id)
    assert again.id == made.id and made.source == "api"
    read = live.sessions.get(made.id, expand=["contact", "messages"])
    assert read.contact is not None and read.contact.email == "python@example.com"
    assert read.messages is not None
    message = read.messages.data[0]
    assert (message.content, message.created_at) == ("Ünïcode 🐍", said)
    assert datetime.now(timezone.utc) - made.created_at < timedelta(hours=1)
    with pytest.raises(NotModified):
        live.sessions.get(made.id, expand=["contact", "messages"], if_none_match=read)
    changed = live.sessions.update(made.id, name=None, custom_fields={"n": 1.5}, if_match=read)
    assert changed.name is None and changed.custom_fields == {"n": 1.5}
    with pytest.raises(PreconditionFailedError):
        live.sessions.update(made.id, name="Late", if_match=read)
    live.sessions.delete(made.id, if_match=changed)
    with pytest.raises(NotFoundError) as raised:
        live.sessions.get(made.id)
    assert raised.value.request_id is not None and raised.value.code == "not_found"


def test_many_sessions_are_made_at_once_and_walked_by_pages(live: Hissuno) -> None:
    company = live.companies.create(name="Walked")
    contact = live.contacts.create(name="Walker", company_id=company.id)
    wanted: List[SessionCreate] = [
        {"external_id": own_id(), "contact_id": contact.id} for _ in range(7)
    ]
    result = live.sessions.create_many(sessions=[*wanted, {"name": "x" * 501}])
    assert (result.created, result.failed) == (7, 1)
    failed = result.data[7]
    assert failed.id is None and failed.error is not None
    assert failed.error.errors[0].field == "name"
    listed = live.sessions.list(limit=3, contact_id=contact.id)
    assert [len(page) for page in listed.pages()] == [3, 3, 1]
    assert {session.id for session in listed} == {item.id for item in result.data[:7]}
    assert listed.page().next_cursor is not None


def test_one_idempotency_key_makes_one_thing(live: Hissuno) -> None:
    key = own_id()
    made = [live.issues.create(title="Once", idempotency_key=key).id for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(ApiError) as raised:
        live.issues.create(title="Something else", idempotency_key=key)
    assert raised.value.code == "idempotency_key_reused"


def test_errors_of_the_instance_have_their_classes(live: Hissuno) -> None:
    with pytest.raises(ValidationError) as raised:
        live.sessions.create(messages=[{"role": "somebody", "content": ""}])  # type: ignore[typeddict-item]
    assert {error.field for error in raised.value.errors} >= {"messages.0.role"}
    with pytest.raises(AuthenticationError):
        Hissuno("hiss_wrong").project.get()
    with Hissuno(os.environ["HISSUNO_READ_KEY"]) as reader:
        reader.project.get()
        with pytest.raises(PermissionDeniedError):
            reader.sessions.create(name="Not allowed")


def test_events_tell_of_what_was_made(live: Hissuno) -> None:
    made = live.sessions.create(name="Told of")
    events = live.events.list(types=["session.created"], limit=100)
    patience = time.monotonic() + 60
    # The feed keeps an event back while something older may still come before it.
    while made.id not in [event.data.get("session_id") for event in events]:
        assert time.monotonic() < patience, "The event did not come"
        time.sleep(0.05)


def test_what_the_product_signs_is_believed() -> None:
    if "HISSUNO_TEST_WEBHOOK" not in os.environ:
        pytest.skip("HISSUNO_TEST_WEBHOOK is not set; python_test.ts sets it")
    sent = json.loads(os.environ["HISSUNO_TEST_WEBHOOK"])
    at = int(sent["headers"]["webhook-timestamp"])
    for secret in [*sent["secrets"], sent["secrets"]]:
        event = verify_webhook(sent["body"], sent["headers"], secret, now=at)
        assert (event.id, event.data) == ("evt_1", {"session_id": "sess_ünïcode"})
    with pytest.raises(WebhookVerificationError):
        verify_webhook(sent["body"], sent["headers"], "whsec_AAAA", now=at)


def test_the_client_for_asyncio_reaches_the_instance_too(live: Hissuno) -> None:
    async def work() -> None:
        async with AsyncHissuno() as client:
            company = await client.companies.create(name="Asynchronous")
            made = await asyncio.gather(
                *[client.contacts.create(name=f"{n}", company_id=company.id) for n in range(4)]
            )
            listed = client.contacts.list(company_id=company.id, limit=2)
            assert {contact.id async for contact in listed} == {contact.id for contact in made}
            with pytest.raises(NotFoundError):
                await client.contacts.get("con_nobody")

    asyncio.run(work())


CHANGES = ("create", "update", "merge", "link", "refresh", "cancel", "rotate", "send", "replay")


def order(operation_id: str) -> "tuple[int, int]":
    """Reading first, deleting last and from the inside out."""
    method = TABLE[operation_id].split(".")[1]
    if method.startswith(("get", "list", "search", "download")):
        return 0, 0
    if method.startswith(("delete", "unlink")):
        return 3, -len(CALLS[operation_id]["path"])
    return (2 if method.startswith("merge") else 1), 0


CALLS: Dict[str, Any] = json.loads(os.environ.get("HISSUNO_TEST_CALLS", "{}"))
"""By operation: its path, the ids in it, and a body that does its work."""


@pytest.mark.skipif(not CALLS, reason="HISSUNO_TEST_CALLS is not set; python_test.ts sets it")
def test_every_operation_is_reached_by_its_method(live: Hissuno, tmp_path: Path) -> None:
    assert set(CALLS) == set(TABLE)
    refused = []
    for operation_id in sorted(CALLS, key=order):
        resource, method = TABLE[operation_id].split(".")
        given = CALLS[operation_id]
        call = getattr(getattr(live, resource), method)
        try:
            arguments = {argument_name(name): one for name, one in given["arguments"].items()}
            _read(call(*given["ids"], **arguments), tmp_path)
        except ApiError as error:
            # What an earlier one has changed may stand against it; that is an answer as well.
            assert error.status in (404, 409), f"{operation_id}: {error.status} {error}"
            assert error.code != "unknown" and "Path" not in error.message, operation_id
            refused.append(f"{operation_id}: {error.status} {error.code}")
    assert len(refused) * 5 < len(CALLS), refused


def _read(answer: Any, folder: Path) -> None:
    if isinstance(answer, Pager):
        page = answer.page()
        assert isinstance(page, Page) and all(isinstance(one, Model) for one in page)
    elif isinstance(answer, Download):
        with answer as file:
            assert file.save(folder / "file") > 0
    else:
        assert answer is None or isinstance(answer, (Model, Page, list))
