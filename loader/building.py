"""From the bytes of a file to a version with its graphs, what was found in it, and what the shapes say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..shapes.validation import validated
from .classification import Classification
from .diagnostics import diagnose
from .editions import identified, is_of_unknown_order
from .future import to_come
from .graph.report import report
from .graph.version import asserted, source_text, version_context, version_iri
from .inference import inferred
from .known import of_package
from .places import Places
from .recognition.recogniser import in_document_order, recognise
from .sources.choice import read_document
from .versions import VersionGraphs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rdflib import URIRef

    from ..ontology.terms import Minter
    from ..shapes.validation import Checks, Result
    from .diagnostics import Diagnostic
    from .known import Known
    from .model import Standard


@dataclass(frozen=True)
class Built:
    """A standard that was read, what was found meanwhile, its graphs, and what the shapes say of them.

    `passing` is what is doubted on the day of the reading, and is not stored.
    """

    standard: Standard
    diagnostics: tuple[Diagnostic, ...]
    results: tuple[Result, ...]
    graphs: VersionGraphs
    passing: tuple[Diagnostic, ...] = ()


def build(
    data: bytes,
    name: str,
    minter: Minter,
    *,
    version: str | None = None,
    known_as: Iterable[str] = (),
    checks: Checks | None = None,
    known: Known | None = None,
    draft: bool = False,
    today: date | None = None,
) -> Built:
    """Return the standard in `data` with its graphs; raise `SourceError` or `RefusedError`.

    `version` names the edition that the document is a reading of; `known_as` are names under which the same bytes
    were loaded before: the smallest of all names stays; `checks` are the shapes to run instead of the bundled ones;
    `known` are the items of classifiers, if others than those of the package; a `draft` may lack the code of its
    activity; an order that is dated after `today`, if that is given, is doubted.
    """
    recognised = recognise(read_document(data, name), draft=draft)
    standard = _named_alike(identified(recognised.standard, version, name, minter), known_as)
    known = known or of_package(minter)
    classification = Classification(known, standard.order.date)
    iri = version_iri(standard, minter)
    if version and is_of_unknown_order(iri):
        iri = minter.version_named(standard.code, version)
    diagnostics = in_document_order(
        [
            *recognised.diagnostics,
            *_order_given(recognised.standard, iri, version),
        ]
    )
    stated = asserted(standard, iri, minter, classification)
    concluded = inferred(stated)
    results = validated(stated | concluded, known.near(stated), checks)
    places = Places(stated, standard.document_text)
    context = version_context(standard, iri, minter, classification)
    reported = report(context, diagnostics, results, places)
    text = source_text(context, standard)
    graphs = VersionGraphs(iri, {"asserted": stated, "inferred": concluded, "report": reported, "source": text})
    return Built(standard, diagnostics, results, graphs, to_come(standard, today))


def _named_alike(standard: Standard, known_as: Iterable[str]) -> Standard:
    source = standard.source
    return replace(standard, source=replace(source, name=min([source.name, *known_as])))


def _order_given(standard: Standard, iri: URIRef, given: str | None) -> list[Diagnostic]:
    """Return the note that a person, and not the document, says which order it is."""
    if given is None or (standard.order.number and standard.order.date):
        return []
    return [diagnose("order-given", None, version=iri.rpartition("/")[2])]
