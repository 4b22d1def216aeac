"""Search servers that are broken in one way each, as real sockets on this machine."""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from tests.services import free_port

_AS_SERVER = {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}


def nobody_there() -> str:
    """An address that refuses every connection."""
    return f"http://127.0.0.1:{free_port()}"


class BlackHole:
    """Takes connections and never says a word; knows whether anybody came."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._socket.setblocking(False)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._taken: list[socket.socket] = []

    def visitors(self) -> int:
        """How many connections came so far."""
        while True:
            try:
                self._taken.append(self._socket.accept()[0])
            except BlockingIOError:
                return len(self._taken)

    def close(self) -> None:
        self.visitors()
        for taken in [*self._taken, self._socket]:
            taken.close()


@contextmanager
def black_hole() -> Iterator[BlackHole]:
    hole = BlackHole()
    try:
        yield hole
    finally:
        hole.close()


@contextmanager
def answering(status: int, body: object, *, after: float = 0.0) -> Iterator[str]:
    """A server that answers everything with this, `after` seconds."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    class Handler(_Handler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            time.sleep(after)
            self.say(status, _AS_SERVER, content)

    with _serving(Handler) as url:
        yield url


class Proxy:
    """Stands before a real server and refuses to pass on bodies of more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.url = ""
        self.longest = 0
        self.refused = 0


@contextmanager
def behind_proxy(server: str, most: int) -> Iterator[Proxy]:
    """A proxy before the server at this address."""
    proxy = Proxy(most)
    place = urlsplit(server).netloc

    class Handler(_Handler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            proxy.longest = max(proxy.longest, len(body))
            if len(body) > proxy.most:
                proxy.refused += 1
                self.say(413, {"Content-Type": "text/html"}, b"<h1>Too Large</h1>")
                return
            passing = http.client.HTTPConnection(place)
            try:
                passing.request(self.command, self.path, body, dict(self.headers))
                answer = passing.getresponse()
                headers = {
                    name: value
                    for name, value in answer.getheaders()
                    if name.lower() not in ("transfer-encoding", "content-length")
                }
                self.say(answer.status, headers, answer.read())
            finally:
                passing.close()

    with _serving(Handler) as proxy.url:
        yield proxy


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        raise NotImplementedError

    def do_GET(self) -> None:
        self.answer()

    do_POST = do_PUT = do_HEAD = do_DELETE = do_GET

    def say(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        pass  # whoever asked had no more patience


@contextmanager
def _serving(handler: type[_Handler], *, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def guarded(certificate: Path, key: Path) -> Iterator[tuple[str, list[str]]]:
    """A server behind TLS that counts nothing; its address, and the authorizations it was shown."""
    shown: list[str] = []

    class Handler(_Handler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            shown.append(self.headers.get("Authorization") or "")
            self.say(200, _AS_SERVER, b'{"count": 0}')

    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with _serving(Handler, tls=tls) as url:
        yield url, shown
