"""Whether a webhook is believed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Dict

import pytest
from hissuno import WebhookVerificationError, verify_webhook

SECRET = "whsec_" + base64.b64encode(b"a secret of the tests, 32 bytes.").decode()
OTHER = "whsec_" + base64.b64encode(b"another secret of the tests.....").decode()
NOW = 1_800_000_000
EVENT = {
    "id": "evt_1",
    "type": "session.created",
    "created_at": "2027-01-15T08:00:00.000Z",
    "data": {"session_id": "ses_1"},
}
BODY = json.dumps(EVENT).encode()


def signature(body: bytes = BODY, secret: str = SECRET, at: int = NOW) -> str:
    key = base64.b64decode(secret.split("_")[1])
    digest = hmac.new(key, f"evt_1.{at}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def headers(**changes: str) -> Dict[str, str]:
    given = {
        "webhook-id": "evt_1",
        "webhook-timestamp": str(NOW),
        "webhook-signature": signature(),
    }
    given.update({name.replace("_", "-"): value for name, value in changes.items()})
    return given


def test_a_signed_webhook_is_read() -> None:
    event = verify_webhook(BODY, headers(), SECRET, now=NOW)
    assert (event.id, event.type) == ("evt_1", "session.created")
    assert event.data == {"session_id": "ses_1"}
    named = {name.title(): value for name, value in headers().items()}
    assert verify_webhook(BODY.decode(), named, SECRET, now=NOW).id == "evt_1"


def test_the_example_of_the_standard_is_accepted() -> None:
    # https://github.com/standard-webhooks/standard-webhooks, "Example of a signature".
    key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    given = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    event = verify_webhook('{"test": 2432232314}', given, key, now=1614265330)
    assert event.raw == {"test": 2432232314}


def test_one_of_several_signatures_or_secrets_is_enough() -> None:
    several = f"v1a,AAAA {signature(secret=OTHER)} {signature()}"
    assert verify_webhook(BODY, headers(webhook_signature=several), SECRET, now=NOW)
    assert verify_webhook(BODY, headers(), [OTHER, SECRET], now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"webhook_signature": signature(secret=OTHER)},
        {"webhook_signature": signature(b"{}")},
        {"webhook_signature": signature().replace("v1,", "v2,")},
        {"webhook_signature": signature()[3:]},
        {"webhook_signature": "v1,"},
        {"webhook_signature": "v1,ü"},
        {"webhook_signature": ""},
        {"webhook_id": "evt_2"},
        {"webhook_id": ""},
        {"webhook_timestamp": str(NOW + 1)},
        {"webhook_timestamp": "soon"},
        {"webhook_timestamp": "²"},
    ],
)
def test_what_is_not_signed_is_refused(change: Dict[str, str]) -> None:
    with pytest.raises(WebhookVerificationError):
        verify_webhook(BODY, headers(**change), SECRET, now=NOW)


def test_a_changed_body_is_refused() -> None:
    with pytest.raises(WebhookVerificationError, match="No signature fits"):
        verify_webhook(BODY + b" ", headers(), SECRET, now=NOW)


def test_what_is_too_old_or_from_the_future_is_refused() -> None:
    assert verify_webhook(BODY, headers(), SECRET, now=NOW + 300)
    assert verify_webhook(BODY, headers(), SECRET, now=NOW - 300)
    with pytest.raises(WebhookVerificationError, match="too old"):
        verify_webhook(BODY, headers(), SECRET, now=NOW + 301)
    with pytest.raises(WebhookVerificationError, match="future"):
        verify_webhook(BODY, headers(), SECRET, now=NOW - 301)
    assert verify_webhook(BODY, headers(), SECRET, now=NOW + 301, tolerance=600)


def test_a_secret_that_is_none_is_a_fault_of_the_program_and_not_shown() -> None:
    for wrong in ("whsec_", "whsec_***secret***", ""):
        with pytest.raises(ValueError, match="Copy it again") as raised:
            verify_webhook(BODY, headers(), wrong, now=NOW)
        assert "***" not in str(raised.value)
    with pytest.raises(ValueError, match="no secret"):
        verify_webhook(BODY, headers(), [], now=NOW)
