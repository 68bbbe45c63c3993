"""What can go wrong, one class for each way to react to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Type


class HissunoError(Exception):
    """Anything that this package raises on purpose."""


class ConnectionFailedError(HissunoError):
    """The instance could not be reached, or the connection broke before the answer was complete."""


class RequestTimeoutError(ConnectionFailedError):
    """The instance did not answer in time."""


class WebhookVerificationError(HissunoError):
    """A webhook is not from the instance, or too old to believe. Answer it with 400."""


class NotModified(HissunoError):
    """What was read with `if_none_match` has not changed: what you have is current."""


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of a request."""

    field: Optional[str]
    """Dotted: `messages.0.content`. None when it is about the request as a whole."""
    code: str
    """For programs: `required`, `unknown_field`, `too_long` ..."""
    message: str


class ApiError(HissunoError):
    """The instance answered that it cannot do what was asked."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str,
        errors: Optional[List[FieldError]] = None,
        request_id: Optional[str] = None,
        type: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        """What is wrong, and what to do."""
        self.status = status
        """The HTTP status."""
        self.code = code
        """For programs; the documentation has a section for each."""
        self.errors = errors if errors is not None else []
        """What is wrong, field by field."""
        self.request_id = request_id
        """Names the request in the server's log; tell it to the operator."""
        self.type = type
        """The address of the section about `code`."""
        self.retry_after = retry_after
        """Seconds to wait, where the instance said so."""

    def __str__(self) -> str:
        named = f" (request {self.request_id})" if self.request_id else ""
        return f"{self.message}{named}"

    def __reduce__(self) -> Any:
        # Exceptions with keyword arguments cannot be sent between processes otherwise.
        return _again, (type(self), self.message, {
            "status": self.status,
            "code": self.code,
            "errors": self.errors,
            "request_id": self.request_id,
            "type": self.type,
            "retry_after": self.retry_after,
        })


def _again(kind: Type[ApiError], message: str, details: Dict[str, Any]) -> ApiError:
    return kind(message, **details)


class BadRequestError(ApiError):
    """400: a parameter or header is wrong, see `errors`."""


class AuthenticationError(ApiError):
    """401: there is no such key."""


class PermissionDeniedError(ApiError):
    """403: the key's scope does not allow this."""


class NotFoundError(ApiError):
    """404: the project has no such thing."""


class ConflictError(ApiError):
    """409: it does not fit what is stored."""


class PreconditionFailedError(ApiError):
    """412: it changed since you read it. Read it again, then change it."""


class ValidationError(ApiError):
    """422: something in the body is wrong, see `errors`."""


class RateLimitError(ApiError):
    """429: too many requests. Wait `retry_after` seconds."""


class ServerError(ApiError):
    """5xx: the instance failed. Try again later."""


_BY_STATUS: Dict[int, Type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    422: ValidationError,
    429: RateLimitError,
}


def error_of(
    status: int,
    body: Any,
    *,
    request_id: Optional[str],
    retry_after: Optional[float],
) -> ApiError:
    """The error of an answer.

    `body` is its JSON, or anything else when a proxy answered instead of the instance.
    """
    problem: Dict[str, Any] = body if isinstance(body, dict) else {}
    kind = _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
    message = problem.get("detail") or problem.get("error") or f"The instance answered {status}."
    details = problem.get("errors")
    return kind(
        str(message),
        status=status,
        code=str(problem.get("code") or "unknown"),
        errors=[_field_error(item) for item in details if isinstance(item, dict)]
        if isinstance(details, list)
        else [],
        request_id=problem.get("request_id") or request_id,
        type=problem.get("type"),
        retry_after=retry_after,
    )


def _field_error(item: Dict[str, Any]) -> FieldError:
    field = item.get("field")
    return FieldError(
        field=None if field is None else str(field),
        code=str(item.get("code") or "invalid_value"),
        message=str(item.get("message") or ""),
    )
