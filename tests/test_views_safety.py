"""Addresses that may be linked, characters that may be printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.views.safety import markdown, printable, safe_url


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=1&c=2#d", "http://مثال.example/خبر", "HTTPS://EXAMPLE.ORG/"]
)
def test_web_addresses_are_linked(url):
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc",
     "//example.org/x", "/local", "https://", "http://[bad", 'https://example.org/"onclick=', "https://a.example/<b>",
     "https://a.example/ b", "ftp://example.org"],
)  # fmt: skip
def test_other_addresses_are_not(url):
    assert safe_url(url) is None


@given(st.text())
def test_printable_holds_no_controls_and_no_turns(words):
    safe = printable(words)
    assert not [c for c in safe if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0]
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(alphabet="ab <>&*_[]()`\\|~#!\n-+1.)س"))
def test_markdown_leaves_no_live_mark(words):
    bare = markdown(words)
    for mark in "<>&*_[]`|~#!":
        assert bare.count(mark) == bare.count(f"\\{mark}")
    assert "\n" not in bare


@pytest.mark.parametrize(
    ("words", "safe"), [("- a", "\\- a"), ("1. a", "1\\. a"), ("12) a", "12\\) a"), ("+ a", "\\+ a")]
)
def test_markdown_begins_no_list(words, safe):
    assert markdown(words) == safe
