"""A document → its events by a model: asked in requests of some sentences, checked as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.errors import MalformedError
from marsad.prompting.answers import proposals
from marsad.prompting.checking import Checked, checked
from marsad.prompting.sides import seen
from marsad.prompting.wording import Batch, batches, halves, messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.prompting.endpoints import Endpoint
    from marsad.prompting.sending import Sender
    from marsad.prompting.tally import Tally
    from marsad.records import Document


def asked_document(document: Document, before: str, sender: Sender, to: Endpoint, tally: Tally) -> Checked:
    """The events that a model finds in a document.

    Args:
        document: what to code; its comments and citations are not sent.
        before: text that stood before it, sent as context and not coded.
        sender: asks.
        to: whom, for the name of the coder.
        tally: where answers asked for again are counted.

    Raises:
        SpentError: it could cost more than is left.
        ClosedError: the endpoint refuses all such requests.
        FetchError: no answer after several tries.
        MalformedError: an answer that cannot be used, twice.
    """
    there = seen(document, before)
    proposed: list[tuple[Any, frozenset[int]]] = []
    for batch in batches([one.sentence for one in there.values()], before):
        for part, found in _answered(batch, document, sender, tally):
            asked = frozenset(sentence.number for sentence in part.sentences)
            proposed += [(one, asked) for one in found]
    return checked(proposed, document, there, to.coder)


def _answered(
    batch: Batch, document: Document, sender: Sender, tally: Tally, *, last: bool = False
) -> Iterator[tuple[Batch, list[Any]]]:
    """What is proposed for a batch; after an unusable answer for its halves, or once more for a sentence."""
    try:
        yield batch, _proposed(batch, document, sender)
    except MalformedError:
        if last:
            raise
        alone = len(batch.sentences) == 1
        tally.count_reasons("again", ["an answer that cannot be used"])
        for part in (batch,) if alone else halves(batch):
            yield from _answered(part, document, sender, tally, last=alone)


def _proposed(batch: Batch, document: Document, sender: Sender) -> list[Any]:
    reply = sender.reply(messages(batch, document.published))
    if reply.cut:
        raise MalformedError("answer", "is cut off")
    return proposals(reply.content)
