"""A query service on this machine, for tests: answers what it is told to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def binding(person, name, office, **more):
    """One row of an answer; ``start`` and ``end`` as YYYY, YYYY-MM or YYYY-MM-DD."""
    told = {"person": f"http://www.wikidata.org/entity/{person}", "name": name, "office": office, **more}
    for which in ("start", "end"):
        if which in told:
            day = told.pop(which)
            told[which] = f"{day}{'-01' * (2 - day.count('-'))}T00:00:00Z"
            told[f"{which}_precision"] = str(9 + day.count("-"))
    return {key: {"type": "literal", "value": value} for key, value in told.items()}


def answer(*bindings):
    return 200, {}, json.dumps({"head": {}, "results": {"bindings": list(bindings)}}).encode()


class Asked:
    """What the service was asked, and what it answers: a list of answers, the last one again and again."""

    def __init__(self):
        self.questions, self.agents, self.answers, self.address = [], [], [answer()], ""

    def next_answer(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def running():
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.questions.append(parse_qs(urlsplit(self.path).query)["query"][0])
            asked.agents.append(self.headers["User-Agent"])
            status, headers, content = asked.next_answer()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    asked.address = f"http://127.0.0.1:{server.server_port}/sparql"
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
