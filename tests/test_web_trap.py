"""The page of what each choice costs."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from marsad.archive import open_archive
from marsad.web import Library, application


@pytest.fixture(scope="module")
def client(examples_archive):
    with open_archive(str(examples_archive), readonly=True) as archive:
        yield TestClient(application(Library(archive)), base_url="http://127.0.0.1")


def test_each_choice_has_its_sentences(client):
    page = client.get("/en/state/KAZ/trap?poles=RUS,XWE").text
    assert page.count('class="pole branch"') >= 2
    places = re.findall(r'href="(/en/document/[^"]+#here)"', page)
    assert places
    assert all(client.get(one.replace("&amp;", "&")).status_code == 200 for one in places[:5])


def test_other_poles_make_other_choices(client):
    first, second = (client.get(f"/en/state/KAZ/trap?poles={poles}").text for poles in ("RUS,XWE", "CHN,TUR"))
    assert "Türkiye" in second or "Turkey" in second
    assert first != second


@pytest.mark.parametrize("asked", ["poles=RUS", "poles=KAZ,RUS", "poles=RUS,NOSUCH", "within=0", "within=x"])
def test_a_choice_that_is_none_is_told(client, asked):
    answer = client.get(f"/en/state/KAZ/trap?{asked}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_a_state_that_is_a_pole_itself_chooses_between_the_others(client):
    assert client.get("/en/state/RUS/trap").status_code == 200


def test_the_list_of_choices_can_be_taken_along(client):
    rows = client.get("/en/state/KAZ/trap?poles=RUS,XWE&format=json").json()["rows"]
    assert {"towards RUS", "against RUS"} & {row["branch"] for row in rows}
