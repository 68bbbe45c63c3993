"""One call: what is sent, and what its answer means."""

from __future__ import annotations

import json
import os
import platform
import uuid
from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Type, Union
from urllib.parse import urlsplit

import httpx

from ._encode import NOT_GIVEN, NotGiven, body_text, query_fields
from ._errors import (
    ConnectionFailedError,
    HissunoError,
    NotModified,
    RequestTimeoutError,
    error_of,
)
from ._model import M, Model, decode_model
from ._retries import Retries, is_passing, seconds_of, was_refused_unread
from ._version import VERSION

Version = Union[str, Model]
"""An ETag, or what was read with one."""


@dataclass
class Request:
    """One call of an operation."""

    method: str
    path: str
    """Below `/v1`; the whole address, or one from the instance's root, of a link."""
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = NOT_GIVEN
    """Sent as JSON; bytes and iterables of bytes are sent as they are, see `media`."""
    media: str = "application/json"
    """What the body is."""
    size: Optional[int] = None
    """Bytes of a body that is sent as it is, when they are known."""
    is_link: bool = False
    """Whether the address itself says what its holder may do: no key goes there."""
    is_streamed: bool = False
    """Whether the answer is a file, read piece by piece."""
    idempotency_key: Optional[str] = None
    """Of a POST; one is made when there is none."""
    if_match: Optional[Version] = None
    if_none_match: Optional[Version] = None
    timeout: Optional[float] = None
    """Seconds; None for the client's."""

    def __post_init__(self) -> None:
        if self.method == "POST" and self.idempotency_key is None:
            # The same for every repetition: that is what makes them harmless.
            self.idempotency_key = str(uuid.uuid4())

    @property
    def can_be_repeated(self) -> bool:
        """Whether sending it twice does the same as sending it once.

        A change of a known version is not: the second would meet the version that the first made.
        Neither is a file that is handed over.
        """
        if self.method == "PUT" or (self.method == "PATCH" and self.if_match is not None):
            return False
        return self.is_whole

    @property
    def is_whole(self) -> bool:
        """Whether the body is still there to be sent again."""
        return self.media == "application/json" or isinstance(self.body, bytes)


@dataclass(frozen=True)
class Settings:
    """What all calls of a client have in common."""

    api_key: str = field(repr=False)
    base_url: str
    timeout: float
    retries: Retries

    @staticmethod
    def read(
        api_key: Optional[str],
        base_url: Optional[str],
        timeout: float,
        max_retries: int,
        longest_wait: float,
    ) -> "Settings":
        """The settings, with what is left out taken from the environment. Raises HissunoError."""
        key = api_key or os.environ.get("HISSUNO_API_KEY")
        if not key:
            raise HissunoError("There is no API key. Give api_key, or set HISSUNO_API_KEY.")
        if not key.isascii() or not key.isprintable() or " " in key:
            raise HissunoError("The API key has characters that no key has. Copy it again.")
        url = (base_url or os.environ.get("HISSUNO_BASE_URL") or "").rstrip("/")
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise HissunoError(
                "There is no address of the instance. Give base_url, or set HISSUNO_BASE_URL, "
                "like https://feedback.example.com."
            )
        if max_retries < 0 or timeout <= 0:
            raise HissunoError("max_retries must be 0 or more, and timeout more than 0.")
        return Settings(
            api_key=key,
            base_url=url if url.endswith("/v1") else f"{url}/v1",
            timeout=timeout,
            retries=Retries(most=max_retries, longest_wait=longest_wait),
        )


