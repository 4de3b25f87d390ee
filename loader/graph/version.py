"""The triples of a version itself: order, activity, passages, developers, footnotes, source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology.terms import DCTERMS, ORG, PROV, PS
from ..model import NO_CODE
from .context import Context, derived, described, node, russian, statement
from .functions import generalized_triples
from .references import classifier_triples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from ...ontology.terms import Minter
    from ...store.protocol import Triple
    from ..classification import Classification
    from ..model import Developer, Footnote, MapEntry, Passage, Standard


_OF_ACTIVITY = frozenset({"activity", "activity-code"})


def version_iri(standard: Standard, minter: Minter) -> URIRef:
    """Return the IRI of the version: by its order, or by its text where the order is not known."""
    order = standard.order
    if order.number is None or order.date is None:
        return minter.version_of_unknown_order(standard.code, standard.document_text)
    return minter.version(standard.code, order.number, order.date)


def version_label(standard: Standard) -> str:
    """Return «16.020 Специалист …, приказ 620н от 08.09.2014»."""
    order, code = standard.order, "Без кода:" if standard.code == NO_CODE else standard.code
    if order.number is None or order.date is None:
        return f"{code} {standard.name}, приказ не указан"
    return f"{code} {standard.name}, приказ {order.number} от {order.date:%d.%m.%Y}"


def asserted(standard: Standard, version: URIRef, minter: Minter, classification: Classification) -> frozenset[Triple]:
    """Return every triple that the document asserts about its version."""
    return frozenset(_version(version_context(standard, version, minter, classification), standard))


def version_context(standard: Standard, version: URIRef, minter: Minter, classification: Classification) -> Context:
    """Return the context under which all triples of the version are made."""
    footnotes = frozenset(footnote.number for footnote in standard.footnotes)
    return Context(minter, version, minter.source(standard.source.sha256), classification, footnotes, standard.source)


def _version(context: Context, standard: Standard) -> Iterator[Triple]:
    order, minter, version = standard.order, context.minter, context.version
    act = None
    if order.issuer and order.number and order.date:
        act = minter.act(order.issuer, order.number, order.date)
    yield from node(
        version,
        PS.StandardVersion,
        version_label(standard),
        {
            PS.code: standard.code,
            PS.name: russian(standard.name),
            PS.isVersionOf: minter.standard(standard.code),
            PS.approvedBy: act,
            PS.orderNumber: order.number,
            PS.orderDate: order.date,
            PS.registeredAs: order.registration_number,
            PS.registrationDate: order.registration_date,
            PS.statedValidFrom: order.valid_from,
            PS.statedValidTo: order.valid_to,
            PS.notedValidFrom: order.noted_from,
            PS.notedValidTo: order.noted_to,
            PS.revokes: tuple(minter.act(act.issuer, act.number, act.date) for act in order.revokes),
            PS.signatory: order.signatory,
            PS.signatoryPosition: russian(order.signatory_position) if order.signatory_position else None,
            PS.purpose: russian(standard.purpose) if standard.purpose else None,
            DCTERMS.title: russian(order.title) if order.title else None,
            PROV.wasDerivedFrom: context.source,
        },
    )
    yield from _activity(context, standard)
    yield from _source(context, standard)
    for number, passage in enumerate(standard.passages, start=1):
        yield from _passage(context, number, passage)
    for number, entry in enumerate(standard.unmatched, start=1):
        yield from _map_entry(context, number, entry)
    for footnote in standard.footnotes:
        yield from _footnote(context, footnote)
    for number, developer in enumerate(standard.developers, start=1):
        yield from _developer(context, number, developer)
    for reference in standard.section_one:
        yield from classifier_triples(context, version, reference)
    for position, function in enumerate(standard.functions, start=1):
        yield from generalized_triples(context, position, function)


def _activity(context: Context, standard: Standard) -> Iterator[Triple]:
    iri = context.minter.activity(context.version)
    name = standard.activity
    yield context.version, PS.describesActivity, iri
    yield from node(
        iri,
        PS.ProfessionalActivity,
        f"{standard.code} {name or standard.name}",
        {
            PS.code: standard.code,
            PS.codeAsWritten: standard.code_as_written or None,
            PS.name: russian(name) if name else None,
            PS.activityArea: standard.code[:2],
        },
    )
    yield from derived(context, iri, (one.place for one in standard.passages if one.group in _OF_ACTIVITY))


def source_text(context: Context, standard: Standard) -> frozenset[Triple]:
    """Return the text that the version was read from; in a graph of its own, for it is long."""
    return frozenset({(context.source, PS.documentText, russian(standard.document_text))})


def _source(context: Context, standard: Standard) -> Iterator[Triple]:
    source = standard.source
    yield from node(
        context.source,
        PS.SourceDocument,
        source.name,
        {
            PS.fileName: source.name,
            PS.digest: source.sha256,
            PS.byteCount: source.byte_count,
            PS.lineCount: source.line_count,
            PS.encoding: source.encoding,
            PS.provider: russian(source.provider) if source.provider else None,
            PS.savedOn: source.saved_on,
        },
    )


def _passage(context: Context, number: int, passage: Passage) -> Iterator[Triple]:
    iri = context.minter.part(context.version, "passage", number)
    yield context.version, PS.hasPassage, iri
    yield from statement(context, iri, PS.Passage, passage.group, number, passage.text, passage.place)
    for act in passage.cites:
        yield iri, PS.cites, context.minter.act(act.issuer, act.number, act.date)
    if passage.cited_point and passage.cites:
        yield iri, PS.citedPoint, russian(passage.cited_point)


def _map_entry(context: Context, number: int, entry: MapEntry) -> Iterator[Triple]:
    iri = context.minter.part(context.version, "map-entry", number)
    level = entry.level_as_written or entry.level
    is_particular = "/" in entry.code.normal
    named = (entry.name, entry.code.as_written) if is_particular else (entry.code.as_written, entry.name)
    text = " ".join(str(part) for part in (*named, level) if part)
    yield context.version, PS.hasPassage, iri
    yield from statement(context, iri, PS.UnmatchedMapEntry, "map-entry", number, text, entry.place)
    yield from described(
        iri,
        {
            PS.code: entry.code.normal,
            PS.codeAsWritten: entry.code.as_written,
            PS.name: russian(entry.name),
        },
    )


def _footnote(context: Context, footnote: Footnote) -> Iterator[Triple]:
    iri = context.minter.part(context.version, "footnote", footnote.number)
    yield context.version, PS.hasFootnote, iri
    yield from statement(context, iri, PS.Footnote, "footnote", footnote.number, footnote.text, footnote.place)
    yield from derived(context, iri, (marker.place for marker in footnote.markers))
    for act in footnote.cites:
        yield iri, PS.cites, context.minter.act(act.issuer, act.number, act.date)


def _developer(context: Context, number: int, developer: Developer) -> Iterator[Triple]:
    iri = context.minter.part(context.version, "developer", number)
    yield context.version, PS.hasDeveloper, iri
    yield from node(
        iri,
        PS.DeveloperRole,
        developer.name,
        {
            PS.name: russian(developer.name),
            PS.position: developer.ordinal,
            ORG.role: PS.ResponsibleDeveloper if developer.responsible else PS.CoDeveloper,
            ORG.organization: context.minter.organization(developer.name),
            PS.headPosition: russian(developer.head_position) if developer.head_position else None,
            PS.headName: russian(developer.head_name) if developer.head_name else None,
        },
    )
    yield from derived(context, iri, (developer.place,))
