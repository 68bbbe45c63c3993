"""The Python client of Hissuno's public API.

    from hissuno import Hissuno

    with Hissuno(api_key="...", base_url="https://feedback.example.com") as client:
        for session in client.sessions.list(status="active"):
            print(session.name)
"""

from ._clients import AsyncHissuno, Hissuno
from ._download import AsyncDownload, Download
from ._encode import NOT_GIVEN, NotGiven
from ._errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ConnectionFailedError,
    FieldError,
    HissunoError,
    NotFoundError,
    NotModified,
    PermissionDeniedError,
    PreconditionFailedError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
    ValidationError,
    WebhookVerificationError,
)
from ._model import Model, Page
from ._pages import AsyncPager, Pager
from ._version import VERSION as __version__
from ._webhooks import verify_webhook

__all__ = [
    "NOT_GIVEN",
    "ApiError",
    "AsyncDownload",
    "AsyncHissuno",
    "AsyncPager",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ConnectionFailedError",
    "Download",
    "FieldError",
    "Hissuno",
    "HissunoError",
    "Model",
    "NotFoundError",
    "NotGiven",
    "NotModified",
    "Page",
    "Pager",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "RateLimitError",
    "RequestTimeoutError",
    "ServerError",
    "ValidationError",
    "WebhookVerificationError",
    "__version__",
    "verify_webhook",
]