def arguments_of(request: Request, settings: Settings) -> Dict[str, Any]:
    """What httpx needs to send a request."""
    headers = {
        "Accept": "*/*" if request.is_streamed else "application/json",
        "User-Agent": f"hissuno-python/{VERSION} Python/{platform.python_version()}",
    }
    if not request.is_link:
        headers["Authorization"] = f"Bearer {settings.api_key}"
    arguments: Dict[str, Any] = {}
    if not isinstance(request.body, NotGiven):
        headers["Content-Type"] = request.media
        is_json = request.media == "application/json"
        arguments["content"] = body_text(request.body) if is_json else request.body
    if request.size is not None:
        headers["Content-Length"] = str(request.size)
    if request.idempotency_key is not None:
        headers["Idempotency-Key"] = request.idempotency_key
    if request.if_match is not None:
        headers["If-Match"] = _etag_of(request.if_match)
    if request.if_none_match is not None:
        headers["If-None-Match"] = _etag_of(request.if_none_match)
    return {
        **arguments,
        "method": request.method,
        "url": _address_of(request, settings),
        "params": query_fields(request.query),
        "headers": headers,
        "timeout": settings.timeout if request.timeout is None else request.timeout,
    }


def _address_of(request: Request, settings: Settings) -> str:
    if not request.is_link:
        return settings.base_url + request.path
    if request.path.startswith("/"):
        return settings.base_url[: -len("/v1")] + request.path
    if urlsplit(request.path).scheme not in ("http", "https"):
        raise ValueError("This is no link of the instance. Give its download_url or upload_url.")
    return request.path


def _etag_of(version: Version) -> str:
    if isinstance(version, str):
        return version
    if version.etag is None:
        raise HissunoError(
            f"This {type(version).__name__} has no version, as it came in a list. Read it alone."
        )
    return version.etag


def wait_after_answer(
    request: Request, settings: Settings, attempt: int, response: httpx.Response
) -> Optional[float]:
    """Seconds until the request is sent again; None when its answer is final."""
    status = response.status_code
    if not is_passing(status) or not request.is_whole:
        return None
    if not request.can_be_repeated and not was_refused_unread(status):
        return None
    return settings.retries.wait(attempt, seconds_of(response.headers.get("retry-after")))


def wait_after_failure(
    request: Request, settings: Settings, attempt: int, error: httpx.RequestError
) -> Optional[float]:
    """Seconds until a request without an answer is sent again; None to give up."""
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError)):
        return None
    was_sent = not isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
    if not request.is_whole or (was_sent and not request.can_be_repeated):
        return None
    return settings.retries.wait(attempt, None)


def failure_of(error: httpx.RequestError, settings: Settings) -> ConnectionFailedError:
    """What a request without an answer raises."""
    where = settings.base_url
    if isinstance(error, httpx.TimeoutException):
        return RequestTimeoutError(f"{where} did not answer in time. Give a longer timeout.")
    reason = str(error) or type(error).__name__
    return ConnectionFailedError(f"{where} cannot be reached: {reason}.")


def is_done_delete(request: Request, response: httpx.Response, was_lost: bool) -> bool:
    """Whether a repeated DELETE finds nothing because the one before it, whose answer was lost,
    did its work."""
    return request.method == "DELETE" and response.status_code == 404 and was_lost


def check_status(response: httpx.Response) -> None:
    """Raises what an answer means that is not a success. Its body must have been read."""
    status = response.status_code
    if 200 <= status < 300:
        return
    if status == 304:
        raise NotModified("It has not changed.")
    if 300 <= status < 400:
        target = response.headers.get("location", "another address")
        raise ConnectionFailedError(
            f"The instance redirects to {target}. Give the address it ends at as base_url."
        )
    try:
        body = json.loads(response.content)
    except ValueError:
        body = None
    raise error_of(
        status,
        body,
        request_id=response.headers.get("x-request-id"),
        retry_after=seconds_of(response.headers.get("retry-after")),
    )


def json_of(response: httpx.Response) -> Any:
    """The JSON of a success; None when there is no body."""
    check_status(response)
    if response.content == b"":
        return None
    try:
        return json.loads(response.content)
    except ValueError:
        raise ConnectionFailedError(
            f"The answer of {response.request.url.host} is not JSON. "
            "Check that base_url is the address of a Hissuno instance."
        ) from None


def answered(kind: Type[M], response: httpx.Response) -> M:
    """The one thing that an answer shows, with its version."""
    made = decode_model(kind, json_of(response) or {})
    made.etag = response.headers.get("etag")
    made.request_id = response.headers.get("x-request-id")
    return made
