"""The page `/diff`: a form that works by links alone, its answers as files, and what it says of bad choices."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest
from profgraph.comparison.comparing import compared
from profgraph.comparison.operands import loaded
from profgraph.comparison.rendering.html import render_page
from profgraph.comparison.rendering.json import to_json
from profgraph.comparison.rendering.sheets import to_xlsx
from profgraph.comparison.rendering.terminal import to_text
from profgraph.comparison.rendering.turtle import to_turtle
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.queries.rendering import XLSX
from profgraph.settings import Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.remote import RemoteStore
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Stated
    from flask.testing import FlaskClient
    from profgraph.comparison.changes import Comparison
    from profgraph.loader.model import Standard

Serving = Callable[..., AbstractContextManager[str]]

OLD, NEW = "16.020@620n-2014-09-08", "16.020@621n-2015-09-08"
PAIR = f"a={OLD}&b={NEW}"
HTML = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    text = bundled().read_text(encoding="utf-8").replace("N 620н", "N 621н").replace("2014 г. N 621н", "2015 г. N 621н")
    order = folder / "order.txt"
    order.write_text(text.replace("Проводить оперативные совещания", "Проводить ежедневные <i>"), encoding="utf-8")
    with Writer.open(folder / "store") as writer:
        assert [type(one) for one in load([bundled(), order], writer)] == [Loaded, Loaded]
        writer.publish()
    return folder / "store"


@pytest.fixture(scope="module")
def client(store: Path) -> FlaskClient:
    return create_app(Settings(store=str(store))).test_client()


@pytest.fixture(scope="module")
def comparison(store: Path) -> Comparison:
    with EmbeddedStore(store) as opened:
        return compared(loaded(opened, OLD), loaded(opened, NEW))


def test_the_store_says_what_the_document_says(store: Path, standard: Standard, stated: Stated) -> None:
    with EmbeddedStore(store) as opened:
        assert loaded(opened, OLD) == stated(standard)


def test_the_form_offers_the_editions(client: FlaskClient) -> None:
    page = client.get("/diff", headers=HTML)
    assert (page.status_code, page.content_language.to_header()) == (200, "en")
    assert re.findall(r'<option value="(16[^"]*)"', page.text) == [OLD, NEW, OLD, NEW]
    assert "selected" not in page.text
    assert "<script" not in page.text


def test_the_page_shows_the_change_and_where_its_row_has_a_page(client: FlaskClient) -> None:
    page = client.get(f"/diff?{PAIR}", headers=HTML).text
    assert re.findall(r'<option value="(16[^"]*)" selected', page) == [OLD, NEW]
    (change,) = re.findall(r'<li class="change \w+">.*?</li>', page, re.DOTALL)
    (href,) = re.findall(r'href="([^"]*)"', change)
    assert href == "/doc/standard/16.020/621n-2015-09-08/B/03.6/skill/2"
    assert client.get(href, headers=HTML).status_code == 200
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<(?!/?(?:ins|del)\b)[^>]*>", "", change))).strip()
    assert words.startswith(
        "skill reworded Проводить <del>оперативные совещания</del><ins>ежедневные <i></ins> с целью"
    )


def test_a_bare_code_is_chosen_as_its_newest_edition(client: FlaskClient) -> None:
    page = client.get("/diff?a=16.020&b=16.020", headers=HTML).text
    assert re.findall(r'<option value="(16[^"]*)" selected', page) == [NEW, NEW]
    assert "one and the same edition" in page


def test_each_file_is_that_of_the_command(client: FlaskClient, comparison: Comparison) -> None:
    expected = {
        "html": ("text/html", render_page(comparison, "en").encode()),
        "txt": ("text/plain", to_text(comparison, "en").encode()),
        "json": ("application/json", to_json(comparison).encode()),
        "xlsx": (XLSX, to_xlsx(comparison, "en")),
        "ttl": ("text/turtle", to_turtle(comparison).encode()),
    }
    answers = {end: client.get(f"/diff.{end}?{PAIR}&lang=en") for end in expected}
    assert {end: (one.mimetype, one.data) for end, one in answers.items()} == expected
    assert {one.headers["Content-Disposition"] for one in answers.values()} == {
        f"attachment; filename=diff-{OLD.replace('@', '-')}-{NEW.partition('@')[2]}.{end}" for end in expected
    }


@pytest.mark.parametrize("media_type", ["application/json", "text/turtle", XLSX])
def test_programs_get_what_they_accept(media_type: str, client: FlaskClient) -> None:
    answer = client.get(f"/diff?{PAIR}", headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_the_answer_is_kept_as_long_as_the_data_are_the_same(client: FlaskClient) -> None:
    tag = client.get(f"/diff?{PAIR}", headers=HTML).headers["ETag"]
    assert client.get(f"/diff?{PAIR}", headers={**HTML, "If-None-Match": tag}).status_code == 304


LOADED = f"loaded: {OLD}, {NEW}"
BAD = [
    ("a=16.020&b=99.999", 404, f"'99.999': the store has no such standard; {LOADED}"),
    ("a=16.020@x&b=16.020", 404, f"'16.020@x': the store has no such standard; {LOADED}"),
    ("a=x&b=16.020", 400, "'x' is not the code of a standard; for example: 16.020 or 16.020@620n-2014-09-08"),
    ("a=16.020", 400, f"name two editions: a={OLD} is the old one, b is the new one"),
    ("a=16.020&b=", 400, f"name two editions: a={OLD} is the old one, b is the new one"),
    ("a=16.020&a=16.020", 400, "the field a is given 2 times; send it once"),
    ("a=16.020&c=1", 400, "c: a comparison has no such field; it has a and b, the old edition and the new one"),
]


@pytest.mark.parametrize(("fields", "status", "detail"), BAD)
def test_programs_are_told_what_is_wrong(fields: str, status: int, detail: str, client: FlaskClient) -> None:
    answer = client.get(f"/diff?{fields}", headers={"Accept": "application/json", "Accept-Language": "en"})
    assert (answer.status_code, answer.mimetype, answer.json["detail"]) == (status, "application/problem+json", detail)


@pytest.mark.parametrize(("fields", "status", "detail"), BAD[:3])
def test_the_form_says_what_is_wrong_beside_the_field(
    fields: str, status: int, detail: str, client: FlaskClient
) -> None:
    page = client.get(f"/diff?{fields}", headers=HTML)
    assert page.status_code == status
    assert [html.unescape(one) for one in re.findall(r'<p class="fault"[^>]*>(.*?)</p>', page.text)] == [detail]
    assert page.text.count('aria-invalid="true"') == 1


def test_a_form_that_is_half_filled_in_waits(client: FlaskClient) -> None:
    page = client.get(f"/diff?a={OLD}", headers=HTML)
    assert (page.status_code, "comparison.css" in page.text, 'class="comparison"' in page.text) == (200, True, False)


def test_a_kind_of_file_that_there_is_not(client: FlaskClient) -> None:
    answer = client.get(f"/diff.pdf?{PAIR}", headers={"Accept": "application/json", "Accept-Language": "en"})
    detail = "diff.pdf: the comparison has no such file; choose from html, txt, json, xlsx, ttl"
    assert (answer.status_code, answer.json["detail"]) == (404, detail)


def test_an_edition_leads_to_what_changed(client: FlaskClient) -> None:
    for version in ("620n-2014-09-08", "621n-2015-09-08"):
        page = client.get(f"/doc/standard/16.020/{version}", headers=HTML).text
        (href,) = re.findall(r'href="(/diff\?[^"]*)"', page)
        assert html.unescape(href) == f"/diff?a={OLD}&b={NEW}"


def test_a_store_without_data(tmp_path: Path) -> None:
    answer = create_app(Settings(store=str(tmp_path / "none"))).test_client().get(f"/diff?{PAIR}", headers=HTML)
    assert answer.status_code == 503


@pytest.mark.parametrize("options", [(), ("--union-default-graph",)])
def test_an_endpoint_elsewhere_says_the_same(
    options: tuple[str, ...], store: Path, comparison: Comparison, serving: Serving, tmp_path: Path
) -> None:
    shutil.copytree(store / "current" / "engine", tmp_path / "engine")
    with serving(tmp_path / "engine", *options) as address, RemoteStore(address) as remote:
        assert compared(loaded(remote, OLD), loaded(remote, NEW)).changes == comparison.changes
