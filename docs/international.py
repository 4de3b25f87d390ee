"""Makes what the package carries of ISCO and ESCO from their tables: python docs/international.py FOLDER.

FOLDER has isco88.csv, isco08.csv, isco08-isco88.csv and the index of titles of the ILO, and the groups and occupations
of ESCO 1.1.1. Only that is kept to which the ОКЗ codes of the package lead, with the items above it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from profgraph.errors import Message
from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.classifiers.skos import edition_triples
from profgraph.loader.classifiers.tables import rows
from profgraph.loader.crosswalks.derived import links_of
from profgraph.loader.crosswalks.pairs import read_pairs
from profgraph.loader.crosswalks.weighing import weighed
from profgraph.loader.crosswalks.xkos import CC0, crosswalk_triples
from profgraph.loader.importing import Asked, read_edition, source_of
from profgraph.ontology.resources import classifier_items
from profgraph.ontology.terms import DCTERMS, PREFIXES, SEMAPV, SSSOM, Minter
from profgraph.settings import BASE
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from profgraph.loader.classifiers.editions import Edition
    from profgraph.loader.classifiers.items import Item
    from profgraph.loader.crosswalks.mapping import Mapping
    from profgraph.store.protocol import Triple
    from rdflib import URIRef

ONTOLOGY = Path(__file__).parent.parent / "ontology"
MINTER = Minter(BASE)
OLD, NEW, ISCO_88, ISCO_08, GROUPS, OCCUPATIONS = map(
    edition_named, ("okz-1993", "okz-2014", "isco-88", "isco-08", "esco-groups-1.1.1", "esco-occupations-1.1.1")
)
_TABLES = {
    ISCO_88.title: "isco88.csv",
    ISCO_08.title: "isco08.csv",
    GROUPS.title: "esco111-isco-groups.csv",
    OCCUPATIONS.title: "esco111-occupations.csv",
}
_CORRESPONDENCE, _INDEX = "isco08-isco88.csv", "isco08-isco88-title-index.csv"
_OKZ = {OLD.title: "ОКЗ, ОК 010-93", NEW.title: "ОКЗ, ОК 010-2014"}
_UNIT = 4  # digits of a code that standards name
_ILO = Message(ru="Таблицы МОТ", en="Tables of the ILO")
_ESCO = Message(
    ru="Классификация ESCO Европейской комиссии, версия 1.1.1",
    en="The ESCO classification of the European Commission, version 1.1.1",
)
_FOLLOWS = Message(ru="Следует из кодов позиций пакета", en="Follows from the codes of the items of the package")


def carried(folder: Path) -> dict[str, str]:
    """Return the files that the package carries, by their names under `ontology`."""
    editions = {one.title: one for one in (ISCO_88, ISCO_08, GROUPS, OCCUPATIONS)}
    items = {name: read_edition(folder / file, editions[name], Asked()).items for name, file in _TABLES.items()}
    old, new = _package_codes("1993"), _package_codes("2014")
    table, titles = (
        read_pairs(rows(folder / name), (ISCO_88, ISCO_08), name, {}, repeated=name == _INDEX, partial=False)
        for name in (_CORRESPONDENCE, _INDEX)
    )
    split = [
        one
        for one in weighed(table.pairs, titles.pairs, (ISCO_88, ISCO_08), unofficial=False)
        if one.source in old and len(one.source) == _UNIT
    ]
    reached = frozenset(one.target for one in split)
    kept = {
        ISCO_88.title: old,
        ISCO_08.title: _with_above(new | reached, ISCO_08),
        GROUPS.title: _with_above(new | reached, GROUPS),
        OCCUPATIONS.title: frozenset(
            one.code for one in items[OCCUPATIONS.title] if one.code.partition(".")[0] in reached
        ),
    }
    files = {
        f"international/{name}.ttl": _edition(editions[name], [one for one in of if one.code in kept[name]])
        for name, of in items.items()
    }
    told = [_ILO, *(source_of(folder / name) for name in (_CORRESPONDENCE, _INDEX))]
    origin = Message(ru=". ".join(one.ru for one in told), en=". ".join(one.en for one in told))
    files |= _crosswalk(ISCO_88, ISCO_08, split, origin)
    codes = kept | {OLD.title: old, NEW.title: new}
    for source, target in ((OLD, ISCO_88), (NEW, ISCO_08), (ISCO_08, GROUPS), (GROUPS, OCCUPATIONS)):
        links = links_of(source, target)
        assert links is not None  # noqa: S101  (a pair that follows from codes)
        files |= _crosswalk(source, target, links(codes[source.title], codes[target.title]), _FOLLOWS)
    return files


def _package_codes(edition: str) -> frozenset[str]:
    wanted = MINTER.edition("okz", edition)
    return frozenset(one.code for one in classifier_items(MINTER) if one.edition == wanted)


def _with_above(codes: Iterable[str], edition: Edition) -> frozenset[str]:
    return frozenset(above for code in codes for above in (code, *edition.structure.above(code)))


def _edition(edition: Edition, items: list[Item]) -> str:
    source = _ESCO if edition.kind.startswith("esco") else _ILO
    return _turtle(edition_triples(edition, items, source, MINTER, partial=False))


def _crosswalk(source: Edition, target: Edition, links: Iterable[Mapping], origin: Message) -> dict[str, str]:
    ends = (MINTER.edition(source.kind, source.name), MINTER.edition(target.kind, target.name))
    return {f"correspondences/{source.title}-{target.title}.ttl": _turtle(_links(source, target, ends, links, origin))}


def _links(
    source: Edition, target: Edition, ends: tuple[URIRef, URIRef], links: Iterable[Mapping], origin: Message
) -> Iterator[Triple]:
    yield from crosswalk_triples(ends, (_label(source), _label(target)), links, origin, MINTER)
    yield MINTER.correspondence(*ends), DCTERMS.license, CC0


def _label(edition: Edition) -> str:
    return edition.described.label.ru if edition.described else _OKZ[edition.title]


def _turtle(triples: Iterable[Triple]) -> str:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (PREFIXES | {"sssom": SSSOM, "semapv": SEMAPV}).items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(triple)
    return "# Made by docs/international.py.\n\n" + graph.serialize(format="turtle").strip() + "\n"


if __name__ == "__main__":
    for name, text in carried(Path(sys.argv[1])).items():
        (ONTOLOGY / name).write_text(text, encoding="utf-8")
