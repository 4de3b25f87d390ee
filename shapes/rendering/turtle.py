"""The report as Turtle: a `sh:ValidationReport` a file, in the terms in which the store keeps one."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef

from ...ontology.terms import PREFIXES, PROV, PS, RDF, RDFS, SH
from ..report import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib.term import Node

    from ...errors import Message
    from ..report import FileReport, Finding, Spot

    Triple = tuple[Node, Node, Node]

_SEVERITIES = {Level.VIOLATION: SH.Violation, Level.WARNING: SH.Warning, Level.INFO: SH.Info}
# What the loader says of a document is no result of a shape; these are the words of ps:severity.
_OWN_SEVERITIES = {Level.VIOLATION: "error", Level.WARNING: "warning", Level.INFO: "note", Level.REPAIR: "repair"}
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]*')


def to_turtle(reports: Iterable[FileReport]) -> str:
    """Return the reports as one Turtle document; equal reports give equal documents."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for number, report in enumerate(reports, start=1):
        for triple in _report(report, f"file{number}"):
            graph.add(triple)
    return graph.serialize(format="turtle")


def _report(report: FileReport, file: str) -> Iterator[Triple]:
    # Zeros in the names of nodes make their order, which is that of the text, the order of findings and lines.
    node, source = BNode(file), BNode(f"{file}source")
    terms = _terms({one.term for one in report.findings if one.term})
    yield from _node(source, PS.SourceDocument, {PS.fileName: Literal(PurePath(report.name).name)})
    yield from _node(
        node,
        SH.ValidationReport,
        {
            RDFS.label: Literal(report.title, lang="ru") if report.title else Literal(report.name),
            SH.conforms: Literal(report.conforms),
            PROV.wasDerivedFrom: source,
            PS.concerns: _iri(report.version),
        },
    )
    if report.refusal:
        yield from _diagnostic(BNode(f"{file}refusal"), Level.VIOLATION, report.refusal)
        yield BNode(f"{file}refusal"), PROV.wasDerivedFrom, source
    for number, finding in enumerate(report.findings, start=1):
        one = BNode(f"{file}finding{number:06}")
        if finding.shape:
            yield node, SH.result, one
            yield from _result(one, finding, terms)
        else:
            yield from _diagnostic(one, finding.level, finding.message, finding.code)
        if report.version:
            yield one, PS.concerns, URIRef(report.version)
        yield from _places(one, source, finding.spots, file)


def _result(node: Node, finding: Finding, terms: Mapping[str, Node]) -> Iterator[Triple]:
    values = {
        SH.focusNode: _iri(finding.focus),
        SH.resultSeverity: _SEVERITIES[finding.level],
        SH.sourceShape: _iri(finding.shape),
        SH.sourceConstraintComponent: _iri(finding.component),
        SH.value: terms.get(finding.term or ""),
    }
    yield from _node(node, SH.ValidationResult, values)
    yield from _said(node, SH.resultMessage, finding.message)


def _diagnostic(node: Node, level: Level, message: Message, code: str | None = None) -> Iterator[Triple]:
    values = {
        PS.severity: Literal(_OWN_SEVERITIES[level]),
        PS.diagnosticCode: None if code is None else Literal(code),
    }
    yield from _node(node, PS.Diagnostic, values)
    yield from _said(node, PS.message, message)


def _places(node: Node, source: Node, spots: Iterable[Spot], file: str) -> Iterator[Triple]:
    for spot in spots:
        if not spot.first:
            continue
        fragment = BNode(f"{file}lines{spot.first:06}to{spot.last:06}part{spot.paragraph or 0}")
        yield node, PROV.wasDerivedFrom, fragment
        yield source, PS.hasFragment, fragment
        values = {
            PS.firstLine: Literal(spot.first),
            PS.lastLine: Literal(spot.last),
            PS.paragraph: None if spot.paragraph is None else Literal(spot.paragraph),
            PS.page: None if spot.page is None else Literal(spot.page),
        }
        yield from _node(fragment, PS.SourceFragment, values)


def _node(node: Node, kind: URIRef, values: Mapping[URIRef, Node | None]) -> Iterator[Triple]:
    yield node, RDF.type, kind
    for predicate, value in values.items():
        if value is not None:
            yield node, predicate, value


def _said(node: Node, predicate: URIRef, message: Message) -> Iterator[Triple]:
    yield node, predicate, Literal(message.ru, lang="ru")
    yield node, predicate, Literal(message.en, lang="en")


def _iri(text: str | None) -> Node | None:
    """Return the node that a text names; of a literal that shapes had for focus only the text is known."""
    if text is None:
        return None
    return URIRef(text) if _IRI.fullmatch(text) else Literal(text)


def _terms(written: Iterable[str]) -> Mapping[str, Node]:
    """Return the terms by how they are written; `rdflib.util.from_n3` would lose some escapes."""
    numbered = dict(enumerate(written))
    text = "".join(f"<urn:term:{number}> <urn:is> {term} .\n" for number, term in numbered.items())
    read = Graph().parse(data=text, format="turtle")
    return {numbered[int(str(term).rpartition(":")[2])]: value for term, value in read.subject_objects()}
