"""Which words of two wordings are the same, and whether the wordings differ in words at all."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from ...ontology.terms import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

Side = Literal["both", "a", "b"]
_WORD = re.compile(r"\w+(?:[.\-/]\w+)*")
_MOST_WORDS = 2000  # the time to mark words grows with their square; no paragraph of an order has as many


def bare(text: str) -> str:
    """Return the words of a text, in which two wordings meet that differ in marks, capitals or spaces only."""
    return " ".join(_WORD.findall(fold(text)))


def marked(a: str, b: str) -> tuple[tuple[Side, str], ...]:
    """Return the words that both have, and those of one only, in the order of the texts."""
    return tuple(_marked(a.split(), b.split()))


def likeness(a: str, b: str) -> float:
    """Return the share of words that two wordings have in common, in their order."""
    ours, theirs = bare(a).split(), bare(b).split()
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        return float(ours == theirs)
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _marked(ours: list[str], theirs: list[str]) -> Iterator[tuple[Side, str]]:
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        yield from (("a", " ".join(ours)), ("b", " ".join(theirs)))
        return
    for kind, start, end, begin, stop in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "both", " ".join(ours[start:end])
            continue
        if start < end:
            yield "a", " ".join(ours[start:end])
        if begin < stop:
            yield "b", " ".join(theirs[begin:stop])
