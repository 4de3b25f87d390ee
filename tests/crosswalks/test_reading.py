"""A table of correspondence is read alike from every form; what is wrong is refused with its row and a cure."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import ProfGraphError
from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.classifiers.tables import rows
from profgraph.loader.crossing import Asked, read_crosswalk
from profgraph.loader.crosswalks.judging import judged
from profgraph.loader.crosswalks.mapping import Pair
from profgraph.loader.crosswalks.pairs import read_pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Written = Callable[..., Path]

PAIRS = [("1222", "1321"), ("1222", "1322"), ("2143", "2151")]
ENDS = (edition_named("isco-88"), edition_named("isco-08"))


def read(path: Path, **asked: bool) -> list[tuple[str, str]]:
    table = read_pairs(rows(path), ENDS, path.name, {}, **({"repeated": False, "partial": False} | asked))
    return [(one.source, one.target) for one in table.pairs]


def refused(path: Path | None, ends: tuple[str, str] = ("isco-88", "isco-08"), **asked: object) -> str:
    named = (edition_named(ends[0]), edition_named(ends[1]))
    with pytest.raises(ProfGraphError) as caught:
        read_crosswalk(path, named, Asked(**asked))  # type: ignore[arg-type]  # what Asked takes
    assert "\n" not in caught.value.message.ru + caught.value.message.en
    return caught.value.message.en


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("heads", ["ISCO88;Название;ISCO-08", "source;что;target", "isco-88 code;что;isco-08_code"])
def test_the_columns_are_told_by_their_headings(written: Written, encoding: str, heads: str) -> None:
    text = heads + "\n" + "".join(f"{old};Руководители подразделений и служб;{new}\n" for old, new in PAIRS)
    assert read(written(text, encoding=encoding)) == PAIRS


def test_the_order_of_the_columns_does_not_count(written: Written) -> None:
    assert read(written("ISCO08,ISCO88\n" + "".join(f"{new},{old}\n" for old, new in PAIRS))) == PAIRS


def test_workbooks_and_json_are_read(tmp_path: Path) -> None:
    told = tmp_path / "table.json"
    told.write_text(json.dumps([{"ISCO88": old, "ISCO08": new} for old, new in PAIRS]), encoding="utf-8")
    book = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate([("ISCO88", "ISCO08"), *PAIRS]):
            sheet.write_row(place, 0, [int(one) if one.isdecimal() else one for one in row])
    assert read(told) == read(book) == PAIRS


def test_columns_of_different_classifiers_are_told_by_their_looks(written: Written) -> None:
    path = written("старый;новый\n140400;13.03.02\n140407;13.02.03\n")
    ends = (edition_named("okso-2009"), edition_named("okso-2016"))
    table = read_pairs(rows(path), ends, path.name, {}, repeated=False, partial=False)
    assert [(one.source, one.target) for one in table.pairs] == [("140400", "2.13.03.02"), ("140407", "2.13.02.03")]


REFUSED = {
    "duplicates": (
        "ISCO88,ISCO08\n1222,1321\n1222,1321\n",
        (
            "table.csv, row 3: the pair 1222 and 1321 stands in row 2 already; leave one row or, for a list of "
            "titles, say "
            "--titles, for repeated pairs --repeated"
        ),
    ),
    "half a row": (
        "ISCO88,ISCO08\n1222,1321\n1223,\n",
        "table.csv, row 3: the code of isco-08 is missing; add it or, to leave such rows out, say --partial",
    ),
    "no code": (
        "ISCO88,ISCO08\n1222,13a1\n",
        (
            "table.csv, row 2, column 2: «13a1» is no code of isco-08; mend the code (make a column of numbers one of "
            "text: numbers lose zeros)"
        ),
    ),
    "two columns that look alike": (
        "old,new\n2111,2111\n",
        (
            "table.csv: it cannot be told where the codes of isco-88 and of isco-08 are (first row: «old», "
            "«new»); say it: "
            "--column source=COLUMN --column target=COLUMN, by heading or number"
        ),
    ),
    "no relation": (
        "source,target,relation\n1222,1321,sameAs\n",
        (
            "table.csv, row 2: SKOS has no relation «sameAs»; one of these is needed: exactMatch, closeMatch, "
            "broadMatch, "
            "narrowMatch, relatedMatch"
        ),
    ),
    "too sure": (
        "source,target,confidence\n1222,1321,95\n",
        "table.csv, row 2: the confidence «95» is no number from 0 to 1; mend it",
    ),
    "no number": (
        "source,target,confidence\n1222,1321,NaN\n",
        "table.csv, row 2: the confidence «NaN» is no number from 0 to 1; mend it",
    ),
    "no justification": (
        "source,target,justification\n1222,1321,because\n",
        (
            "table.csv, row 2: SSSOM has no justification «because»; for example, semapv:ManualMappingCuration or "
            "semapv:UnspecifiedMatching is needed"
        ),
    ),
    "nothing": ("ISCO88,ISCO08\n", "table.csv: the table has not one pair of codes; name a table of correspondence"),
}


@pytest.mark.parametrize(("text", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_refused_with_its_row(written: Written, text: str, problem: str) -> None:
    assert refused(written(text)) == problem


def test_half_a_million_rows_are_refused(written: Written) -> None:
    path = written("ISCO88,ISCO08\n" + "1222,1321\n" * 500_000)
    assert refused(path, repeated=True) == (
        "table.csv, row 25001: over 25000 rows, more than any classifier has; name the file of one edition"
    )


def test_a_number_that_lost_its_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["source", "target"])
        sheet.write_row(1, 0, [40.1, "35.11"])
    assert refused(path, ("okved-2001", "nace-2")).startswith("table.xlsx, row 2, column 1: «40.1» is no code")


def test_editions_are_refused_that_there_are_not() -> None:
    for name in ("isco-99", "isco", "", "-"):
        with pytest.raises(ProfGraphError) as caught:
            edition_named(name)
        assert caught.value.message.en.startswith(f"{name}: this edition is not known here; known are: okz-1993, ")
    assert refused(None, ("isco-88", "isco-88")) == (
        "isco-88: a crosswalk leads to another edition; name two different ones"
    )
    assert refused(None, ("okz-1993", "isco-08")).startswith("okz-1993 isco-08: name a file; without one there are: ")
    assert refused(None, ("okz-1993", "isco-88"), license="CC0").startswith("--license CC0: the address of a licence")


def pair(source: str, target: str, **said: object) -> Pair:
    return Pair(source, target, 1, **said)  # type: ignore[arg-type]  # what a pair takes


JUDGED = [
    ([pair("a", "x")], [("closeMatch", "0.95")]),
    ([pair("a", "x"), pair("b", "x")], [("broadMatch", "0.9"), ("broadMatch", "0.9")]),
    ([pair("a", "x"), pair("a", "y")], [("narrowMatch", "0.8"), ("narrowMatch", "0.8")]),
    (
        [pair("a", "x"), pair("a", "y"), pair("b", "x")],
        [("relatedMatch", "0.6"), ("narrowMatch", "0.8"), ("broadMatch", "0.9")],
    ),
    ([pair("a", "x", relation="exactMatch")], [("exactMatch", "1")]),
    ([pair("a", "x", confidence=Decimal("0.3"))], [("closeMatch", "0.3")]),
]


@pytest.mark.parametrize(("pairs", "wanted"), JUDGED)
def test_a_pair_is_judged_by_its_table(pairs: list[Pair], wanted: list[tuple[str, str]]) -> None:
    found = judged(pairs, ENDS, unofficial=False, titles=False)
    assert [(one.relation, str(one.confidence)) for one in found] == wanted


def test_titles_give_shares_and_an_unofficial_table_gives_less() -> None:
    pairs = [pair("a", "x", times=12), pair("a", "y", times=13)]
    shares = judged(pairs, ENDS, unofficial=False, titles=True)
    assert [(str(one.confidence), one.reason.en) for one in shares] == [
        ("0.48", "titles: 12 of 25"),
        ("0.52", "titles: 13 of 25"),
    ]
    weak = judged(pairs, ENDS, unofficial=True, titles=False)
    assert {(str(one.confidence), one.reason.en) for one in weak} == {
        ("0.48", "split into several codes in the table; the table is unofficial")
    }


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), unique=True, min_size=1))
def test_every_pair_is_kept_and_its_confidence_is_between_0_and_1(told: list[tuple[str, str]]) -> None:
    found = judged([pair(*one) for one in told], ENDS, unofficial=True, titles=True)
    assert [(one.source, one.target) for one in found] == told
    assert all(0 < one.confidence <= 1 for one in found)
