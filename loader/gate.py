"""What a write to the graph of a standard brings with it: it is checked, and what follows from it made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import Message
from ..ontology.terms import PS
from ..shapes.catalogue import Family
from ..shapes.validation import bundled_checks, validated
from ..store.changes import Changes
from ..store.writing.protocol import RefusedWriteError
from .graph.report import results_report
from .inference import inferred
from .known import known_in
from .overlaps import overlapping
from .places import Places
from .shared import shared_changes
from .versions import pointers_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..settings import ShaclEngine
    from ..shapes.validation import Result
    from ..store.protocol import Quad, Triple
    from ..store.writing.protocol import Reading
    from .known import Known

_MOST_LINES = 100


def consequences(engine: ShaclEngine, reading: Reading, after: Mapping[URIRef, frozenset[Triple]]) -> Changes:
    """Return what else changes when the asserted graphs of versions hold `after`.

    Raise `RefusedWriteError`, with the violations, where an integrity shape says that a graph would be wrong.
    """
    before = frozenset(quad for graph in after for quad in _held(reading, graph))
    wanted: set[Quad] = set()
    held: set[Quad] = set()
    known = known_in(reading)
    for graph, triples in after.items():
        version = reading.minter.version_of_graph(graph)
        made = following(version, triples, engine, reading, known)
        held |= made.remove
        wanted |= made.add
        if not triples:
            held |= pointers_to(reading, version)
    stated = frozenset(triple for triples in after.values() for triple in triples)
    shared = _shared(reading, frozenset(after), frozenset(quad[:3] for quad in before), stated)
    _refuse_overlaps(reading, Changes(before | shared.remove, _quads(after) | shared.add), engine)
    return Changes(remove=frozenset(held - wanted) | shared.remove, add=frozenset(wanted - held) | shared.add)


def following(
    version: URIRef, stated: frozenset[Triple], engine: ShaclEngine, reading: Reading, known: Known
) -> Changes:
    """Return how the graphs that follow from what a version states change; what is to stay is removed and added."""
    kinds = ("inferred", "report", "source")
    # Of a version that states nothing, nothing follows.
    made = _made(version, stated, engine, reading, known) if stated else {}
    names = {kind: reading.minter.graph(kind, version) for kind in kinds}
    return Changes(
        remove=frozenset(quad for name in names.values() for quad in _held(reading, name)),
        add=frozenset((*triple, names[kind]) for kind, triples in made.items() for triple in triples),
    )


def _made(
    version: URIRef, stated: frozenset[Triple], engine: ShaclEngine, reading: Reading, known: Known
) -> dict[str, frozenset[Triple]]:
    _refuse_nameless(version, stated)
    concluded = inferred(stated)
    results = validated(stated | concluded, known.near(stated), bundled_checks(engine))
    _refuse_wrong(version, [one for one in results if one.shape.family == Family.INTEGRITY])
    source = _source(version, stated, reading)
    return {"inferred": concluded, "report": _report(version, stated, results, reading, source), "source": source}


def _report(
    version: URIRef,
    stated: frozenset[Triple],
    results: tuple[Result, ...],
    reading: Reading,
    source: frozenset[Triple],
) -> frozenset[Triple]:
    """Return the report with new results; what the loader noticed when it read the document stays."""
    text = next((str(value) for _, link, value in source if link == PS.documentText), "")
    places = Places(stated, text)
    minter = reading.minter
    outdated = (str(minter.report(version)), f"{version}/result/")
    kept = {one for one in reading.graph(minter.graph("report", version)) if not str(one[0]).startswith(outdated)}
    return frozenset(kept | set(results_report(version, results, places, minter))) - stated


def _source(version: URIRef, stated: frozenset[Triple], reading: Reading) -> frozenset[Triple]:
    """Return the text that the version was read from, as long as the version still names that source."""
    sources = {subject for subject, _, _ in stated}
    return frozenset(one for one in reading.graph(reading.minter.graph("source", version)) if one[0] in sources)


def _shared(
    reading: Reading, graphs: frozenset[URIRef], before: frozenset[Triple], after: frozenset[Triple]
) -> Changes:
    try:
        return shared_changes(reading, graphs, before, after)
    except (LookupError, ValueError) as error:
        # Shared nodes are described from what versions say of them, in the form in which the loader says it.
        raise RefusedWriteError(
            ru=f"понятие, стандарт, акт или организацию не описать: не хватает значения ({error})",
            en=f"a concept, standard, act or organisation cannot be described: a value is missing ({error})",
        ) from error


def _refuse_nameless(version: URIRef, stated: frozenset[Triple]) -> None:
    if not any(subject == version and link == PS.isVersionOf for subject, link, _ in stated):
        raise RefusedWriteError(
            ru=f"в этом графе должна быть редакция {version} с ps:isVersionOf",
            en=f"this graph must state the version {version} with its ps:isVersionOf",
        )


def _refuse_wrong(version: URIRef, wrong: list[Result]) -> None:
    if not wrong:
        return
    report = tuple(_lines(version, wrong))
    raise RefusedWriteError(
        ru=f"граф стандарта стал бы неверным ({len(wrong)}): {report[0].ru}",
        en=f"the graph of the standard would be wrong ({len(wrong)}): {report[0].en}",
        report=report[:_MOST_LINES],
    )


def _refuse_overlaps(reading: Reading, changes: Changes, engine: ShaclEngine) -> None:
    wrong = [*overlapping(reading, changes, bundled_checks(engine))]
    if wrong:
        _refuse_wrong(URIRef(str(wrong[0].focus)), wrong)


def _quads(after: Mapping[URIRef, frozenset[Triple]]) -> frozenset[Quad]:
    return frozenset((*triple, graph) for graph, triples in after.items() for triple in triples)


def _lines(version: URIRef, wrong: list[Result]) -> Iterator[Message]:
    for one in wrong:
        node = str(one.focus).removeprefix(f"{version}/")
        message, code = one.shape.message, one.shape.code
        yield Message(ru=f"{node}: {message.ru} ({code})", en=f"{node}: {message.en} ({code})")


def _held(reading: Reading, graph: URIRef) -> frozenset[Quad]:
    return frozenset((*triple, graph) for triple in reading.graph(graph))
