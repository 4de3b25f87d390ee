"""What is said of two concepts: that they are one, close or different, by whom, when and on which ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ...errors import Message
from ...ontology.terms import SEMAPV

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib import URIRef

    from .likeness import Pair

Verdict = Literal["same", "close", "different"]

LEXICAL = SEMAPV.LexicalSimilarityThresholdMatching
BY_HAND = SEMAPV.ManualMappingCuration
# The place of what a person says, and no file.
NOWHERE = Message(ru="", en="")


@dataclass(frozen=True)
class Match:
    """Two concepts, the smaller IRI first, and what is said of them; `day` is of the form 2026-01-31."""

    one: URIRef
    other: URIRef
    verdict: Verdict
    confidence: str = "1"
    justification: URIRef = BY_HAND
    author: str = ""
    day: str = ""
    tool: str = ""
    labels: tuple[str, str] = ("", "")

    @property
    def key(self) -> tuple[URIRef, URIRef]:
        """Return the two concepts."""
        return self.one, self.other


def ordered(one: URIRef, other: URIRef) -> tuple[URIRef, URIRef]:
    """Return the two concepts as a match names them."""
    return (one, other) if one < other else (other, one)


def proposed(pair: Pair, tool: str) -> Match:
    """Return the match that a likely pair proposes."""
    return Match(
        pair.one.iri,
        pair.other.iri,
        "same" if pair.is_same else "close",
        decimal(pair.confidence),
        LEXICAL,
        tool=tool,
        labels=(pair.one.label, pair.other.label),
    )


def signed(match: Match, author: str | None, day: str, user: Callable[[], str]) -> Match:
    """Return the match with who decided it and when: as given, else as the match itself says, else the user today."""
    if author is None and match.author:
        return replace(match, day=match.day or day)
    return replace(match, author=author or user(), day=day)


def decimal(number: float) -> str:
    """Return the number as the store spells decimals: 0.9, not 0.900."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
