"""WARC files of our own, laid out as CC-NEWS has them: a member for every record."""

from __future__ import annotations

import gzip

from web_server import page


def record(kind, payload=b"", url="", kind_of_content="application/http; msgtype=response", **headers):
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:0b2e9d6c-0000-4000-8000-000000000000>",
        "WARC-Date": "2024-05-11T06:00:00Z",
        "Content-Type": kind_of_content,
        "Content-Length": len(payload),
        **({"WARC-Target-URI": url} if url else {}),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + payload + b"\r\n\r\n"


def http(body, status="200 OK", **headers):
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(body)}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def response(url, body=None, **headers):
    return record("response", http(page() if body is None else body, **headers), url)


def cc_news(*records):
    """A packed file with its warcinfo first and a request before every answer."""
    info = record("warcinfo", b"software: crawler\r\n", kind_of_content="application/warc-fields")
    members = [info]
    for one in records:
        members += [record("request", b"GET / HTTP/1.1\r\n\r\n", "https://a.example/"), one]
    return b"".join(map(gzip.compress, members))
