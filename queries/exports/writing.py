"""Writes the store, or one edition, in a format that `profgraph export --format` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import UsageError
from ...ontology.terms import Minter
from ..catalogue import question, text_about
from ..csvw import write_tables
from ..export import PACKED, SUFFIXES, write_quads
from ..parameters import loaded_versions, resolve_standard
from ..workbook import xlsx
from .case.package import write_case
from .ctdl import write_ctdl
from .esco import to_esco
from .mappings import write_sssom
from .reading import edition
from .skos import to_skos
from .triples import OF_ESCO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    import pyoxigraph as ox
    from rdflib import URIRef

    from ...errors import Language
    from ...store.embedded import EmbeddedStore
    from .edition import Edition

# How the names of their files end; what ends otherwise, and as no format does, is a matter of taste.
NAMED_FORMATS = {
    "esco": (".ttl",),
    "ctdl": (".jsonld", ".json"),
    "case": (".json",),
    "skos": (".ttl",),
    "sssom": (".tsv",),
    "csvw": (".zip",),
    "xlsx": (".xlsx",),
}
CURRICULUM = "function-items"
# Formats of others, which these are not.
_STRANGERS = (".rdf", ".xml", ".xls", ".ods", ".html", ".txt")
# These are packed already.
_PACKED = ("csvw", "xlsx")


def refuse_other_ending(form: str, suffix: str, *, is_packed: bool = False) -> None:
    """Raise `UsageError` where the name of a file promises another format than it would get."""
    promised = {*SUFFIXES, *_STRANGERS, *(one for endings in NAMED_FORMATS.values() for one in endings)}
    is_other = suffix in promised and suffix not in NAMED_FORMATS[form]
    if is_other or (is_packed and form in _PACKED):
        said, endings = f"{suffix}{PACKED if is_packed else ''}", ", ".join(NAMED_FORMATS[form])
        raise UsageError(
            ru=f"--format {form}: от файла с окончанием «{said}» ждут другого; назовите его с окончанием {endings}",
            en=f"--format {form}: a file that ends with {said!r} promises something else; let it end with {endings}",
        )


def write_named(
    store: EmbeddedStore,
    form: str,
    standard: str | None,
    output: BinaryIO,
    *,
    lang: Language,
    scratch: Path | None = None,
) -> None:
    """Write all editions, or the one that `standard` means; a package of CASE holds one, and raises on several.

    What does not fit in memory waits in the folder `scratch`. Raise `UnknownNameError` where nothing is loaded.
    """
    minter = Minter(store.base)
    one = resolve_standard(store, standard) if standard or form == "case" else None
    if one is None and not loaded_versions(store):
        resolve_standard(store, None)
    if form in {"csvw", "xlsx"}:
        _write_table(store, form, one, output, lang)
    elif form == "sssom":
        write_sssom(store, edition(store, one) if one else None, minter, output)
    elif form == "ctdl":
        write_ctdl(_editions(store, one), output)
    elif form == "case" and one:
        write_case(edition(store, one), minter, output)
    else:
        quads = _esco(_editions(store, one)) if form == "esco" else _skos(_editions(store, one), minter)
        write_quads(quads, ".ttl", output, scratch, OF_ESCO)


def _editions(store: EmbeddedStore, one: URIRef | None) -> Iterator[Edition]:
    """Yield the editions one by one: never more than one is in memory."""
    for iri in [one] if one else [version.iri for version in loaded_versions(store)]:
        yield edition(store, iri)


def _esco(editions: Iterable[Edition]) -> Iterator[ox.Quad]:
    for one in editions:
        yield from to_esco(one)


def _skos(editions: Iterable[Edition], minter: Minter) -> Iterator[ox.Quad]:
    for one in editions:
        yield from to_skos(one, minter)


def _write_table(store: EmbeddedStore, form: str, one: URIRef | None, output: BinaryIO, lang: Language) -> None:
    asked = question(CURRICULUM)
    text = text_about(asked, one, store, lang)
    if form == "csvw":
        write_tables(store, {CURRICULUM: text}, output)
    else:
        output.write(xlsx(store.query(text), asked.columns, lang))
