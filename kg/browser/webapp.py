"""Neo4j Browser's own web app, from its jar or an unpacked folder, on loopback.

What can be asked for is a mapping made when the server starts: a path that is not in it does not exist, so nobody
climbs out of it. Only this machine reaches it, and only by the name of this machine: a page that has its own name
point here (DNS rebinding) is refused.
"""

from __future__ import annotations

import contextlib
import mimetypes
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from kg.store.base import StoreError

HOST = "127.0.0.1"
PREFIX = "/browser/"
_INSIDE = "browser/"
_START = "index.html"

POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'none'; "
    "connect-src 'self' data: http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*"
)
"""What the app may reach: this machine. What it would send or fetch elsewhere stays here."""

Content = Mapping[str, Callable[[], bytes]]
"""What is served: a way to read each path."""


def app_files(path: Path) -> Content:
    """The files of the web app in a jar (`org.neo4j.client:neo4j-browser`) or a folder, by path below `PREFIX`.

    Raises `StoreError` for what is neither.
    """
    try:
        return _folder(path) if path.is_dir() else _jar(path)
    except (OSError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or "it is no zip"
        raise StoreError(
            f"{path} is no Neo4j Browser ({reason}): give the jar of org.neo4j.client:neo4j-browser, or its folder"
        ) from error


def _jar(path: Path) -> Content:
    jar = zipfile.ZipFile(path)
    names = [name for name in jar.namelist() if name.startswith(_INSIDE) and not name.endswith("/")]
    files = {name.removeprefix(_INSIDE): partial(jar.read, name) for name in names}
    return _with_start(path, files)


def _folder(path: Path) -> Content:
    root = path / _INSIDE if (path / _INSIDE / _START).is_file() else path
    found = (entry for entry in root.rglob("*") if entry.is_file() and not entry.is_symlink())
    # A folder that is none of Browser's may be anything, a home perhaps: without its first page nothing of it is read.
    return _with_start(path, {e.relative_to(root).as_posix(): e.read_bytes for e in found} if _starts(root) else {})


def _starts(root: Path) -> bool:
    return (root / _START).is_file()


def _with_start(path: Path, files: Content) -> Content:
    if _START not in files:
        raise StoreError(
            f"{path} is no Neo4j Browser (it holds no {_INSIDE}{_START}): "
            "give the jar of org.neo4j.client:neo4j-browser, or its folder"
        )
    return files


@contextlib.contextmanager
def web_app(app: Content, extra: Mapping[str, bytes], bolt: str, port: int) -> Iterator[str]:
    """Serve the app below `PREFIX` and `extra` at the top, until the block ends; gives the address to open.

    The address makes Browser offer `bolt` to connect to. Port 0 is any free one.
    Raises `StoreError` for a port that cannot be had.
    """
    content = {f"{PREFIX}{name}": read for name, read in app.items()}
    content |= {f"/{name}": partial(bytes, data) for name, data in extra.items()}
    start = f"{PREFIX}?connectURL={quote(bolt, safe=':/')}"
    try:
        server = _Server((HOST, port), partial(_Handler, content, start))
    except OSError as error:
        raise StoreError(f"port {port} of {HOST} cannot be had ({error.strerror}): name another") from error
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}{start}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a page that was left in the middle of a file is no failure."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "dealgraph"
    sys_version = ""
    timeout = 30

    def __init__(self, content: Content, start: str, *args: object) -> None:
        self._content = content
        self._start = start
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Give a file of the mapping, its first page for the folder, the way there for the root."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """The same without the file."""
        self._answer(with_body=False)

    def do_OPTIONS(self) -> None:
        """Say that a page may fetch guide and style: Browser asks before it does."""
        self._send(HTTPStatus.NO_CONTENT, b"", "text/plain", with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: requests are nobody's business."""

    def _answer(self, *, with_body: bool) -> None:
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        if host not in (HOST, "localhost"):
            self._send(HTTPStatus.FORBIDDEN, b"", "text/plain", with_body=with_body)
            return
        path = unquote(urlsplit(self.path).path)
        if path in ("/", PREFIX.rstrip("/")):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self._start)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path = f"{PREFIX}{_START}" if path == PREFIX else path
        read = self._content.get(path)
        if read is None:
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain", with_body=with_body)
            return
        self._send(HTTPStatus.OK, read(), _type(path), with_body=with_body)

    def _send(self, status: HTTPStatus, body: bytes, type_: str, *, with_body: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", POLICY)
        if not self.path.startswith(PREFIX):  # guide and style, which Browser fetches by another name of this machine
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "cache-control, pragma")
        self.end_headers()
        if with_body:
            self.wfile.write(body)


_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".grass": "text/plain; charset=utf-8"}


def _type(path: str) -> str:
    suffix = Path(path).suffix
    found = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") and "charset" not in found else found
