"""The whole answer of each question: alone, beside standards with the same codes, and by another engine."""

from __future__ import annotations

import csv
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import UsageError
from profgraph.loader.pipeline import bundled, load
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.queries.parameters import loaded_versions
from profgraph.queries.rendering import serialised
from profgraph.store.convert import from_ox_quad, from_ox_triple
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table
from profgraph.store.writer import Writer
from rdflib import Dataset, Graph
from rdflib.query import ResultRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from rdflib.term import Node

ANSWERS = Path(__file__).parent / "answers"
BROKEN, KINDRED = (Path(__file__).parent / "standards" / f"{name}.txt" for name in ("broken-references", "kindred"))
SOURCES: dict[str, tuple[Traversable, ...]] = {
    "bundled": (bundled(),),
    "broken-references": (BROKEN,),
    "gardeners": (BROKEN, KINDRED),
}
STANDARDS = {"bundled": "16.020", "broken-references": "99.001", "gardeners": "99.001"}
# What makes the bundled standard another one, or an older edition of itself, with the same function codes.
NEIGHBOURS = {
    "16.099": {"16.020": "16.099", "620н": "621н", " 8 сентября": " 9 сентября", "эксплуатации": "ремонта"},
    "16.020 of 2013": {
        "620н": "521н",
        "сентября 2014": "сентября 2013",
        "Мастер Техник": "Мастер Техник Диспетчер",
        "Устав ": "План ",
    },
}
EDITIONS = {
    "16.020": ("16.020@521n-2013-09-08", "16.020@620n-2014-09-08"),
    "16.099": ("16.099@621n-2014-09-09",),
    "99.001": ("99.001@77n-2015-02-02",),
    "99.002": ("99.002@78n-2015-02-02",),
}


@dataclass(frozen=True)
class Case:
    """A question, the standard that it is asked of, and with what arguments."""

    question: str
    source: str
    arguments: dict[str, str]

    @property
    def answer(self) -> Path:
        return ANSWERS / f"{self.question}.csv"

    @property
    def in_full(self) -> dict[str, str]:
        """Return the arguments with their standard, also where one may do without."""
        standard = STANDARDS[self.source]
        written = {"standard": standard} | self.arguments
        functions = {one.name for one in catalogue()[self.question].parameters if one.type == "function"}
        return {
            one.name: f"{standard}/{written[one.name]}" if one.name in functions else written[one.name]
            for one in catalogue()[self.question].parameters
            if one.name in written
        }


