"""Pictures of the lean as files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient

from marsad.archive import open_archive
from marsad.web import Library, application
from marsad.web.file import File, answered
from marsad.web.pages.lean import PICTURES


@pytest.fixture(scope="module")
def client(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as archive:
        yield TestClient(application(Library(archive)), base_url="http://127.0.0.1")


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_a_file_with_rules_of_its_own(client, kind):
    answer = client.get(f"/ar/state/KAZ/picture/{kind}.svg")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"] == f'attachment; filename="{kind}-KAZ.svg"'
    assert ET.fromstring(answer.text).tag.endswith("svg")  # noqa: S314  our own picture
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"<script|<[^>]+\s(style|on\w+)=", answer.text)


def test_a_picture_with_its_numbers_is_a_page(client):
    answer = client.get("/en/state/KAZ/picture/trend.html?poles=RUS,CHN")
    assert "<table>" in answer.text
    assert "China" in answer.text


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/en/state/KAZ/picture/trend.png", 404),
        ("/en/state/KAZ/picture/nosuch.svg", 404),
        ("/en/state/ZZZZ/picture/trend.svg", 404),
        ("/en/state/KAZ/picture/ternary.svg?poles=RUS,CHN", 400),
        ("/en/state/KAZ/picture/trend.svg?poles=NOSUCH", 400),
        ("/en/state/KAZ/picture/trend.svg?every=hour", 400),
    ],
)
def test_a_picture_that_there_is_not_is_told(client, address, code):
    assert client.get(address).status_code == code


def test_who_has_a_file_already_is_not_sent_it_again(client):
    first = client.get("/en/state/KAZ/picture/heatmap.svg")
    again = client.get("/en/state/KAZ/picture/heatmap.svg", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/ar/state/KAZ/picture/heatmap.svg", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(("known", "code"), [("*", 304), ('W/"x"', 200), ("", 200), (None, 200)])
def test_tags_are_compared_weakly(known, code):
    file = File(None, "text/plain", b"abc")
    assert answered(file, known).status_code == code
    assert answered(file, f'"y", W/{file.tag()}').status_code == 304
