"""A small HTTP server that answers what a test tells it to, faults included."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List, Optional


@dataclass
class Answer:
    """One answer, or one way of not giving any."""

    status: int = 200
    body: Any = field(default_factory=dict)
    """Sent as JSON; bytes are sent as they are."""
    headers: Dict[str, str] = field(default_factory=dict)
    drop: bool = False
    """Closes the connection instead of answering."""
    cut: bool = False
    """Announces more than is sent, then closes the connection."""
    hold: Optional[threading.Event] = None
    """Waits for this before answering."""


@dataclass
class Asked:
    """One request that came."""

    method: str
    path: str
    headers: Dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class FaultyServer:
    """Gives its answers in order; the last one again and again."""

    def __init__(self) -> None:
        self.asked: List[Asked] = []
        self.answers: List[Answer] = [Answer()]
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _handle(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.asked.append(
                    Asked(self.command, self.path, headers, self.rfile.read(length))
                )
                number = min(len(outer.asked), len(outer.answers)) - 1
                self._give(outer.answers[number])

            do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = _handle

            def _give(self, answer: Answer) -> None:
                if answer.hold is not None:
                    answer.hold.wait(30)
                if answer.drop:
                    self.close_connection = True
                    return
                is_bytes = isinstance(answer.body, bytes)
                body = answer.body if is_bytes else json.dumps(answer.body).encode()
                if answer.status in (204, 304):
                    body = b""
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body) + (10 if answer.cut else 0)))
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = self.close_connection or answer.cut

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """Says nothing of clients that did not wait: that is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def give(self, *answers: Answer) -> None:
        """What is answered from now on."""
        self.asked.clear()
        self.answers = list(answers) or [Answer()]

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def problem(status: int, code: str, **more: Any) -> Dict[str, Any]:
    """An error as the instance answers it."""
    return {
        "type": f"/v1/reference/errors#{code}",
        "title": "A title",
        "status": status,
        "detail": "What is wrong.",
        "error": "What is wrong.",
        "code": code,
        "errors": [],
        "request_id": "req_1",
        **more,
    }
