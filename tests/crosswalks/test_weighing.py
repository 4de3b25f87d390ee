"""A table weighed with a list of titles: a link is as sure as the titles show, and what only they show is there."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import ProfGraphError
from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.classifiers.tables import rows
from profgraph.loader.crossing import Asked, read_crosswalk
from profgraph.loader.crosswalks.mapping import Pair
from profgraph.loader.crosswalks.pairs import read_pairs
from profgraph.loader.crosswalks.weighing import weighed
from profgraph.queries.crosswalks import links
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from profgraph.loader.crossing import Crossed

    Written = Callable[..., Path]
    Crossing = Callable[..., Crossed]

ENDS = (edition_named("isco-88"), edition_named("isco-08"))
TABLE = [Pair("a", "x", 2), Pair("a", "y", 3), Pair("b", "y", 4), Pair("c", "z", 5), Pair("d", "w", 6)]
TITLES = [Pair("a", "x", 2, 6), Pair("a", "v", 8, 2), Pair("b", "y", 10, 3), Pair("c", "z", 13, 40)]


def told(table: list[Pair], titles: list[Pair], *, unofficial: bool = False) -> list[tuple[str, ...]]:
    found = weighed(table, titles, ENDS, unofficial=unofficial)
    return [(one.source, one.target, one.relation, str(one.confidence), one.reason.en) for one in found]


def test_a_row_of_the_table_counts_as_one_title() -> None:
    assert told(TABLE, TITLES) == [
        ("a", "x", "narrowMatch", "0.70", "in the table; titles in the index: 6 of 8"),
        ("a", "y", "relatedMatch", "0.10", "in the table; titles in the index: 0 of 8"),
        ("b", "y", "broadMatch", "0.95", "in the table; titles in the index: 3 of 3"),
        ("c", "z", "closeMatch", "0.95", "in the table; titles in the index: 40 of 40"),
        # The list has no title of d.
        ("d", "w", "closeMatch", "0.95", "one to one in the table"),
        ("a", "v", "narrowMatch", "0.20", "not in the table; titles in the index: 2 of 8"),
    ]


def test_the_titles_of_a_group_are_those_of_its_members() -> None:
    table = [Pair("1221", "131", 2), Pair("1221", "1311", 3), Pair("1229", "134", 4), Pair("1229", "1120", 5)]
    titles = [Pair("1221", "1311", 2, 8), Pair("1221", "1312", 10), Pair("1229", "1341", 11, 6)]
    assert told(table, titles) == [
        # The row of 1221 and 131 says no more than that of 1311.
        ("1221", "131", "closeMatch", "0.95", "in the table; titles in the index: 9 of 9"),
        ("1221", "1311", "narrowMatch", "0.90", "in the table; titles in the index: 8 of 9"),
        ("1229", "134", "narrowMatch", "0.88", "in the table; titles in the index: 6 of 6"),
        ("1229", "1120", "narrowMatch", "0.13", "in the table; titles in the index: 0 of 6"),
        ("1221", "1312", "narrowMatch", "0.10", "not in the table; titles in the index: 1 of 9"),
        ("1229", "1341", "narrowMatch", "0.75", "not in the table; titles in the index: 6 of 6"),
    ]


def test_a_group_of_the_first_edition_has_the_titles_of_its_members_too() -> None:
    table = [Pair("21", "25", 2), Pair("21", "21", 3), Pair("82", "82", 4), Pair("8211", "7223", 5)]
    titles = [
        Pair("2131", "2511", 2, 9),
        Pair("2131", "2111", 11),
        Pair("8211", "7223", 12, 3),
        Pair("8212", "8212", 15),
    ]
    assert told(table, titles) == [
        ("21", "25", "narrowMatch", "0.83", "in the table; titles in the index: 9 of 10"),
        ("21", "21", "narrowMatch", "0.17", "in the table; titles in the index: 1 of 10"),
        ("82", "82", "closeMatch", "0.33", "in the table; titles in the index: 1 of 4"),
        ("8211", "7223", "closeMatch", "0.95", "in the table; titles in the index: 3 of 3"),
        ("2131", "2511", "narrowMatch", "0.90", "not in the table; titles in the index: 9 of 10"),
        ("2131", "2111", "narrowMatch", "0.10", "not in the table; titles in the index: 1 of 10"),
        ("8212", "8212", "closeMatch", "0.95", "not in the table; titles in the index: 1 of 1"),
    ]


def test_what_a_table_says_itself_is_believed_and_an_unofficial_one_less() -> None:
    stated = [Pair("a", "x", 2, confidence=Decimal("0.3"), relation="exactMatch", comment="by hand")]
    assert told(stated, [Pair("a", "y", 2)])[0] == ("a", "x", "exactMatch", "0.3", "by hand")
    assert told([Pair("a", "x", 2)], [Pair("a", "x", 2, 9)], unofficial=True) == [
        ("a", "x", "closeMatch", "0.57", "in the table; titles in the index: 9 of 9; the table is unofficial")
    ]


CODES = st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"))


@given(st.lists(CODES, unique=True), st.dictionaries(CODES, st.integers(1, 90)))
def test_no_pair_is_lost_and_the_links_of_a_code_with_titles_are_no_surer_than_one(
    table: list[tuple[str, str]], titles: dict[tuple[str, str], int]
) -> None:
    pairs, named = [Pair(*one, 2) for one in table], [Pair(*one, 2, n) for one, n in titles.items()]
    found = weighed(pairs, named, ENDS, unofficial=False)
    assert sorted((one.source, one.target) for one in found) == sorted({*table, *titles})
    assert all(0 < one.confidence <= Decimal("0.95") for one in found)
    for code in {source for source, _ in titles}:
        # A hundredth is rounded for each link.
        assert sum(one.confidence for one in found if one.source == code) <= Decimal("1.02")


def test_the_table_of_the_ilo_is_as_sure_as_its_index_of_titles(tables: Path) -> None:
    table, index = (
        read_pairs(rows(tables / name), ENDS, name, {}, repeated="title" in name, partial=False).pairs
        for name in ("isco08-isco88.csv", "isco08-isco88-title-index.csv")
    )
    links_of_both = weighed(table, index, ENDS, unofficial=False)
    found = {(one.source, one.target): (one.relation, str(one.confidence)) for one in links_of_both}
    wanted = {
        ("2143", "2151"): ("closeMatch", "0.95"),
        ("3113", "3113"): ("broadMatch", "0.95"),
        ("5132", "5321"): ("narrowMatch", "0.39"),
        ("5132", "3258"): ("relatedMatch", "0.32"),
        ("9162", "9613"): ("narrowMatch", "0.30"),
        ("9162", "9622"): ("relatedMatch", "0.40"),
        # A group, and what is in it.
        ("1221", "131"): ("closeMatch", "0.95"),
        ("1221", "1311"): ("narrowMatch", "0.82"),
        ("1319", "143"): ("relatedMatch", "0.36"),
        ("1223", "3123"): ("relatedMatch", "0.64"),
        ("1223", "1323"): ("relatedMatch", "0.36"),
    }
    assert {key: found[key] for key in wanted} == wanted
    units = {(old, new) for old, new in found if len(old) == len(new) == 4}
    with (tables / "isco08-isco88-title-index.csv").open(encoding="utf-8") as file:
        assert {(row["isco88"], row["isco08"]) for row in csv.DictReader(file)} <= units


def test_an_index_adds_links_of_known_codes_and_says_how_many_titles_it_has(
    crossing: Crossing, carried: Path, tmp_path: Path, written: Written
) -> None:
    table = written("ISCO88,ISCO08\n2143,2151\n1222,1321\n")
    titles = "1222,1321,A\n1222,1322,B\n" + "".join(f"1222,1322,C{number}\n" for number in range(7))
    index = written(f"Old,New,Title\n{titles}1222,9999,D\n", "index.csv")
    columns = ("index-source=Old", "index-target=new")
    shutil.copytree(carried, tmp_path / "store", symlinks=True)
    with Writer.open(tmp_path / "store") as writer:
        done = crossing(writer, "isco-88", "isco-08", table, index=index, columns=columns)
        assert (done.links, done.left_out, done.titles) == (3, 0, (9, 10))
        minter = writer.minter
        writer.publish()
    crosswalk = minter.correspondence(minter.edition("isco", "88"), minter.edition("isco", "08"))
    with EmbeddedStore(tmp_path / "store") as store:
        found = [[str(one) for one in (row[0], *row[2:4], row[5])] for row in links(store, crosswalk, "en").rows]
    assert found == [
        ["1222", "narrowMatch", "1321", "0.18"],
        ["1222", "narrowMatch", "1322", "0.73"],
        ["2143", "closeMatch", "2151", "0.95"],
    ]


OTHERS = "titles with known codes are {} of {}; name an index of these editions, its columns (--column "
OTHERS += "index-source=… --column index-target=…) or say --partial"
NUMBERS = "mend the code (make a column of numbers one of text: numbers lose zeros)"
REFUSED = {
    "others": ("2143,9999,A\n", f"row 2: isco-88 and isco-08 have no pair 2143 and 9999, {OTHERS.format(0, 1)}"),
    "changed places": (
        "1222,1321,A\n2151,2143,B\n3113,3113,C\n",
        f"row 3: isco-88 and isco-08 have no pair 2151 and 2143, {OTHERS.format(2, 3)}",
    ),
    "half": (
        "1222,1321,A\n2143,,B\n",
        "row 3: the code of isco-08 is missing; add it or, to leave such rows out, say --partial",
    ),
    "no code": (
        "1222,1321,A\n72.1,2151,B\n",
        f"row 3, column 1: «72.1» is no code of isco-88; {NUMBERS}",
    ),
}


@pytest.mark.parametrize(("titles", "problem"), REFUSED.values(), ids=REFUSED)
def test_an_index_of_other_editions_is_refused(
    crossing: Crossing, carried: Path, tmp_path: Path, written: Written, titles: str, problem: str
) -> None:
    table, index = written("ISCO88,ISCO08\n2143,2151\n"), written(f"ISCO88,ISCO08,title\n{titles}", "index.csv")
    shutil.copytree(carried, tmp_path / "store", symlinks=True)
    with Writer.open(tmp_path / "store") as writer:
        before = writer.data_version()
        with pytest.raises(ProfGraphError) as caught:
            crossing(writer, "isco-88", "isco-08", table, index=index)
        assert (caught.value.message.en, writer.data_version()) == (f"index.csv, {problem}", before)


def test_the_columns_of_an_index_are_told_apart_from_those_of_the_table(written: Written) -> None:
    table, index = written("ISCO88,ISCO08\n2143,2151\n"), written("a,b,c\n2111,2111,A\n", "index.csv")
    with pytest.raises(ProfGraphError) as caught:
        read_crosswalk(table, ENDS, Asked(index=index))
    assert caught.value.message.en == (
        "index.csv: it cannot be told where the codes of isco-88 and of isco-08 are (first row: «a», «b», «c»); say "
        "it: --column index-source=COLUMN --column index-target=COLUMN, by heading or number"
    )
    with pytest.raises(ProfGraphError) as caught:
        read_crosswalk(table, ENDS, Asked(columns=("index-source=a",)))
    assert caught.value.message.en == "--column index-source: there is no index; name it: --index FILE"


@pytest.mark.parametrize("asked", [{"file": None}, {"file": "set.sssom.tsv"}, {"file": "table.csv", "titles": True}])
def test_an_index_goes_with_a_table_of_codes(tmp_path: Path, asked: dict[str, Any]) -> None:
    file, wish = asked["file"], Asked(titles="titles" in asked, index=tmp_path / "index.csv")
    with pytest.raises(ProfGraphError) as caught:
        read_crosswalk(file and tmp_path / file, ENDS, wish)
    assert caught.value.message.en == (
        "--index index.csv: an index of titles goes with a table of codes; name that as the file (CSV, XLSX, JSON), "
        "without --titles"
    )
