"""Language models on this machine, for tests: a good one, sloppy ones, a hostile one; on a loopback port."""

from __future__ import annotations

import contextlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from marsad.bulk.work import Asked, Lines, texts_of

KEY = "sk-quiet-as-a-stone-4711"


def party(text, country, sector=None):
    return {"text": text, "country": country, "sector": sector}


def told(trigger, kind, actors, recipients=(), **more):
    """An event as a model gives it; ``sentence`` is 1 unless told."""
    event = {"sentence": 1, "trigger": trigger, "type": kind, "mode": None, "contexts": [], "date": None}
    event |= {"status": "actual", "voices": [], "place": None}
    return event | {"actors": list(actors), "recipients": list(recipients)} | more


def asked_of(body):
    """What a request asks about: sentences by number, and the whole of its data."""
    data = body["messages"][1]["content"]
    rows = [json.loads(line) for line in data.split("\n")[1:-1]]
    return {row["sentence"]: row["text"] for row in rows if "sentence" in row}, data


def completion(content, usage=(100, 20), finish="stop"):
    answer = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]}
    if usage is not None:
        answer["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return json.dumps(answer, ensure_ascii=False).encode()


def answer_of(events, **more):
    return completion(json.dumps({"events": events}, ensure_ascii=False), **more)


class Model:
    """What the server gives, and what it was asked.

    ``speak`` takes the body of a request and gives bytes, or (status, headers, bytes), or a function of the
    open connection.
    """

    def __init__(self, port, speak):
        self.address, self.speak = f"http://127.0.0.1:{port}/v1", speak
        self.asked, self.headers, self.paths = [], [], []
        self.close = lambda: None
        self.lock, self.at_once, self.most_at_once = threading.Lock(), 0, 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        model = self.server.model
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        body = json.loads(raw)
        with model.lock:
            model.asked.append(body)
            model.headers.append({name.lower(): value for name, value in self.headers.items()})
            model.paths.append(self.path)
            model.at_once += 1
            model.most_at_once = max(model.most_at_once, model.at_once)
        try:
            self._give(model.speak(body))
        finally:
            with model.lock:
                model.at_once -= 1

    def do_GET(self):
        self.server.model.paths.append(self.path)
        self._give((404, {}, b""))

    def _give(self, given):
        if callable(given):
            self.close_connection = True
            with contextlib.suppress(OSError):
                given(self)
            return
        status, headers, content = given if isinstance(given, tuple) else (200, {}, given)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(content)

    def log_message(self, *_):
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that hangs up is what the tests are about."""


@contextmanager
def modelling(speak):
    """A model on a free port of 127.0.0.1 that answers with what ``speak`` gives, until ``close``."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.model = Model(server.server_address[1], speak)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()

    def close():
        server.shutdown()
        server.server_close()
        thread.join()

    server.model.close = close
    try:
        yield server.model
    finally:
        close()


VISIT = "زار الرئيس الصيني شي جين بينغ أستانا يوم الثلاثاء."
BAN = "حظرت روسيا أمس استيراد القمح من كازاخستان."
DENIAL = "ونفت وزارة الزراعة الكازاخية أمس وقف الصادرات إلى أوزبكستان."
QUIET = "كان الطقس جميلاً في المدينة."
LINES = (
    {"id": "visit", "published": "2024-05-10", "text": VISIT},
    {"id": "ban", "published": "2024-05-10", "text": BAN},
    {"id": "denial", "published": "2024-05-10", "text": DENIAL},
    {"id": "quiet", "published": "2024-05-10", "text": QUIET},
)
KNOWN = {
    VISIT: [
        told("زار", "CONSULT", [party("الرئيس الصيني شي جين بينغ", "CHN", "GOV")], [party("أستانا", "KAZ")],
             mode="visit", contexts=["diplomatic"], date="2024-05-07"),
    ],
    BAN: [
        told("حظرت", "SANCTION", [party("روسيا", "RUS")], [party("كازاخستان", "KAZ")],
             contexts=["economic"], date="2024-05-09"),
    ],
    DENIAL: [
        told("وقف", "SANCTION", [party("وزارة الزراعة الكازاخية", "KAZ", "GOV")], [party("أوزبكستان", "UZB")],
             mode="discontinue", status="negated", date="2024-05-09",
             voices=[party("وزارة الزراعة الكازاخية", "KAZ", "GOV") | {"verb": "denies"}]),
    ],
}  # fmt: skip


def good(body):
    """Knows the sentences above."""
    sentences, _ = asked_of(body)
    events = [
        event | {"sentence": number} for number, text in sentences.items() for event in KNOWN.get(text, ())
    ]
    return answer_of(events)


def jsonl(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def texts(*rows):
    """The rows as texts to code."""
    return texts_of_lines(jsonl(*rows).splitlines())


def texts_of_lines(lines, source="-"):
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return texts_of(Lines(source, numbered), Asked())
