"""The form in which an answer is asked for: the strictest that an endpoint knows."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from marsad.prompting.labels import schema

FORMS: Final = ("json_schema", "json_object", "text")
"""Forms of answer, the strictest first."""


class Form(NamedTuple):
    """How a request is put.

    Attributes:
        form: place in `FORMS`.
        limit: what the endpoint calls the most tokens of an answer.
        cool: whether a temperature of 0 is asked for.
    """

    form: int = 0
    limit: str = "max_tokens"
    cool: bool = True

    def fields(self, answer_tokens: int) -> dict[str, Any]:
        """Fields of the request."""
        found: dict[str, Any] = {self.limit: answer_tokens}
        if self.cool:
            found["temperature"] = 0
        if FORMS[self.form] == "json_schema":
            told = {"name": "events", "strict": True, "schema": schema()}
            found["response_format"] = {"type": "json_schema", "json_schema": told}
        elif FORMS[self.form] == "json_object":
            found["response_format"] = {"type": "json_object"}
        return found

    def instead(self, told: str) -> Form | None:
        """Another form after this one was refused; None where no other is left.

        Args:
            told: why, in the endpoint's words, which choose among our own forms and do nothing more.
        """
        if "max_completion_tokens" in told and self.limit == "max_tokens":
            return self._replace(limit="max_completion_tokens")
        if "temperature" in told and self.cool:
            return self._replace(cool=False)
        return self._replace(form=self.form + 1) if self.form + 1 < len(FORMS) else None
