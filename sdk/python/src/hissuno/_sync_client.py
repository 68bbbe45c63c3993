"""Sends requests and waits for their answers."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any, Mapping, Optional, Type, TypeVar

import httpx

from ._download import Download, PathLike
from ._encode import NOT_GIVEN
from ._model import M, decode
from ._pages import Pager
from ._request import (
    Request,
    Settings,
    answered,
    arguments_of,
    check_status,
    failure_of,
    is_done_delete,
    json_of,
    wait_after_answer,
    wait_after_failure,
)
from ._upload import pieces_of, upload_request

Self = TypeVar("Self", bound="SyncClient")


class SyncClient:
    """The part of `Hissuno` that knows no operations."""

    def __init__(
        self,
        api_key: Optional[str] = None,
        *,
        base_url: Optional[str] = None,
        timeout: float = 30.0,
        max_retries: int = 2,
        longest_wait: float = 60.0,
        http_client: Optional[httpx.Client] = None,
    ) -> None:
        """
        Args:
            api_key: A key of the project. HISSUNO_API_KEY when left out.
            base_url: The instance's address. HISSUNO_BASE_URL when left out.
            timeout: Seconds to wait for a connection, and then for each next part of an answer.
            max_retries: How often a failed request is sent again at most.
            longest_wait: Seconds. When the instance asks to wait longer, the error is raised.
            http_client: A client of httpx with settings of your own, like proxies; you close it.

        Raises:
            HissunoError: The key or the address is missing.
        """
        self.settings = Settings.read(api_key, base_url, timeout, max_retries, longest_wait)
        self._owns_http = http_client is None
        self._http = httpx.Client() if http_client is None else http_client

    def close(self) -> None:
        """Closes the connections. The client cannot be used afterwards."""
        if self._owns_http:
            self._http.close()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Optional[Mapping[str, Any]] = None,
        body: Any = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Any:
        """Calls an operation that this package has no method for; its JSON, or None.

        Args:
            path: Below `/v1`, with a slash: `/sessions`.
        """
        request = Request(
            method.upper(),
            path,
            query=query or {},
            body=body,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return json_of(self._send(request))

    def download(self, link: str, *, timeout: Optional[float] = None) -> Download:
        """The file behind a link that the instance gave, such as an export's `download_url`."""
        return self._download(
            Request("GET", link, is_link=True, is_streamed=True, timeout=timeout)
        )

    def upload(self, link: str, path: PathLike, *, timeout: Optional[float] = None) -> Any:
        """Sends a file to a link that the instance gave; the JSON of the answer.

        It is never sent twice: when it fails, ask for a new link.
        """
        with open(path, "rb") as file:
            request = upload_request(link, path, pieces_of(file), timeout)
            return json_of(self._send(request))

    def _one(self, kind: Type[M], request: Request) -> M:
        return answered(kind, self._send(request))

    def _json(self, request: Request) -> Any:
        return json_of(self._send(request))

    def _decoded(self, kind: Any, request: Request) -> Any:
        return decode(kind, json_of(self._send(request)))

    def _nothing(self, request: Request) -> None:
        self._send(request)

    def _pages(self, kind: Any, request: Request, cursor: str) -> "Pager[Any]":
        return Pager(self._json, kind, request, cursor)

    def _download(self, request: Request) -> Download:
        return Download(lambda: self._send(request), self.settings)

    def _send(self, request: Request) -> httpx.Response:
        """The answer of a success, read to its end unless the request asks for a stream."""
        arguments = arguments_of(request, self.settings)
        was_lost = False
        attempt = 0
        while True:
            try:
                response = self._once(request, arguments)
            except httpx.RequestError as error:
                wait = wait_after_failure(request, self.settings, attempt, error)
                if wait is None:
                    raise failure_of(error, self.settings) from error
                was_lost = True
            else:
                wait = wait_after_answer(request, self.settings, attempt, response)
                if wait is None:
                    if not is_done_delete(request, response, was_lost):
                        check_status(response)
                    return response
                was_lost = was_lost or response.status_code >= 500
            time.sleep(wait)
            attempt += 1

    def _once(self, request: Request, arguments: Mapping[str, Any]) -> httpx.Response:
        sent = self._http.build_request(**arguments)
        response = self._http.send(sent, stream=True, follow_redirects=False)
        if request.is_streamed and response.status_code < 300:
            return response
        # Read here, so that an answer that breaks off is asked for again.
        try:
            response.read()
        finally:
            response.close()
        return response
