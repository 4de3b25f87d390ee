"""The text of a source: kept with the data, shown line by line, every place of the graph marked where it stands."""

from __future__ import annotations

import csv
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.loader.pipeline import bundled, load
from profgraph.loader.versions import removal
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer
from profgraph.web.linked.source import Place, anchors, lines
from rdflib import URIRef

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

SOURCE = "source/953a45c35d7eecba"
VERSION = URIRef("https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08")
PLACES = "SELECT ?place ?first ?last ?paragraph { ?source ps:hasFragment ?place . ?place ps:firstLine ?first ; ps:lastLine ?last OPTIONAL { ?place ps:paragraph ?paragraph } }"  # noqa: E501  (one query)


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> str:
    return client.get(f"/doc/{SOURCE}.html?lang=en").text


def texts(folder: Path) -> list[str]:
    with EmbeddedStore(folder) as store:
        return [str(text) for (text,) in table_of(store.query("SELECT ?t { ?s ps:documentText ?t }")).rows]


def rows_of(page: str) -> list[str]:
    return re.findall(r"<tr>(.*?)</tr>", page.partition('class="paper"')[2], re.DOTALL)


def words(row: str) -> str:
    shown = row.partition('class="words">')[2].replace("<wbr>", "")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).replace("│", " ").split())


def test_the_text_of_the_document_is_in_the_data(folder: Path) -> None:
    assert texts(folder) == [bundled().read_text(encoding="utf-8")]


def test_the_text_goes_with_its_version(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        list(load([bundled()], writer))
        writer.publish()
        assert len(texts(tmp_path)) == 1
        writer.apply(removal(writer, VERSION))
        writer.publish()
    assert texts(tmp_path) == []


def test_the_page_shows_every_line(page: str) -> None:
    written = bundled().read_text(encoding="utf-8").removesuffix("\n").split("\n")
    shown = rows_of(page)
    assert [int(row.partition('class="line">')[2].partition("<")[0]) for row in shown] == [*range(1, len(written) + 1)]
    assert [words(row) for row in shown] == [" ".join(re.sub("</?p>", " ", line).split()) for line in written]


def test_every_place_of_the_graph_is_marked_where_it_stands(page: str, folder: Path) -> None:
    shown = rows_of(page)
    with EmbeddedStore(folder) as store:
        places = table_of(store.query(PLACES)).rows
    assert len(places) > 200
    assert len(re.findall(r'id="L[^"]*"', page)) == len(places)
    for iri, first, last, paragraph in places:
        anchor = str(iri).partition("#")[2]
        row = shown[int(str(first)) - 1]
        span = int(str(last)) - int(str(first)) + 1
        mark = f'id="{anchor}">' if paragraph else f'id="{anchor}" rowspan="{span}">'
        assert mark in row, anchor
        assert f'<div id="about-{anchor}">' in page


def test_a_paragraph_of_a_line_is_marked_alone(page: str, client: FlaskClient) -> None:
    query = "SELECT ?place ?text { ?s ps:verbatimText ?text ; prov:wasDerivedFrom ?place . ?place ps:paragraph ?n }"
    answered = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"}).text
    _, *found = csv.reader(answered.splitlines())
    assert found
    for iri, text in found:
        (marked,) = re.findall(f'<span id="{re.escape(iri.partition("#")[2])}">(.*?)</span>', page)
        assert " ".join(unescape(marked).split()) == text


def test_a_place_says_what_was_taken_from_it(page: str) -> None:
    about = page.partition('<div id="about-L309">')[2].partition("</div>")[0]
    assert re.findall(r"<a [^>]*>([^<]*)</a>", about)[:2] == [
        "line 309",
        "B/03.6 Управление процессом эксплуатации муниципальных линий электропередачи",
    ]


spans = st.tuples(st.integers(1, 30), st.integers(0, 12)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.sets(spans, max_size=12), st.integers(1, 30))
def test_places_that_overlap_stand_side_by_side(wanted: set[tuple[int, int]], count: int) -> None:
    places = tuple(sorted(Place(first, last, 0, f"L{first}-{last}") for first, last in wanted))
    shown = lines("line\n" * count, places)
    inside = [one for one in places if one.last <= count]
    starts = [mark for line in shown for mark in line.marks if isinstance(mark, Place)]
    assert sorted(starts) == inside
    assert anchors(shown) == {one.anchor for one in inside}
    deepest = max((sum(one.first <= n <= one.last for one in inside) for n in range(1, count + 1)), default=0)
    for line in shown:
        assert len(line.marks) == deepest
        covering = [one for one in inside if one.first <= line.number <= one.last]
        assert sum(mark != "" for mark in line.marks) == len(covering)


def test_without_the_text_there_are_no_lines() -> None:
    assert lines("", (Place(1, 2, 0, "L1-2"),)) == ()


def test_a_printed_page_is_told_once_where_its_first_place_begins() -> None:
    places = (Place(2, 2, 0, "L2", 1), Place(3, 4, 0, "L3-4", 1), Place(4, 5, 0, "L4-5", 2), Place(6, 6, 0, "L6"))
    assert [one.page for one in lines("line\n" * 6, places)] == [0, 1, 0, 2, 0, 0]
