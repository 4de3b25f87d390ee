"""What `compare-sources` finds between two forms of real orders is what `docs/sources.md` explains, all of it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from itertools import pairwise, permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.comparison.forms.differences import Kind, compared
from profgraph.comparison.forms.matching import matched, out_of_order
from profgraph.comparison.forms.rendering import Reading, to_json
from profgraph.comparison.forms.statements import SINGLE, Statement
from profgraph.comparison.forms.statements import statements as statements_of
from profgraph.comparison.forms.wording import KINDS, PARTS
from profgraph.comparison.forms.words import likeness, marked
from profgraph.loader.recognition.recogniser import Recognised, recognise
from profgraph.loader.sources.choice import read_document

if TYPE_CHECKING:
    from profgraph.loader.sources.document import Document

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^### [^\n]*: `(\S+\.xml)` and `(\S+\.pdf)`$\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
EXPLAINED = {(a, b): text for a, b, text in SECTION.findall(PAGE)}
COLUMNS = ("kind", "function", "part", "a", "b")
# Functions that both files have, and texts that are the same in both: nothing that agrees may come to be passed over.
COUNTED = {"06.001-679n-2013.xml": (19, 271), "06.001-424n-2022.xml": (20, 309)}


def rows(text: str) -> list[tuple[str, ...]]:
    """Return the rows of the table in a section, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in lines[2:]]


@pytest.mark.parametrize("names", EXPLAINED, ids=lambda names: names[0])
def test_every_difference_is_explained_and_nothing_else(names: tuple[str, str], shared: Path) -> None:
    card, order = shared / "corpus/registry-xml" / names[0], shared / "corpus/orders" / names[1]
    words = [sys.executable, "-m", "profgraph", "compare-sources", str(card), str(order), "--format", "csv"]
    done = subprocess.run(words, capture_output=True, check=False, encoding="utf-8")
    found = [tuple(row[column] for column in COLUMNS) for row in csv.DictReader(io.StringIO(done.stdout))]
    explained = rows(EXPLAINED[names])
    assert (done.returncode, done.stderr, found) == (1, "", [row[:5] for row in explained])
    assert all(row[5] for row in explained)


def test_all_pairs_of_the_corpus_are_explained() -> None:
    assert {names[0] for names in EXPLAINED} == set(COUNTED)


@pytest.mark.parametrize("names", EXPLAINED, ids=lambda names: names[0])
def test_the_same_is_told_in_json(names: tuple[str, str], shared: Path, printed: dict[str, Recognised]) -> None:
    card, edition = (shared / "corpus/registry-xml" / names[0]).read_bytes(), names[0].removesuffix(".xml")
    a, b = Reading(names[0], recognise(read_document(card, names[0]))), Reading(names[1], printed[edition])
    told = json.loads(to_json(compared(a.standard, b.standard), a, b))
    assert (told["format"], told["agree"], told["functions"], told["same"]) == (1, False, *COUNTED[names[0]])
    assert (told["a"]["name"], told["b"]["name"]) == names
    found = [
        (one["kind"], one["function"], one["part"], *((one[side] or {"text": ""})["text"] for side in "ab"))
        for one in told["differences"]
    ]
    assert found == [row[:5] for row in rows(EXPLAINED[names])]
    # What is a text of a list is found where its place says: on a page of the PDF, in an element of the XML.
    placed = [(one[side]["place"], side) for one in told["differences"] for side in "ab" if one[side]]
    assert all(place["element"] if side == "a" else place["page"] for place, side in placed if place)


def test_an_order_agrees_with_itself(order: Document) -> None:
    standard = recognise(order).standard
    found = compared(standard, standard)
    assert (found.differences, found.functions) == ((), 9)
    assert found.same > 150


def statements(texts: list[str]) -> list[Statement]:
    return [Statement(text, number) for number, text in enumerate(texts, start=1)]


ALIKE = "Технологии производства работ по ремонту линий"
MATCHED = {
    "the same": ((ALIKE,), (ALIKE,), {"same": [(1, 1)]}),
    "capitals and marks": ((f"{ALIKE};",), (ALIKE.upper(),), {"marks": [(1, 1)]}),
    "a mark of its own": (("-1",), ("1",), {"marks": [(1, 1)]}),
    "one word of six": ((ALIKE,), (ALIKE.replace("ремонту", "осмотру"),), {"words": [(1, 1)]}),
    "nothing in common": ((ALIKE,), ("Устав предприятия",), {"only_a": [1], "only_b": [1]}),
    "repeated in one": (("А", "А", "А"), ("А",), {"same": [(1, 1)], "only_a": [2, 3]}),
    "the nearest of two": (
        ("ремонт линий связи", "осмотр трасс и опор"),
        ("осмотр новых трасс и опор", "ремонт старых линий связи"),
        {"words": [(1, 2), (2, 1)]},
    ),
}


