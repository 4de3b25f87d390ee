"""What was taken from a PDF is found in it: the pages of the service name the page of the printed document."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from profgraph.loader.pipeline import load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

FUNCTION = "/doc/standard/06.001/424n-2022-07-20/B/03.4"
ITEM = re.compile(r'<span class="said">(.*?)</span> <a class="place" href="([^"]*)">стр\. (\d+), строк. ([\d–]+)</a>')


@pytest.fixture(scope="module")
def order(shared: Path) -> Path:
    return shared / "corpus/orders/06.001-424n-2022-libreoffice.pdf"


@pytest.fixture(scope="module")
def client(order: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("printed")
    with Writer.open(folder) as writer:
        list(load([order], writer))
        writer.publish()
    return create_app(Settings(store=str(folder))).test_client()


def plain(markup: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())


def test_a_function_and_its_source_name_the_page_of_each_item(order: Path, client: FlaskClient) -> None:
    found = ITEM.findall(client.get(f"{FUNCTION}.html?lang=ru").text)
    assert len(found) >= 13
    with pdfplumber.open(io.BytesIO(order.read_bytes())) as printed:
        pages = ["".join((page.extract_text() or "").split()) for page in printed.pages]
    for said, _, page, _ in found:
        assert plain(said)[:25] in pages[int(page) - 1], said
    document = re.split(r"[?#]", found[0][1])[0]
    source = client.get(f"{document}.html?lang=en").text
    gutter = [int(page) for page in re.findall(r'<td class="line"><span class="page">p\. (\d+)</span>', source)]
    assert gutter == sorted(set(gutter))
    assert {int(page) for _, _, page, _ in found} <= set(gutter)
    for _, place, page, lines in found:
        anchor, line = place.partition("#")[2], "line" if "–" not in lines else "lines"
        assert f'<a href="#{anchor}">p. {page}, {line} {lines}</a>' in source
