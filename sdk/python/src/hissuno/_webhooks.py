"""Whether a webhook is from the instance (https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from typing import Iterable, List, Mapping, Optional, Union

from ._errors import WebhookVerificationError
from ._model import decode_model
from .types import Event

PREFIX = "whsec_"


def verify_webhook(
    payload: Union[bytes, str],
    headers: Mapping[str, str],
    secret: Union[str, Iterable[str]],
    *,
    tolerance: float = 300.0,
    now: Optional[float] = None,
) -> Event:
    """Checks the signature of a webhook, and gives the event that it tells of.

    Args:
        payload: The body exactly as it came: JSON that was read and written again is another text.
        headers: Those of the request, in any case: `webhook-id`, `webhook-timestamp` and
            `webhook-signature`.
        secret: The endpoint's, beginning with `whsec_`. Several while one takes over from another.
        tolerance: Seconds that the webhook may be old, or ahead of this machine's clock.
        now: Seconds since 1970; the clock's when left out.

    Raises:
        WebhookVerificationError: It is not from the instance, or too old to believe.
        ValueError: A secret is none.
    """
    named = {name.lower(): value for name, value in headers.items()}
    webhook_id = _header(named, "webhook-id")
    sent_at = _header(named, "webhook-timestamp")
    signatures = _header(named, "webhook-signature")
    keys = [_key(one) for one in ([secret] if isinstance(secret, str) else secret)]
    if not keys:
        raise ValueError("There is no secret. Give the endpoint's.")
    _check_age(sent_at, time.time() if now is None else now, tolerance)
    body = payload.encode("utf-8") if isinstance(payload, str) else payload
    signed = f"{webhook_id}.{sent_at}.".encode("utf-8") + body
    if not _is_signed(signed, keys, signatures):
        raise WebhookVerificationError(
            "No signature fits. Check the secret, and that the body is the one that came."
        )
    try:
        event = json.loads(body)
    except ValueError:
        event = None
    if not isinstance(event, dict):
        raise WebhookVerificationError("The body is not an event.")
    return decode_model(Event, event)


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise WebhookVerificationError(f"The header {name} is missing.")
    return value


def _key(secret: str) -> bytes:
    text = secret[len(PREFIX) :] if secret.startswith(PREFIX) else secret
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        # Not a word of the secret itself: errors end up in logs.
        raise ValueError("The webhook secret is not one. Copy it again; it begins with whsec_.")
    return key


def _check_age(sent_at: str, now: float, tolerance: float) -> None:
    if not sent_at.isascii() or not sent_at.isdigit() or len(sent_at) > 12:
        raise WebhookVerificationError("The header webhook-timestamp is not a time.")
    age = now - int(sent_at)
    if age > tolerance:
        raise WebhookVerificationError("The webhook is too old.")
    if age < -tolerance:
        raise WebhookVerificationError(
            "The webhook is from the future. Check this machine's clock."
        )


def _is_signed(signed: bytes, keys: List[bytes], signatures: str) -> bool:
    expected = [base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()) for key in keys]
    is_found = False
    for one in signatures.split(" "):
        version, _, value = one.partition(",")
        if version != "v1":
            continue
        given = value.encode("utf-8", "replace")
        for signature in expected:
            # Every pair is compared in full, so that the time taken tells nothing.
            is_found = hmac.compare_digest(signature, given) or is_found
    return is_found