@pytest.mark.parametrize(("a", "b", "expected"), MATCHED.values(), ids=MATCHED)
def test_which_text_is_which(a: tuple[str, ...], b: tuple[str, ...], expected: dict[str, object]) -> None:
    found = matched(statements([*a]), statements([*b]))
    pairs = {kind: sorted((x.position, y.position) for x, y in getattr(found, kind)) for kind in ("same", "marks")}
    pairs["words"] = sorted((x.position, y.position) for x, y in found.words)
    rest = {side: sorted(one.position for one in getattr(found, side)) for side in ("only_a", "only_b")}
    assert {key: value for key, value in (pairs | rest).items() if value} == expected


def test_what_stands_once_is_compared_however_it_differs() -> None:
    found = matched(statements([ALIKE]), statements(["Устав"]), single=True)
    assert [(x.text, y.text) for x, y in found.words] == [(ALIKE, "Устав")]


TEXTS = st.lists(st.lists(st.sampled_from(["линия", "Линия", "ремонт", "осмотр;", "-"]), max_size=4).map(" ".join))


@given(TEXTS, TEXTS)
def test_every_text_is_told_once(a: list[str], b: list[str]) -> None:
    ours, theirs = statements(a), statements(b)
    found = matched(ours, theirs)
    pairs = [*found.same, *found.marks, *found.words]
    assert sorted(one.position for one in [*(x for x, _ in pairs), *found.only_a]) == [one.position for one in ours]
    assert sorted(one.position for one in [*(y for _, y in pairs), *found.only_b]) == [one.position for one in theirs]
    assert all(x.text == y.text for x, y in found.same)
    assert all(x.text != y.text for x, y in [*found.marks, *found.words])


@pytest.mark.parametrize("count", range(6))
def test_as_few_as_can_be_are_out_of_order(count: int) -> None:
    for row in permutations(range(count)):
        moved = out_of_order(row)
        kept = [number for index, number in enumerate(row) if index not in moved]
        assert all(first < second for first, second in pairwise(kept))
        assert len(kept) == max(
            (
                len(chosen)
                for chosen in ([n for i, n in enumerate(row) if mask >> i & 1] for mask in range(2**count))
                if chosen == sorted(chosen)
            ),
            default=0,
        )


WORDS = st.lists(st.sampled_from(["линия", "ремонт", "осмотр", "и", "по"]))


@given(WORDS, WORDS)
def test_marked_words_are_those_of_the_texts(a: list[str], b: list[str]) -> None:
    found = marked(" ".join(a), " ".join(b))
    for side, text in (("a", a), ("b", b)):
        assert "".join(part for of, part in found if of in {"both", side}) == " ".join(text)
    assert 0 <= likeness(" ".join(a), " ".join(b)) <= 1


def test_long_texts_and_lists_are_compared_in_bounded_time() -> None:
    long = [" ".join(f"{prefix}{number}" for number in range(3000)) for prefix in "ab"]
    assert likeness(*long) == 0
    many = [[f"{prefix} линия {number}" for number in range(2000)] for prefix in ("старая", "новая")]
    found = matched(statements(many[0]), statements(many[1]))
    assert (found.words, len(found.only_a), len(found.only_b)) == ([], 2000, 2000)


def test_kinds_have_the_names_that_the_page_tells() -> None:
    table = PAGE.partition("| kind | what it says |")[2].partition("\n\n")[0]
    assert re.findall(r"`([a-z-]+)`", table) == [kind.value for kind in Kind]


def test_every_part_and_kind_has_a_name(order: Document, printed: dict[str, Recognised]) -> None:
    standards = [recognise(order).standard, *(one.standard for one in printed.values())]
    parts = {part for standard in standards for _, part in statements_of(standard)}
    assert sorted(parts - set(PARTS)) == []
    assert set(KINDS) == set(Kind)
    assert parts >= SINGLE
