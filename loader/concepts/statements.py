"""Decisions as triples, in the words of SSSOM, and back; and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...errors import Message
from ...ontology.terms import PS, RDF, RDFS, SKOS, SSSOM, XSD
from .matches import Match
from .merging import representatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...ontology.terms import Minter
    from ...store.protocol import Term, Triple
    from .matches import Verdict

NOT = "Not"
_PREDICATES: Mapping[Verdict, URIRef] = {
    "same": SKOS.exactMatch,
    "close": SKOS.closeMatch,
    "different": SKOS.exactMatch,
}
_LABELS = {
    "same": Message(ru="Одно понятие: «{one}» и «{other}»", en="One concept: «{one}» and «{other}»"),
    "close": Message(ru="Близкие понятия: «{one}» и «{other}»", en="Close concepts: «{one}» and «{other}»"),
    "different": Message(ru="Разные понятия: «{one}» и «{other}»", en="Different concepts: «{one}» and «{other}»"),
}


def predicate_of(verdict: Verdict) -> URIRef:
    """Return the relation that a verdict states, or denies."""
    return _PREDICATES[verdict]


def verdict_of(predicate: URIRef, *, is_denied: bool) -> Verdict | None:
    """Return the verdict that a relation, stated or denied, is; None where it is none."""
    if predicate not in {SKOS.exactMatch, SKOS.closeMatch}:
        return None
    if is_denied:
        return "different"
    return "same" if predicate == SKOS.exactMatch else "close"


def decision_triples(matches: Iterable[Match], minter: Minter) -> Iterator[Triple]:
    """Yield what is said of the decisions, and the relation itself where one was accepted."""
    for match in matches:
        node, relation = minter.decision(*match.key), predicate_of(match.verdict)
        label = _LABELS[match.verdict].filled(one=match.labels[0], other=match.labels[1])
        yield node, RDF.type, PS.ConceptDecision
        yield node, RDFS.label, Literal(label.ru, lang="ru")
        yield node, PS.decidesOn, match.one
        yield node, PS.decidesOn, match.other
        yield node, SSSOM.subject_id, match.one
        yield node, SSSOM.object_id, match.other
        yield node, SSSOM.subject_label, Literal(match.labels[0], lang="ru")
        yield node, SSSOM.object_label, Literal(match.labels[1], lang="ru")
        yield node, SSSOM.predicate_id, relation
        yield node, SSSOM.confidence, Literal(match.confidence, datatype=XSD.decimal)
        yield node, SSSOM.mapping_justification, match.justification
        yield node, SSSOM.author_label, Literal(match.author)
        yield node, SSSOM.mapping_date, Literal(match.day, datatype=XSD.date)
        if match.tool:
            yield node, SSSOM.mapping_tool, Literal(match.tool)
        if match.verdict == "different":
            yield node, SSSOM.predicate_modifier, Literal(NOT)
        else:
            yield match.one, relation, match.other


def merging_triples(matches: Iterable[Match]) -> Iterator[Triple]:
    """Yield which concept stands for each that was merged."""
    for concept, representative in representatives(matches).items():
        yield concept, PS.mergedInto, representative


def decisions_in(triples: Iterable[Triple]) -> list[Match]:
    """Return the decisions that the triples state, in the order of their concepts."""
    told: defaultdict[URIRef, dict[URIRef, Term]] = defaultdict(dict)
    for subject, link, value in triples:
        told[URIRef(subject)][link] = value
    found = [_decision(about) for about in told.values() if about.get(RDF.type) == PS.ConceptDecision]
    return sorted(found, key=lambda match: match.key)


def _decision(about: Mapping[URIRef, Term]) -> Match:
    relation = URIRef(str(about[SSSOM.predicate_id]))
    verdict = verdict_of(relation, is_denied=SSSOM.predicate_modifier in about)
    if verdict is None:
        raise ValueError(f"no relation of decisions: {relation!r}")
    return Match(
        one=URIRef(str(about[SSSOM.subject_id])),
        other=URIRef(str(about[SSSOM.object_id])),
        verdict=verdict,
        confidence=str(about[SSSOM.confidence]),
        justification=URIRef(str(about[SSSOM.mapping_justification])),
        author=str(about[SSSOM.author_label]),
        day=str(about[SSSOM.mapping_date]),
        tool=str(about.get(SSSOM.mapping_tool, "")),
        labels=(str(about[SSSOM.subject_label]), str(about[SSSOM.object_label])),
    )
