"""A crosswalk as a mapping set of SSSOM/TSV: metadata in YAML, one mapping a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ..ontology.terms import SEMAPV, SKOS
from .crosswalks import links, terms_of

if TYPE_CHECKING:
    from rdflib import URIRef

    from ..ontology.terms import Minter
    from ..store.protocol import Store

_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "comment",
)
_SSSOM_VERSION = "1.0"
_TEXT = "tag:yaml.org,2002:str"


class _Quoted(str):
    """A text that another reader of YAML may take for a number: 08."""

    __slots__ = ()


def sssom_text(store: Store, source: URIRef, target: URIRef, minter: Minter) -> str:
    """Return the crosswalk from one edition to another as SSSOM/TSV; raise `UnknownNameError` where there is none."""
    crosswalk = minter.correspondence(source, target)
    found = links(store, crosswalk, "en").rows
    subject, other = minter.edition_word(source), minter.edition_word(target)
    written = io.StringIO(newline="")
    written.write(_metadata(store, crosswalk, {subject: source, other: target}, minter))
    table = csv.writer(written, delimiter="\t", lineterminator="\n")
    table.writerow(_COLUMNS)
    for code, name, relation, its_code, its_name, confidence, ground, why in found:
        table.writerow(
            (
                f"{subject}:{code}",
                _said(name),
                f"skos:{relation}",
                f"{other}:{its_code}",
                _said(its_name),
                f"semapv:{ground}",
                confidence,
                _said(why),
            )
        )
    return written.getvalue()


def _metadata(store: Store, crosswalk: URIRef, ends: dict[str, URIRef], minter: Minter) -> str:
    import yaml

    given, origin = terms_of(store, crosswalk)
    (subject, source), (other, target) = ends.items()
    told = {
        "sssom_version": _SSSOM_VERSION,
        "curie_map": {
            "profgraph": minter.base,
            "semapv": str(SEMAPV),
            "skos": str(SKOS),
            subject: f"{source}/",
            other: f"{target}/",
        },
        "mapping_set_id": str(crosswalk),
        "mapping_set_title": f"{subject} to {other}",
        "license": given,
        "subject_source": f"profgraph:{source.removeprefix(minter.base)}",
        "subject_source_version": _Quoted(subject.rpartition("-")[2]),
        "object_source": f"profgraph:{target.removeprefix(minter.base)}",
        "object_source_version": _Quoted(other.rpartition("-")[2]),
        "comment": origin,
    }

    class Dumper(yaml.SafeDumper):  # type: ignore[misc]  # yaml ships no types
        """Writes as `yaml.safe_dump` does, and versions in quotes."""

    Dumper.add_representer(_Quoted, lambda dumper, said: dumper.represent_scalar(_TEXT, said, style="'"))
    given_only = {key: value for key, value in told.items() if value}
    text = yaml.dump(given_only, Dumper=Dumper, sort_keys=False, width=1000, allow_unicode=True)
    return "".join(f"# {line}\n" for line in text.splitlines())


def _said(term: object) -> str:
    return "" if term is None else str(term)
