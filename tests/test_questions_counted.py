"""Questions that count and gather: their answers beside those of others, and beside what is counted without a query."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.classifiers.editions import edition
from profgraph.loader.importing import Asked, import_edition, read_edition, source_of
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.queries.rendering import serialised
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

# Another standard, with a code that has the name of no edition and a function of the bundled one.
EDITS = (
    ("16.020", "16.098"),
    ("620н", "621н"),
    ("2143\tИнженеры-электрики и инженеры-энергетики", "2143\tИнженеры"),
    ("\n167\n", "\n168\n"),
    ("Оригинал\tX\tЗаимствовано из оригинала\t\t", "Оригинал\t\tЗаимствовано из оригинала\tA/01.5\t167"),
)
UNITS = """code;name
2;Специалисты
21;Специалисты в области науки и техники
214;Инженеры
2143;Инженеры по охране окружающей среды
2512;Разработчики программного обеспечения
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Yield two standards, and an edition of ОКЗ that was imported in part."""
    folder = tmp_path_factory.mktemp("counted")
    text = bundled().read_text(encoding="utf-8")
    for old, new in EDITS:
        assert old in text
        text = text.replace(old, new)
    (folder / "other.txt").write_text(text, encoding="utf-8")
    (folder / "okz.csv").write_text(UNITS, encoding="utf-8")
    wanted = edition("okz", "2014")
    with Writer.open(folder / "store") as writer:
        assert [type(one) for one in load([bundled(), folder / "other.txt"], writer)] == [Loaded, Loaded]
        table = read_edition(folder / "okz.csv", wanted, Asked(partial=True))
        import_edition(writer, wanted, table, source_of(folder / "okz.csv"), "turbo", partial=True)
        writer.publish()
    with EmbeddedStore(folder / "store") as made:
        yield made


def asked(store: EmbeddedStore, name: str, *columns: str, **arguments: str) -> list[tuple[str, ...]]:
    answer = serialised(store, bound_text(catalogue()[name], arguments, store), "csv")
    return [tuple(row[one] for one in columns) for row in csv.DictReader(answer.decode().splitlines())]


@pytest.mark.parametrize("code", ["okz 1993 1", "okz 1993 3", "okz 2014 2", "okved 2001 40", "okso 2003 140000"])
@pytest.mark.parametrize("standard", ["", "16.020"])
def test_a_tree_counts_what_functions_by_code_lists(store: EmbeddedStore, code: str, standard: str) -> None:
    rows = asked(store, "code-tree", "found", "standards", "functions", "unproven", code=code, standard=standard)
    before = code.rpartition(" ")[0]
    assert rows
    for found, *numbers in rows:
        named = asked(
            store,
            "functions-by-code",
            "standardCode",
            "function",
            "foundEdition",
            code=f"{before} {found}",
            standard=standard,
        )
        proved = {row[:2] for row in named if row[2]}
        standards, functions = {row[0] for row in proved}, {row for row in proved if row[1]}
        unproven = {row[0] for row in named if not row[2]}
        assert (found, *map(int, numbers)) == (found, len(standards), len(functions), len(unproven))


def test_each_reference_that_is_bound_to_no_edition_has_its_candidates(store: EmbeddedStore) -> None:
    rows = asked(
        store, "unproven-codes", "function", "match", "candidateEdition", "candidate", "validity", standard="16.098"
    )
    of_units = [
        ("same code", "ОКЗ, ОК 010-2014", "2143", "not in force"),
        ("same code", "ОКЗ, ОК 010-93", "2143", "in force"),
        ("same name", "ОКЗ, ОК 010-2014", "214", "not in force"),
    ]
    assert rows == [
        ("", "same name", "ОКВЭД, ОК 029-2001", "40.10.5", "in force"),
        *(("", *one) for one in of_units),
        ("A", "", "", "", ""),
        *([("B", "", "", "", "")] * 5),
        *(("B", *one) for one in of_units),
    ]


@pytest.mark.parametrize(
    ("code", "standard", "numbers"),
    [
        ("okz 1993 2", "", ("1", "0", "1")),
        ("okz 2014 2", "", ("0", "1", "1")),
        ("okz 1993 2143", "16.020", ("1", "0", "0")),
        ("okz 1993 2143", "16.098", ("0", "0", "1")),
    ],
)
def test_standards_are_counted_by_the_meaning_of_the_code(
    store: EmbeddedStore, code: str, standard: str, numbers: tuple[str, ...]
) -> None:
    columns = ("found", "standards", "otherStandards", "unproven")
    rows = asked(store, "code-drift", *columns, code=code, standard=standard)
    assert rows[-1] == ("2143", *numbers)
    assert [row for row in rows[:-1] if row[1:] != ("0", "0", "0")] == []


def test_a_function_of_another_standard_is_told_as_borrowed(store: EmbeddedStore) -> None:
    columns = ("code", "what", "registration", "fromStandard", "from", "rows")
    rows = asked(store, "borrowed", *columns, standard="16.098")
    whole = ("whole function", "167", "16.020", "A/01.5", "0")
    # The row of B/01.6 has its mark as markup, and was left as it is.
    marked = ("A", "A/01.5", "A/02.5", "A/03.5", "B", "B/02.6", "B/03.6", "B/04.6")
    assert [row for row in rows if row[1] == "whole function"] == [(code, *whole) for code in marked]
    own = asked(store, "borrowed", *columns, standard="16.020")
    expected = [(*row[:3], "16.098", *row[4:]) for row in own]
    assert [row for row in rows if row[1] != "whole function"] == expected
    assert len(own) == 10


def test_codes_are_counted_over_standards(store: EmbeddedStore) -> None:
    both = {row[0]: row[1:] for row in asked(store, "codes-in-use", "found", "standards", "functions")}
    one = asked(store, "codes-in-use", "found", "standards", "functions", standard="16.020")
    # The other standard writes 2143 with a name of no edition.
    doubled = {code: ("2", str(2 * int(functions))) for code, _, functions in one}
    assert both == doubled | {"2143": ("1", "1")}


def test_kinds_of_findings_are_counted(store: EmbeddedStore) -> None:
    columns = ("severity", "kind", "standards", "times", "first")
    found = asked(store, "diagnostics-by-kind", *columns)
    query = (
        "SELECT ?of ?severity ?kind { ?d ps:concerns/ps:code ?of ; ps:severity ?severity ; ps:diagnosticCode ?kind }"
    )
    rows = [tuple(map(str, row)) for row in store.query(query).rows]  # type: ignore[union-attr]  # a SELECT
    times = Counter(row[1:] for row in rows)
    where = {key: {row[0] for row in rows if row[1:] == key} for key in times}
    expected = [(*key, str(len(where[key])), str(number), min(where[key])) for key, number in times.items()]
    assert sorted(found) == sorted(expected)
    assert [row[2:4] for row in found] == [row[2:4] for row in sorted(found, key=_most)]


def _most(row: tuple[str, ...]) -> tuple[int, int, int]:
    return ("warning", "repair", "note").index(row[0]), -int(row[2]), -int(row[3])


def test_every_graph_is_listed_with_its_digest(store: EmbeddedStore) -> None:
    lines: dict[str, list[int]] = {}
    for quad in store.quads():
        number = int.from_bytes(hashlib.sha256(f"{quad} .\n".encode()).digest(), "big")
        lines.setdefault(str(quad.graph_name.value).partition("/graph/")[2], []).append(number)  # type: ignore[union-attr]  # every graph has a name
    del lines["meta"]
    expected = [(graph, str(len(found)), f"{sum(found) % 2**256:064x}") for graph, found in sorted(lines.items())]
    assert asked(store, "named-graphs", "graph", "triples", "digest") == expected


def test_what_was_imported_tells_its_file(store: EmbeddedStore) -> None:
    rows = asked(store, "named-graphs", "graph", "source", kind="classifier")
    digest = hashlib.sha256(UNITS.encode()).hexdigest()
    assert [row for row in rows if row[0].endswith("/imported")] == [
        ("classifier/okz/2014/imported", f"Файл okz.csv, SHA-256 {digest}")
    ]


@pytest.mark.parametrize("sort", ["asserted", "inferred", "report", "source"])
def test_graphs_of_an_edition_tell_the_file_of_the_standard(store: EmbeddedStore, sort: str) -> None:
    digest = hashlib.sha256(bundled().read_bytes()).hexdigest()
    rows = asked(store, "named-graphs", "graph", "source", "sourceDigest", kind=sort)
    assert rows[0] == (f"{sort}/16.020/620n-2014-09-08", "16.020-620n-2014.txt", digest)
    assert [row[1] for row in rows] == ["16.020-620n-2014.txt", "other.txt"]


@pytest.mark.parametrize(("act", "lines"), [("302Н", ["129", "383"]), ("N 970", ["33"]), ("нет такого", [])])
def test_acts_are_found_by_a_part_of_their_title(store: EmbeddedStore, act: str, lines: list[str]) -> None:
    assert [line for (line,) in asked(store, "cited-acts", "line", act=act, standard="16.020")] == lines
