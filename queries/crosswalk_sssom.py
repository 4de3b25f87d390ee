"""One crosswalk as a mapping set of SSSOM/TSV."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ..loader.sssom.slots import MappingRow, MappingSet
from ..loader.sssom.writing import to_sssom
from ..ontology.terms import SEMAPV, SKOS
from .crosswalks import links, terms_of

if TYPE_CHECKING:
    from rdflib import URIRef

    from ..ontology.terms import Minter
    from ..store.protocol import Store


def sssom_text(store: Store, source: URIRef, target: URIRef, minter: Minter) -> str:
    """Return the crosswalk from one edition to another as SSSOM/TSV; raise `UnknownNameError` where there is none."""
    crosswalk = minter.correspondence(source, target)
    rows = [
        MappingRow(
            subject_id=f"{source}/{code}",
            predicate_id=f"{SKOS}{relation}",
            object_id=f"{target}/{its_code}",
            mapping_justification=f"{SEMAPV}{ground}",
            subject_label=_said(name),
            object_label=_said(its_name),
            confidence=Decimal(str(confidence)),
            comment=_said(why),
        )
        for code, name, relation, its_code, its_name, confidence, ground, why in links(store, crosswalk, "en").rows
    ]
    subject, other = minter.edition_word(source), minter.edition_word(target)
    given, origin = terms_of(store, crosswalk)
    about = MappingSet(
        mapping_set_id=str(crosswalk),
        license=given,
        mapping_set_title=f"{subject} to {other}",
        subject_source=str(source),
        subject_source_version=subject.rpartition("-")[2],
        object_source=str(target),
        object_source_version=other.rpartition("-")[2],
        comment=origin,
    )
    prefixes = {"profgraph": minter.base, subject: f"{source}/", other: f"{target}/"}
    return "".join(to_sssom(about, rows, prefixes))


def _said(term: object) -> str:
    return "" if term is None else str(term)
