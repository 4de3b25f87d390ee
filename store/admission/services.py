"""Where a text calls other endpoints: every call goes to one that is allowed, by way of the relay, or is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from . import refusals
from .refusals import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .rewriting import Written


# The word in whichever case, and what an escape may hide it in.
_MAY_CALL = re.compile(r"service|\\u", re.IGNORECASE)


def may_call(text: str) -> bool:
    """Tell whether a text may call an endpoint: no engine would take one that it does not tell so for a call."""
    return _MAY_CALL.search(text) is not None


def relayed(
    source: str, pieces: Sequence[Written], allowed: frozenset[str], relay: str | None
) -> tuple[Sequence[Written], frozenset[str]]:
    """Return the pieces with each endpoint that they call replaced by its address at the relay, and the endpoints."""
    calls = [place for place, piece in enumerate(pieces) if piece.token.is_word("SERVICE")]
    if not calls:
        return pieces, frozenset()
    if relay is None:
        allowed = frozenset()
    sent, called, end = list(pieces), set(), 0
    for call in calls:
        at = Place.of(source, pieces[call].token.start)
        target = call + 1 + (call + 1 < len(pieces) and pieces[call + 1].token.is_word("SILENT"))
        iri = pieces[target].iri if target < len(pieces) else None
        if iri is None or iri not in allowed:
            raise refusals.calls_out(at, iri)
        if call < end:
            raise refusals.calls_within(at)
        sent[target] = pieces[target]._replace(text=f" <{relay}{quote(iri, safe='')}> ")
        called.add(iri)
        end = _end_of_braces(pieces, target + 1)
    return sent, frozenset(called)


def _end_of_braces(pieces: Sequence[Written], start: int) -> int:
    depth = 0
    for place in range(start, len(pieces)):
        depth += pieces[place].token.is_sign("{") - pieces[place].token.is_sign("}")
        if depth == 0:
            return place
    return len(pieces)
