"""Which words of two wordings are the same, and whether the wordings differ in words at all."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from ...ontology.terms import fold
from ..marks import runs

if TYPE_CHECKING:
    from collections.abc import Mapping

Side = Literal["both", "a", "b"]
_WORD = re.compile(r"\w+(?:[.\-/]\w+)*")
_MOST_WORDS = 2000  # the time to compare words grows with their square; no paragraph of an order has as many
_SIDES: Mapping[str, Side] = {"both": "both", "old": "a", "new": "b"}


def bare(text: str) -> str:
    """Return the words of a text, in which two wordings meet that differ in marks, capitals or spaces only."""
    return " ".join(_WORD.findall(fold(text)))


def marked(a: str, b: str) -> tuple[tuple[Side, str], ...]:
    """Return the runs that both have, and those of one only, in the order of the texts."""
    return tuple((_SIDES[run.side], run.text) for run in runs(a, b))


def likeness(a: str, b: str) -> float:
    """Return the share of words that two wordings have in common, in their order."""
    ours, theirs = bare(a).split(), bare(b).split()
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        return float(ours == theirs)
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