def read_cases() -> Iterator[Case]:
    with (ANSWERS / "arguments.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            pairs = shlex.split(row["arguments"] or "")
            yield Case(row["question"], row["source"], dict(pair.split("=") for pair in pairs))


LIVE = (
    "endpoint"  # the parameter whose address in the table is an example: a test calls an endpoint that it runs itself
)
CASES = {case.question: case for case in read_cases()}
each_question = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def live(arguments: dict[str, str], esco: str) -> dict[str, str]:
    """Return the arguments with the endpoint that runs here for the one of the table."""
    return arguments | {"endpoint": esco} if "endpoint" in arguments else arguments


def filled(folder: Path, files: Iterable[Traversable | Path]) -> EmbeddedStore:
    with Writer.open(folder) as writer:
        refused = [result for result in load(files, writer) if hasattr(result, "error")]
        writer.publish()
    assert refused == []
    return EmbeddedStore(folder)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, EmbeddedStore]]:
    """Yield a store for each source with nothing else in it."""
    stores = {name: filled(tmp_path_factory.mktemp(name), files) for name, files in SOURCES.items()}
    yield stores
    for store in stores.values():
        store.close()


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Yield a store with every source and all neighbours."""
    folder = tmp_path_factory.mktemp("neighbours")
    for name, edits in NEIGHBOURS.items():
        text = bundled().read_text(encoding="utf-8")
        for old, new in edits.items():
            assert old in text
            text = text.replace(old, new)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with filled(tmp_path_factory.mktemp("crowded"), [bundled(), BROKEN, KINDRED, *sorted(folder.iterdir())]) as store:
        assert {one.name for one in loaded_versions(store)} == {name for names in EDITIONS.values() for name in names}
        yield store


def test_each_question_has_an_answer_and_arguments() -> None:
    assert sorted(CASES) == sorted(catalogue()) == sorted(path.stem for path in ANSWERS.glob("*.csv"))


@each_question
def test_the_answer_of_a_question_is_known(alone: dict[str, EmbeddedStore], esco: str, case: Case) -> None:
    store = alone[case.source]
    answer = serialised(store, bound_text(catalogue()[case.question], live(case.arguments, esco), store), "csv")
    assert answer.decode() == case.answer.read_bytes().decode()
    assert len(answer.splitlines()) > 1


@each_question
def test_a_standard_with_the_same_codes_changes_no_answer(crowded: EmbeddedStore, esco: str, case: Case) -> None:
    answer = serialised(crowded, bound_text(catalogue()[case.question], live(case.in_full, esco), crowded), "csv")
    assert answer.decode() == case.answer.read_bytes().decode()


# A pair of two standards is told once, and of each of them where it is named: `test_how_alike_standards_are`.
@pytest.mark.parametrize(
    "name",
    [one.name for one in catalogue().values() if "standardCode" in one.columns and one.name != "similar-standards"],
)
def test_without_a_standard_the_answer_is_that_of_each(crowded: EmbeddedStore, name: str) -> None:
    given = {one: value for one, value in CASES[name].in_full.items() if one != "standard"}
    of_all = [row for row in rows_of(crowded, name, given) if row[0] != "16.020"]
    of_each = [rows_of(crowded, name, {**given, "standard": code}) for code in ("16.099", "99.001", "99.002")]
    assert sorted(of_all) == sorted(row for rows in of_each for row in rows)
    assert {row[0] for row in rows_of(crowded, name, {**given, "standard": "16.020"})} <= {"16.020"}


def rows_of(store: EmbeddedStore, name: str, arguments: dict[str, str]) -> list[list[str]]:
    answer = serialised(store, bound_text(catalogue()[name], arguments, store), "csv")
    return list(csv.reader(answer.decode().splitlines()))[1:]


WITH_THEIR_CODES = (*EDITIONS["16.020"], *EDITIONS["16.099"])


@pytest.mark.parametrize(
    ("name", "arguments", "candidates"),
    [
        ("effective-skills", {"function": "B/03.6"}, [f"{one}/B/03.6" for one in WITH_THEIR_CODES]),
        ("requirements", {"function": "B"}, [f"{one}/B" for one in WITH_THEIR_CODES]),
        ("transition", {"from": "16.020/A/02.5", "to": "B/04.6"}, [f"{one}/B/04.6" for one in WITH_THEIR_CODES]),
        ("function-map", {}, [f"standard={one}" for names in EDITIONS.values() for one in names]),
    ],
)
def test_a_name_that_fits_several_is_refused_with_all_of_them(
    crowded: EmbeddedStore, name: str, arguments: dict[str, str], candidates: list[str]
) -> None:
    with pytest.raises(UsageError) as refused:
        bound_text(catalogue()[name], arguments, crowded)
    assert refused.value.message.en == f"several fit, say which: {', '.join(candidates)}"
    assert refused.value.message.ru == f"подходят несколько, уточните: {', '.join(candidates)}"


@pytest.mark.parametrize("is_open", [False, True], ids=["of one standard", "of all"])
@each_question
def test_the_order_of_rows_leaves_no_choice(crowded: EmbeddedStore, esco: str, case: Case, *, is_open: bool) -> None:
    optional = [one.name for one in catalogue()[case.question].parameters if not one.required]
    arguments = {name: value for name, value in case.in_full.items() if not (is_open and name in optional)}
    text, keys = with_sort_keys(bound_text(catalogue()[case.question], live(arguments, esco), crowded))
    answer = crowded.query(text)
    assert isinstance(answer, Table)
    places = [answer.variables.index(key) for key in keys]
    of_key: dict[tuple[Node | None, ...], set[tuple[Node | None, ...]]] = {}
    for row in answer.rows:
        of_key.setdefault(tuple(row[place] for place in places), set()).add(row)
    assert [rows for rows in of_key.values() if len(rows) > 1] == []


def with_sort_keys(text: str) -> tuple[str, list[str]]:
    """Return the query with its sort keys among its columns, and the keys."""
    keys = re.findall(r"\?(\w+)", text.rpartition("ORDER BY")[2])
    select, where, rest = text.partition("\nWHERE {\n")
    hidden = [f" ?{key}" for key in keys if not re.search(rf"\?{key}\b", select)]
    return select + "".join(hidden) + where + rest, keys


@pytest.fixture(scope="module")
def graphs(alone: dict[str, EmbeddedStore]) -> dict[str, Graph]:
    """Return what each store holds as one rdflib graph."""
    made = {name: Graph() for name in alone}
    for name, store in alone.items():
        for quad in store.quads():
            made[name].add(from_ox_triple(quad.triple))
    return made


@pytest.fixture(scope="module")
def datasets(alone: dict[str, EmbeddedStore]) -> dict[str, Dataset]:
    """Return what each store holds as a dataset of rdflib, for questions that name graphs: it is much slower."""
    made = {name: Dataset(default_union=True) for name in alone}
    for name, store in alone.items():
        made[name].addN((*quad[:3], Graph(identifier=quad[3])) for quad in map(from_ox_quad, store.quads()))
    return made


@pytest.mark.filterwarnings("ignore:Dataset[.]:DeprecationWarning")  # rdflib calls it itself
@each_question
def test_rdflib_gives_the_same_answer(
    alone: dict[str, EmbeddedStore], graphs: dict[str, Graph], datasets: dict[str, Dataset], esco: str, case: Case
) -> None:
    text = bound_text(catalogue()[case.question], live(case.arguments, esco), alone[case.source])
    result = (datasets if "GRAPH ?" in text else graphs)[case.source].query(text)
    variables = [str(variable) for variable in result.vars or ()]
    rows = [[written(term) for term in row] for row in result if isinstance(row, ResultRow)]
    with case.answer.open(encoding="utf-8", newline="") as file:
        assert [variables, *rows] == list(csv.reader(file))


def written(term: Node | None) -> str:
    """Return a term as SPARQL CSV has it."""
    return "" if term is None else str(term)
