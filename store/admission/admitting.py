"""Admission of a text: what an engine may be given for it, and what is known of it then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..protocol import QueryError
from . import refusals
from .bounded import bounded
from .forms import form_of
from .limits import measured
from .prologue import Prologue, names_relatively
from .refusals import Place
from .rewriting import joined, written
from .services import relayed
from .terminals import HIDDEN_IN_QUERY, HIDDEN_IN_UPDATE, VOLATILE
from .tokens import tokens
from .updates import changed_graphs

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from ...errors import Message
    from .forms import Form
    from .limits import TextLimits
    from .rewriting import Written


@dataclass(frozen=True)
class Admitted:
    """A text that an engine may evaluate: `text`, never the one that was sent, and what that text does.

    `form` is None for an update. `services` are the endpoints that it calls. `graphs` are those that an update can
    change, the default graph as "", or None where they are not all named by constants.
    """

    text: str
    form: Form | None
    names_dataset: bool
    is_volatile: bool
    services: frozenset[str] = frozenset()
    graphs: frozenset[str] | None = frozenset()


def admit_query(
    text: str,
    limits: TextLimits,
    allowed: frozenset[str] = frozenset(),
    *,
    relay: str | None = None,
    base: str | None = None,
) -> Admitted:
    """Return the query as it may be evaluated; raise `QueryError` where it may not.

    `SERVICE` is admitted to the endpoints in `allowed` only, and sent to the address `relay` followed by the endpoint.
    `base` is what relative IRIs are resolved against, where the text has no base of its own.
    """
    if known := bounded(text):
        return Admitted(known.text, known.form, names_dataset=False, is_volatile=False)
    _refuse_large(refusals.QUERY, text, limits)
    base = base if names_relatively(text) else None
    try:
        with refusals.reading(refusals.QUERY):
            pieces = list(_pieces(text, limits, HIDDEN_IN_QUERY, has_base=base is not None))
    except QueryError:
        # What is no query at all is told so, whatever else is wrong with it.
        form_of(tokens(text))
        raise
    form = form_of(piece.token for piece in pieces)
    with refusals.reading(refusals.QUERY):
        return _based(_admitted(text, pieces, form, allowed, relay), base)


def admit_update(
    text: str,
    limits: TextLimits,
    allowed: frozenset[str] = frozenset(),
    *,
    relay: str | None = None,
    base: str | None = None,
) -> Admitted:
    """Return the update as it may be evaluated; raise `QueryError` where it may not; `LOAD` never may."""
    _refuse_large(refusals.UPDATE, text, limits)
    base = base if names_relatively(text) else None
    with refusals.reading(refusals.UPDATE):
        pieces = list(_pieces(text, limits, HIDDEN_IN_UPDATE, has_base=base is not None))
        return _based(_admitted(text, pieces, None, allowed, relay), base)


def _based(admitted: Admitted, base: str | None) -> Admitted:
    return admitted if base is None else replace(admitted, text=f"BASE <{base}> {admitted.text}")


def _refuse_large(what: Message, text: str, limits: TextLimits) -> None:
    size = len(text.encode(errors="replace"))
    if size > limits.bytes:
        raise refusals.too_large(what, size, limits.bytes)


def _pieces(text: str, limits: TextLimits, hidden: re.Pattern[str], *, has_base: bool) -> Iterator[Written]:
    prologue = Prologue(has_base=has_base)
    for token in measured(text, tokens(text), limits):
        piece = written(text, token, prologue, hidden)
        prologue.follow(token)
        if token.text == "LOAD" and token.kind == "word":
            raise refusals.loads(Place.of(text, token.start))
        yield piece


def _admitted(
    text: str, pieces: Sequence[Written], form: Form | None, allowed: frozenset[str], relay: str | None
) -> Admitted:
    words = {token.text for token, _, _ in pieces if token.kind == "word"}
    sent, services = relayed(text, pieces, allowed, relay) if "SERVICE" in words else (pieces, frozenset[str]())
    return Admitted(
        text=joined(text, sent),
        form=form,
        names_dataset="FROM" in words,
        is_volatile=not words.isdisjoint(VOLATILE),
        services=services,
        graphs=frozenset() if form else changed_graphs(pieces),
    )
