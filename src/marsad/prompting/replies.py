"""The body of an answer → a model's words and the tokens that they took."""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

BYTES_OF_TOKEN: Final = 2
"""Of a prompt in Arabic or JSON: more tokens than any tokenizer in use makes."""
_MOST_TOLD_TOKENS: Final = 10_000_000


class Reply(NamedTuple):
    """What a model answered.

    Attributes:
        content: its words.
        cut: whether they were cut off.
        tokens: asked and answered, as the endpoint tells them; None where it does not, or not credibly.
    """

    content: str
    cut: bool
    tokens: tuple[int, int] | None


class NoReplyError(Exception):
    """What was answered is no chat completion."""


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Answer(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


def read_reply(body: bytes) -> Reply:
    """The words of an answer and its tokens; tools that it wants to call and all else are passed over.

    Raises:
        NoReplyError: it is no chat completion, or has no choice.
    """
    try:
        answer = msgspec.json.decode(body, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NoReplyError("answers what is no chat completion") from error
    if not answer.choices:
        raise NoReplyError("answers without a choice")
    first = answer.choices[0]
    return Reply(first.message.content or "", first.finish_reason == "length", _told(answer.usage))


def _told(usage: _Usage | None) -> tuple[int, int] | None:
    if usage is None or usage.prompt_tokens is None or usage.completion_tokens is None:
        return None
    told = usage.prompt_tokens, usage.completion_tokens
    return told if all(0 <= number <= _MOST_TOLD_TOKENS for number in told) else None


def guessed_tokens(content: str) -> int:
    """Tokens of an answer by its length, high rather than low."""
    return len(content.encode(errors="replace")) // BYTES_OF_TOKEN + 1
