"""A site on this machine, for tests: gives what it is told to, misbehaves, remembers what it was asked.

The certificates in ``web_keys`` are made for these tests alone; their key opens nothing.
"""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from marsad.reading.web import AddressRules, Limits, Settings

FIRST = "أعلنت وزارة الخارجية أن الوفدين اتفقا على عقد جولة جديدة من المحادثات خلال الشهر المقبل في جنيف."
SECOND = "وقال المتحدث باسم الوزارة إن الجانبين ناقشا ملف الحدود وتبادل الأسرى رغم استمرار الخلافات بينهما."
KEYS = Path(__file__).parent / "web_keys"


def page(title="محادثات جديدة بين البلدين في جنيف", head="", day="2024-05-10"):
    meta = f'<meta property="article:published_time" content="{day}T10:00:00+03:00">' if day else ""
    return (
        f"<!doctype html><html><head><meta charset=utf-8>{meta}{head}</head>"
        f"<body><article><h1>{title}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    ).encode()


@dataclass
class Reply:
    """What an address gives.

    ``body`` may be a function that writes to the open connection, for what no good server would do.
    """

    body: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """The site's addresses and what it was asked; ``site.put("/a", page())``."""

    def __init__(self, port, scheme="http"):
        self.port, self.scheme = port, scheme
        self.replies, self.asked, self.at_once, self.most_at_once = {}, [], 0, 0
        self.lock = threading.Lock()

    def url(self, path, host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.port}{path}"

    def put(self, path, body=b"", status=200, **headers):
        told = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        self.replies[path] = Reply(body.encode() if isinstance(body, str) else body, status, told)
        return self.url(path)

    def paths(self):
        """What was asked, without the files about the site itself."""
        return [path for path, _ in self.asked if path not in ("/robots.txt", "/.well-known/tdmrep.json")]

    def rules(self, *more, resolve=None):
        allowed = frozenset({("127.0.0.1", self.port), *more})
        return AddressRules(allowed, resolve) if resolve else AddressRules(allowed)

    def settings(self, **changed):
        limits = changed.pop("limits", Limits(seconds=30))
        return Settings(**{"pause": 0.0, "rules": self.rules(), "limits": limits, **changed})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server.site
        with site.lock:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        try:
            self._give(site)
        finally:
            with site.lock:
                site.at_once -= 1

    def _give(self, site):
        reply = site.replies.get(self.path) or Reply(status=404)
        if callable(reply) or callable(reply.body):
            self.close_connection = True
            with contextlib.suppress(OSError):
                (reply.body if isinstance(reply, Reply) else reply)(self)
            return
        etag = reply.headers.get("ETag")
        if etag is not None and self.headers.get("If-None-Match") == etag:
            reply = Reply(status=304, headers={"ETag": etag})
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body if reply.status != 304 else b"")

    def log_message(self, *_):
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 32

    def handle_error(self, *_):
        """A client that hangs up is what the tests are about."""


@contextmanager
def serving(certificate=None):
    """A site on a free port of 127.0.0.1; with TLS where the name of a certificate is given."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(KEYS / f"{certificate}.pem", KEYS / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.site = Site(server.server_port, "https" if certificate else "http")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# What a bad server does with an open connection


def endless(handler):
    """Sends for ever, as fast as it is read."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    while True:
        handler.wfile.write(b"<p>" + b"a" * 65_536)


def dripping(handler):
    """Sends a byte now and then, so that no single read takes long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    while True:
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_headers(handler):
    """Never comes to the end of its headers."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X-A: b\r\n")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler):
    """Takes the question and says nothing."""
    time.sleep(60)


def cut_off(handler):
    """Promises more than it sends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>abc")


def no_http(handler):
    """Speaks something else."""
    handler.wfile.write(b"220 smtp.example ready\r\n")


def huge_headers(handler):
    """Headers without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X-A: " + b"b" * 60_000 + b"\r\n")
