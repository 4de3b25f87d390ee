"""Functions stand by their codes on pages and in answers; the graph keeps the order of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.settings import Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

TEXT = bundled().read_text(encoding="utf-8")
EDITION = "/doc/standard/16.020/620n-2014-09-08"
# Where the functions A, B, B/03.6 and B/04.6 begin, and what follows them.
MARKS = ("#### 3.1. ", "### 3.2. ", "### 3.2.3. ", "### 3.2.4. ", "#### IV. ")
QUESTIONS = {
    "function-map": {"standard": "16.020"},
    "functions": {},
    "competences": {},
    "all-requirements": {},
    "requiring-functions": {"concept": "Основы электротехники и механики"},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the bundled standard, B before A in it, and B/04.6 before B/03.6."""
    folder = tmp_path_factory.mktemp("turned")
    a, b, third, fourth, end = map(TEXT.index, MARKS)
    turned = (TEXT[:a], TEXT[b:third], TEXT[fourth:end], TEXT[third:fourth], TEXT[a:b], TEXT[end:])
    (folder / "turned.txt").write_text("".join(turned), encoding="utf-8")
    with Writer.open(folder / "store") as writer:
        assert [type(one) for one in load([folder / "turned.txt"], writer)] == [Loaded]
        writer.publish()
    return folder / "store"


@pytest.fixture(scope="module")
def reader(store: Path) -> FlaskClient:
    return create_app(Settings(store=str(store))).test_client()


def test_the_graph_keeps_the_order_of_the_document(store: Path) -> None:
    query = """
      SELECT ?code { ?f a ps:WorkFunction ; ps:code ?code ; ps:position ?position }
      ORDER BY STRLEN(?code) SUBSTR(?code, 1, 1) ?position"""
    with EmbeddedStore(store) as opened:
        told = [str(code) for (code,) in table_of(opened.query(query)).rows]
        whole = "SELECT ?code { ?f a ps:GeneralizedWorkFunction ; ps:code ?code ; ps:position ?p } ORDER BY ?p"
        assert [str(code) for (code,) in table_of(opened.query(whole)).rows] == ["B", "A"]
    assert told == ["A", "B", "A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/04.6", "B/03.6"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_has_them_by_code(question: str, reader: FlaskClient, client: FlaskClient) -> None:
    here, there = (one.get(f"/q/{question}.csv", query_string=QUESTIONS[question]) for one in (reader, client))
    assert (here.status_code, here.text) == (200, there.text)
    assert here.text.count("\n") > 2


@pytest.mark.parametrize("page", ["/", EDITION, f"{EDITION}/B"])
def test_a_page_has_them_by_code(page: str, reader: FlaskClient, client: FlaskClient) -> None:
    def codes(one: FlaskClient) -> list[str]:
        # What is wrong with the document stands by its lines.
        text = one.get(page, headers={"Accept": "text/html"}).text.partition('id="quality"')[0]
        return re.findall(r'(?:620n-2014-09-08|value="16\.020)/([AB](?:/[0-9]{2}\.[0-9])?)["?]', text)

    assert codes(reader) == codes(client)
    assert len(codes(reader)) > 3
