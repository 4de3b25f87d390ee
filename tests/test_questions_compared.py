"""Questions that compare are counted anew in Python, over what the editions state, and follow what people decide."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.concepts.deciding import decide
from profgraph.loader.concepts.matches import Match, ordered
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.ontology.terms import PS, Minter, meaning
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.queries.parameters import loaded_versions
from profgraph.settings import BASE
from profgraph.store.convert import from_ox_triple
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from rdflib.term import Node, URIRef

SHARED = os.environ.get("PROFGRAPH_SHARED")
needs_corpus = pytest.mark.skipif(not SHARED, reason="PROFGRAPH_SHARED names no folder of real cards")
CARDS = ("06.001-424n-2022.xml", "06.035-44n-2017.xml")
GARDENERS = [Path(__file__).parent / "standards" / f"{name}.txt" for name in ("broken-references", "kindred")]
MINTER = Minter(BASE)
KINDS: dict[str, tuple[URIRef, URIRef | None]] = {
    "action": (PS.statesAction, None),
    "skill": (PS.statesSkill, PS.inheritsSkillsFrom),
    "knowledge": (PS.statesKnowledge, PS.inheritsKnowledgeFrom),
}
ORDER = [*KINDS]

# What is needed, as its kind and what its text means, and how it is spelled.
Needs = dict[tuple[str, str], set[str]]


@dataclass(frozen=True)
class Function:
    """A particular function, and what it needs with all that it inherits."""

    standard: str
    code: str
    level: int
    needs: Needs


def functions_of(graph: Graph, standard: str) -> Iterator[Function]:
    for function in graph.objects(None, PS.hasParticularFunction):
        code, level = str(graph.value(function, PS.code)), int(str(graph.value(function, PS.level)))
        yield Function(standard, code, level, needs_of(graph, function))


def needs_of(graph: Graph, function: Node) -> Needs:
    needs: Needs = {}
    for kind, (states, inherits) in KINDS.items():
        for source in reached(graph, function, inherits):
            for statement in graph.objects(source, states):
                text = str(graph.value(statement, PS.verbatimText))
                needs.setdefault((kind, meaning(text)), set()).add(text)
    return needs


def reached(graph: Graph, function: Node, inherits: URIRef | None) -> set[Node]:
    found, waiting = {function}, [function]
    while waiting and inherits is not None:
        further = set(graph.objects(waiting.pop(), inherits)) - found
        found |= further
        waiting += further
    return found


def united(functions: Iterable[Function]) -> Needs:
    needs: Needs = {}
    for function in functions:
        for key, spellings in function.needs.items():
            needs.setdefault(key, set()).update(spellings)
    return needs


def fill(folder: Path, files: Iterable[Path | Traversable]) -> None:
    with Writer.open(folder) as writer:
        assert {type(one) for one in load(files, writer)} == {Loaded}
        writer.publish()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Yield a store with three real standards."""
    folder = tmp_path_factory.mktemp("cards") / "store"
    fill(folder, [bundled(), *(Path(str(SHARED), "corpus", "registry-xml", name) for name in CARDS)])
    with EmbeddedStore(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def functions(store: EmbeddedStore) -> list[Function]:
    """Return all particular functions, from the asserted triples alone."""
    found: list[Function] = []
    for version in loaded_versions(store):
        graph = Graph()
        for quad in store.quads([MINTER.graph("asserted", version.iri)]):
            graph.add(from_ox_triple(quad.triple))
        found += functions_of(graph, version.code)
    return found


def answer(store: EmbeddedStore, name: str, columns: str, **arguments: str) -> list[tuple[str, ...]]:
    table = table_of(store.query(bound_text(catalogue()[name], arguments, store)))
    places = [table.variables.index(column) for column in columns.split()]
    return [tuple(str(row[place]) for place in places) for row in table.rows]


def rounded(share: float, digits: int) -> str:
    return f"{share + 1e-9:.{digits}f}".rstrip("0").rstrip(".")


def by_standard(functions: list[Function]) -> dict[str, list[Function]]:
    return {
        code: [one for one in functions if one.standard == code] for code in sorted({f.standard for f in functions})
    }


@needs_corpus
def test_what_each_level_adds(store: EmbeddedStore, functions: list[Function]) -> None:
    expected = []
    for code, own in by_standard(functions).items():
        for (kind, folded), spellings in united(own).items():
            needing = [one for one in own if (kind, folded) in one.needs]
            expected.append((code, min(one.level for one in needing), ORDER.index(kind), min(spellings), len(needing)))
    rows = [(code, str(level), ORDER[kind], text, str(count)) for code, level, kind, text, count in sorted(expected)]
    assert len(rows) > 500
    assert answer(store, "added-by-level", "standardCode added kind text functions") == rows
    sixth = [row for row in rows if row[1] == "6"]
    assert answer(store, "added-by-level", "standardCode added kind text functions", level="6") == sixth


@needs_corpus
def test_what_only_one_standard_requires(store: EmbeddedStore, functions: list[Function]) -> None:
    expected = []
    for code, own in by_standard(functions).items():
        others = united(one for one in functions if one.standard != code)
        for (kind, folded), spellings in united(own).items():
            if kind != "action" and (kind, folded) not in others:
                count = sum((kind, folded) in one.needs for one in own)
                expected.append((code, ORDER.index(kind), min(spellings), count))
    rows = [(code, ORDER[kind], text, str(count)) for code, kind, text, count in sorted(expected)]
    assert len(rows) > 300
    assert answer(store, "only-here", "standardCode kind text functions") == rows


@needs_corpus
def test_how_alike_standards_are(store: EmbeddedStore, functions: list[Function]) -> None:
    needs = {code: set(united(own)) for code, own in by_standard(functions).items()}
    rows = [
        (one, other, *map(str, (len(mine & theirs), len(mine), len(theirs))), rounded(jaccard(mine, theirs), 3))
        for one, mine in needs.items()
        for other, theirs in needs.items()
        if one != other and mine & theirs
    ]
    rows.sort(key=lambda row: (-float(row[5]), -int(row[2]), row[0], row[1]))
    pairs = [row for row in rows if row[0] < row[1]]
    assert 0 < len(pairs) < len(rows)
    columns = "standardCode otherCode shared required otherRequired similarity"
    assert answer(store, "similar-standards", columns) == pairs
    for code in needs:
        assert answer(store, "similar-standards", columns, standard=code) == [row for row in rows if row[0] == code]
        assert answer(store, "similar-standards", columns, among=code) == [row for row in rows if row[1] == code]
    assert answer(store, "similar-standards", columns, standard="06.035", among="06.001") == [
        row for row in rows if row[:2] == ("06.035", "06.001")
    ]


def jaccard(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    return len(one & other) / len(one | other)


@needs_corpus
def test_which_functions_are_like_a_function(store: EmbeddedStore, functions: list[Function]) -> None:
    for function in functions:
        found = sorted(likeness(function, other) for other in functions if other is not function)
        rows = [
            (code, name, str(-shared), str(skills), str(known), str(required), rounded(-share, 2))
            for shared, share, code, name, skills, known, required in found
            if shared
        ]
        columns = "standardCode code shared skills knowledge required share"
        assert answer(store, "similar-functions", columns, function=f"{function.standard}/{function.code}") == rows


def likeness(function: Function, other: Function) -> tuple[int, float, str, str, int, int, int]:
    mine, theirs = ({key for key in one.needs if key[0] != "action"} for one in (function, other))
    skills, known = (len({key for key in mine & theirs if key[0] == kind}) for kind in ("skill", "knowledge"))
    share = round((skills + known) / len(theirs) + 1e-9, 2) if theirs else 0
    return -skills - known, -share, other.standard, other.code, skills, known, len(theirs)


def test_concepts_that_are_one_by_decision_are_counted_as_one(tmp_path: Path) -> None:
    fill(tmp_path / "store", GARDENERS)
    here = [("skill", "Дозировать воду"), ("knowledge", "Нормы полива")]
    assert told(tmp_path / "store") == ([("6", "9", "9", "0.5")], here, [("2", "1", "1", "0.67")])
    pair = ordered(*(MINTER.concept("skill", text) for text in ("Дозировать воду", "Дозировать удобрения")))
    with Writer.open(tmp_path / "store") as writer:
        decide(writer, {Match(*pair, "same", author="Иванова", day="2026-01-31"): ""})
        writer.publish()
    assert told(tmp_path / "store") == ([("7", "9", "9", "0.636")], here[1:], [("3", "2", "1", "1")])


def told(folder: Path) -> tuple[list[tuple[str, ...]], ...]:
    """Return how alike 99.001 is to the other one, what is only in it, and how alike their A/01.3 are."""
    with EmbeddedStore(folder) as store:
        columns = "shared skills knowledge share"
        pair = answer(store, "similar-functions", f"code {columns}", function="99.001/A/01.3", standard="99.002")
        return (
            answer(store, "similar-standards", "shared required otherRequired similarity", standard="99.001"),
            answer(store, "only-here", "kind text", standard="99.001"),
            [row[1:] for row in pair if row[0] == "A/01.3"],
        )


def test_in_a_circle_of_references_a_function_has_its_rows_once(tmp_path: Path) -> None:
    fill(tmp_path / "store", GARDENERS[:1])
    with EmbeddedStore(tmp_path / "store") as store:
        card = answer(store, "function-card", "group how from text", function="99.001/A/01.3")
    assert [row for row in card if row[0] in {"actions", "skills", "knowledge"}] == [
        ("actions", "own", "A/01.3", "Подготовка ям для посадки"),
        ("skills", "own", "A/01.3", 'Необходимые умения, соответствующие трудовой функции A/02.3 "Полив растений"'),
        ("skills", "own", "A/01.3", "Копать ямы нужной глубины"),
        ("knowledge", "own", "A/01.3", "Сроки посадки"),
        ("skills", "inherited", "A/02.3", "Дозировать воду"),
    ]
