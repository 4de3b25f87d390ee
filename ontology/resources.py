"""The ontology, alignments, classifiers and rules that come with the program, read from its package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
from rdflib import Graph, URIRef

from ..settings import BASE
from .terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from .terms import Minter

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_HERE = resources.files(__package__)
_ITEMS = """
SELECT ?classifier ?edition ?status ?item ?code ?name ?from ?to ?education {
  ?item a ps:ClassifierItem ; skos:notation ?code ; skos:prefLabel ?name ; skos:inScheme ?edition .
  ?edition ps:classifier ?classifier ; ps:editionStatus ?status .
  OPTIONAL { ?edition ps:validFrom ?from }
  OPTIONAL { ?edition ps:validTo ?to }
  OPTIONAL { ?item ps:educationLevel ?education }
  FILTER(lang(?name) = "ru")
} ORDER BY ?item"""


@dataclass(frozen=True)
class KnownItem:
    """A code with its Russian name in one edition of a classifier; the edition's status, first and last day.

    An imported item may have no Russian name but one of another language: its name is empty then.
    `education` is the level of education that a speciality belongs to, where it belongs to one alone. An imported item
    may be of a whole list, so that what the edition lacks is known as well; one of the package was compared with the
    other editions by hand.
    """

    classifier: str
    edition: URIRef
    edition_status: str
    item: URIRef
    code: str
    name: str
    valid_from: date | None
    valid_to: date | None
    education: str | None = None
    is_imported: bool = False
    is_of_whole: bool = False
    is_compared: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return how standards write the code: a speciality of ОК 009-2016 is also written without its area."""
        is_of_area = self.classifier == "okso" and self.code.count(".") == 3
        return (self.code, self.code[2:]) if is_of_area else (self.code,)

    def in_force_on(self, day: date) -> bool:
        """Tell whether the edition is in force on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def static_graphs(minter: Minter) -> dict[URIRef, tuple[ox.Triple, ...]]:
    """Return the graphs that every store holds: the ontology, the alignments, the classifiers."""
    files = {"ontology": _HERE / "profgraph.ttl"}
    files |= _alignment_files()
    files |= _edition_files()
    files |= {f"correspondence/{_stem(file)}": file for file in _folder("correspondences", ".ttl")}
    return {minter.graph(name): _triples(file, minter) for name, file in files.items()}


def alignment_graphs() -> list[str]:
    """Return the names of the graphs of alignments, as `alignment/ctdl`, in their order."""
    return sorted(_alignment_files())


def packaged_subjects(minter: Minter, edition: URIRef) -> frozenset[ox.NamedNode]:
    """Return what the package describes of an edition: the edition itself and its items."""
    name = str(edition).removeprefix(f"{minter.base}classifier/")
    file = _edition_files().get(f"classifier/{name}")
    subjects = (triple.subject for triple in _triples(file, minter)) if file else ()
    return frozenset(one for one in subjects if isinstance(one, ox.NamedNode))


@cache
def classifier_items(minter: Minter) -> tuple[KnownItem, ...]:
    """Return the items of all editions, which a standard's references are compared with."""
    store = ox.Store()
    for file in _classifier_files().values():
        store.extend(ox.Quad(*triple) for triple in _triples(file, minter))
    prefixes = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    solutions = cast("ox.QuerySolutions", store.query(_ITEMS, prefixes=prefixes))
    return tuple(_known_item(solution) for solution in solutions)


def ontology_graph() -> Graph:
    """Return the ontology as a graph of its own."""
    return Graph().parse(data=ontology_bytes(), format="turtle")


def ontology_bytes() -> bytes:
    """Return the ontology as it is written, in Turtle."""
    return (_HERE / "profgraph.ttl").read_bytes()


def rules() -> tuple[tuple[str, str], ...]:
    """Return the inference rules as pairs of file name and text, in the order of their names."""
    return tuple((file.name, file.read_text("utf-8")) for file in _folder("rules", ".rq"))


def mapping_rules() -> tuple[tuple[str, str], ...]:
    """Return the rules that say in our vocabulary what a mapping lets a graph of others say, as `rules` does."""
    return tuple((file.name, file.read_text("utf-8")) for file in _folder("mapping", ".rq"))


def _classifier_files() -> dict[str, Traversable]:
    return {_edition_name(file): file for file in _folder("classifiers", ".ttl")}


def _alignment_files() -> dict[str, Traversable]:
    return {f"alignment/{_stem(file)}": file for file in _folder("alignment", ".ttl")}


def _edition_files() -> dict[str, Traversable]:
    """Return the files of all editions: those that standards name, and those that crosswalks lead to."""
    return _classifier_files() | {_edition_name(file): file for file in _folder("international", ".ttl")}


def _edition_name(file: Traversable) -> str:
    return "/".join(["classifier", *_stem(file).rsplit("-", 1)])


def _folder(name: str, suffix: str) -> list[Traversable]:
    files = (file for file in (_HERE / name).iterdir() if file.name.endswith(suffix))
    return sorted(files, key=lambda file: file.name)


def _stem(file: Traversable) -> str:
    return file.name.rpartition(".")[0]


def _triples(file: Traversable, minter: Minter) -> tuple[ox.Triple, ...]:
    # Canonical labels are the same in every run; the file's name keeps two graphs from sharing a blank node.
    dataset: Iterable[ox.Quad] = list(ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE))
    if any(ox.BlankNode in map(type, quad.triple) for quad in dataset):
        dataset = ox.Dataset(dataset)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    elif minter.base == BASE:
        # As they are in the file: most files, and most of the time that reading takes.
        return tuple(sorted({quad.triple for quad in dataset}, key=str))
    parts = ([_placed(term, _stem(file), minter) for term in quad.triple] for quad in dataset)
    triples = (ox.Triple(*part) for part in parts)  # type: ignore[arg-type]  # terms keep their kinds
    return tuple(sorted(triples, key=str))


def _placed(term: Term, stem: str, minter: Minter) -> Term:
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{stem}-{term.value}")
    if isinstance(term, ox.NamedNode) and term.value.startswith(BASE):
        return ox.NamedNode(minter.base + term.value.removeprefix(BASE))
    return term


def _known_item(solution: ox.QuerySolution) -> KnownItem:
    return KnownItem(
        classifier=solution["classifier"].value,
        edition=URIRef(solution["edition"].value),
        edition_status=solution["status"].value,
        item=URIRef(solution["item"].value),
        code=solution["code"].value,
        name=solution["name"].value,
        valid_from=_day(solution["from"]),
        valid_to=_day(solution["to"]),
        education=solution["education"].value if solution["education"] else None,
    )


def _day(value: ox.Literal | None) -> date | None:
    return date.fromisoformat(value.value) if value else None
