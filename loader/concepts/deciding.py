"""Decisions of people on their way into the store, and out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...errors import RefusedError, UnknownNameError, excerpt
from ...ontology.terms import PS, RDF, SKOS
from ...store.changes import Changes
from .merging import refuse_contradictions
from .statements import decision_triples, decisions_in, merging_triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...errors import Message
    from ...store.protocol import Quad
    from ...store.writing.protocol import Reading, Writing
    from .matches import Match


@dataclass(frozen=True)
class Decided:
    """How many decisions are new, how many were made before, and how many concepts are merged into others now."""

    new: int
    known: int
    merged: int


def decided(reading: Reading) -> list[Match]:
    """Return the decisions that the store holds."""
    return decisions_in(reading.graph(reading.minter.curated()))


def decide(writer: Writing, wanted: Mapping[Match, Message]) -> Decided:
    """Add decisions, each with the place where it was said; one that was made before stays as it is.

    Raise `RefusedError` on a concept that the store does not know, on two kinds, and on a contradiction.
    """
    held = decided(writer)
    before = {match.key: match.labels for match in held}
    named = _with_labels(writer, wanted, before)
    refuse_contradictions(held, named)
    new = {match.key: match for match in named if match.key not in before}
    merged = _replace(writer, held, [*held, *new.values()])
    return Decided(len(new), len(wanted) - len(new), merged)


def withdraw(writer: Writing, pairs: Mapping[tuple[URIRef, URIRef], Message]) -> Decided:
    """Remove the decisions on these pairs, each with the place where it was said; the concepts may be gone by now."""
    held = decided(writer)
    known = {match.key for match in held}
    for pair, place in pairs.items():
        if pair not in known:
            one, other = map(writer.minter.concept_name, pair)
            raise UnknownNameError(
                ru=f"{place.ru}{one} и {other}: решения об этих понятиях нет; все решения: profgraph concepts list",
                en=f"{place.en}{one} and {other}: there is no decision on these; all of them: profgraph concepts list",
            )
    merged = _replace(writer, held, [match for match in held if match.key not in pairs])
    return Decided(len(pairs), 0, merged)


def _replace(writer: Writing, held: Sequence[Match], wanted: Sequence[Match]) -> int:
    """Make these all decisions that the store holds; return how many concepts are merged into others then."""
    before, after = _quads(writer, held), _quads(writer, wanted)
    writer.apply(Changes(remove=before - after, add=after - before))
    return sum(link == PS.mergedInto for _, link, _, _ in after)


def _quads(writer: Writing, matches: Iterable[Match]) -> frozenset[Quad]:
    minter, known = writer.minter, list(matches)
    said: set[Quad] = {(*triple, minter.curated()) for triple in decision_triples(known, minter)}
    return frozenset(said | {(*triple, minter.merged()) for triple in merging_triples(known)})


def _with_labels(
    reading: Reading, wanted: Mapping[Match, Message], before: Mapping[tuple[URIRef, URIRef], tuple[str, str]]
) -> dict[Match, Message]:
    """Return the decisions with the wordings of their concepts, as they were decided on or as the store has them."""
    found = _described(reading, {concept for match in wanted for concept in match.key})
    named = {}
    for match, place in wanted.items():
        if match.key in before:
            named[replace(match, labels=before[match.key])] = place
            continue
        for concept in match.key:
            if concept not in found:
                raise _unknown(reading, concept, place)
        one, other = found[match.one], found[match.other]
        if match.one == match.other or one[0] != other[0]:
            raise _unfit(match, place, one[1], other[1])
        named[replace(match, labels=(one[1], other[1]))] = place
    return named


def _described(reading: Reading, concepts: Iterable[URIRef]) -> dict[URIRef, tuple[str, str]]:
    """Return the kind and the wording of each of the concepts that a loaded standard states."""
    graph = reading.minter.graph("concepts")
    quads = [quad for quad in reading.about(sorted(concepts)) if quad[3] == graph]
    stated = {subject for subject, link, value, _ in quads if (link, value) == (RDF.type, PS.CompetenceConcept)}
    return {
        URIRef(subject): (_kind(reading, URIRef(subject)), str(value))
        for subject, link, value, _ in quads
        if link == SKOS.prefLabel and subject in stated
    }


def _kind(reading: Reading, concept: URIRef) -> str:
    return reading.minter.concept_name(concept).partition("/")[0]


def _unknown(reading: Reading, concept: URIRef, place: Message) -> RefusedError:
    name = excerpt(reading.minter.concept_name(concept))
    return RefusedError(
        ru=f"{place.ru}{name}: такого понятия нет ни в одном загруженном стандарте; загрузите его или уберите пару",
        en=f"{place.en}{name}: no loaded standard has this concept; load the standard or leave the pair out",
    )


def _unfit(match: Match, place: Message, one: str, other: str) -> RefusedError:
    told = f"«{excerpt(one, 50)}» = «{excerpt(other, 50)}»"
    if match.one == match.other:
        return RefusedError(
            ru=f"{place.ru}{told}: это одно и то же понятие; назовите два",
            en=f"{place.en}{told}: that is one and the same concept; name two",
        )
    return RefusedError(
        ru=f"{place.ru}{told}: понятия разного вида (действие, умение, знание) одним не бывают; уберите эту пару",
        en=f"{place.en}{told}: concepts of two kinds (action, skill, knowledge) are never one; leave this pair out",
    )
