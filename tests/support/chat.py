"""A real HTTP server on loopback that speaks the chat completions protocol: each test writes what it answers.

It stands in for no model: it says what the script says. Tests against it tell how the client behaves, and nothing of
how well a model reads.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in, header names in lower case, and when (seconds of a clock that only runs forward)."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    at: float

    @property
    def passage(self) -> str:
        """The data of the user's message, with its marks."""
        return str(self.body["messages"][-1]["content"])


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of the script; `wait` is in seconds, `raw` is sent as it is."""

    status: int = 200
    body: Mapping[str, Any] | None = None
    raw: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0


def completion(
    content: str | None, *, finish: str = "stop", refusal: str | None = None, tokens: int | None = 100
) -> Reply:
    """A chat completion; `tokens` is what `usage` says, `None` for a server that does not count."""
    spent = {"prompt_tokens": 0, "completion_tokens": tokens, "total_tokens": tokens}
    usage = {"usage": spent} if tokens else {}
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
    about = {"id": "c-1", "object": "chat.completion", "created": 0, "model": "m"}
    return Reply(body={**about, "choices": [choice], **usage})


def says(*facts: Mapping[str, Any], **more: Any) -> Reply:
    """A completion that states these facts."""
    return completion(json.dumps({"facts": list(facts)}), **more)


def fails(status: int, message: str = "no", **headers: str) -> Reply:
    """An error as OpenAI-compatible servers word it; `retry_after="1"` is the header Retry-After."""
    named = {key.replace("_", "-").title(): value for key, value in headers.items()}
    return Reply(status, {"error": {"message": message, "type": "error", "code": None, "param": None}}, headers=named)


Script = Sequence[Reply] | Callable[[Request], Reply]


class Server(ThreadingHTTPServer):
    """Answers by a script: the replies in order, the last one again and again; or what a function makes of each."""

    daemon_threads = True

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.requests: list[Request] = []
        self.lock = threading.Lock()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        """The address to give as `--llm-url`."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def reply(self, request: Request) -> Reply:
        """The next answer of the script."""
        with self.lock:
            self.requests.append(request)
            if callable(self.script):
                return self.script(request)
            return self.script[min(len(self.requests), len(self.script)) - 1]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reply = self.server.reply(
            Request(self.path, {k.lower(): v for k, v in self.headers.items()}, body, time.monotonic())
        )
        if reply.wait:
            self.server.closing.wait(reply.wait)
        sent = reply.raw if reply.raw is not None else json.dumps(reply.body or {}).encode()
        try:
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)
        except OSError:
            self.close_connection = True  # the client gave up waiting

    def log_message(self, format: str, *args: Any) -> None:
        """Silence: the test keeps the requests."""


@contextmanager
def chat(*script: Reply, by: Callable[[Request], Reply] | None = None) -> Iterator[Server]:
    """A running server with a script of replies, or with a function `by` that makes them."""
    server = Server(by or script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
