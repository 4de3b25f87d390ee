"""The chain to ESCO as pages: a function leads to the question, which shows every hop; items show counterparts."""

from __future__ import annotations

import csv
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

VERSION = "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08"
ANSWER = Path(__file__).parent.parent / "answers" / "esco-occupations.csv"


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.parametrize("code", ["A", "A/01.5"])
def test_the_page_of_a_function_leads_to_the_answer(client: FlaskClient, code: str) -> None:
    text = page(client, f"/doc/standard/16.020/620n-2014-09-08/{code}")
    found = re.findall(r'<a href="(/q/esco-occupations[^"]*)">([^<]*)', text)
    assert found == [
        (
            f"/q/esco-occupations?function={VERSION}/{code}",
            "Which ESCO occupations correspond to the function, and by which chain of codes",
        )
    ]
    answer = client.get(f"/q/esco-occupations.csv?function={VERSION}/{code}")
    assert answer.text == ANSWER.read_bytes().decode()


CHAIN = "closeMatch 0.95 → broadMatch 0.95 → exactMatch 1 → narrowMatch 1"


def test_the_page_of_the_question_shows_every_hop(client: FlaskClient) -> None:
    text = page(client, "/q/esco-occupations?function=16.020/A")
    found = re.findall(r'<t[dh] role="[^>]*>(.*?)</t[dh]>', text, re.DOTALL)
    cells = [re.sub("<[^>]*>", "", cell).strip() for cell in found]
    with ANSWER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for hop in ("code", "okz", "isco88", "isco08", "group", "confidence", "esco"):
            assert row[hop] in cells
    assert {row["chain"] for row in rows} == {CHAIN}
    assert cells.count("close 0.95 → broader 0.95 → exact 1 → narrower 1") == len(rows)


def test_the_codes_of_the_hops_lead_to_their_items(client: FlaskClient) -> None:
    text = page(client, "/q/esco-occupations?function=16.020/A")
    links = re.findall(r'<a href="/id/classifier/([^"]*)">([^<]*)', text)
    hops = ["isco/88/3113", "isco/08/3113", "esco-groups/1.1.1/3113"]
    with ANSWER.open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    items = [item for code in codes for item in (f"esco-occupations/1.1.1/{code}", *hops)]
    assert links == [(item, item.rpartition("/")[2]) for item in items]
    assert {client.get(f"/doc/classifier/{item}").status_code for item in items} == {200}


COUNTERPARTS = {
    "isco/88/2143": ["/doc/classifier/isco/08/2151", "/doc/classifier/okz/1993/2143", "/doc/classifier/isco/08/2143"],
    "esco-occupations/1.1.1/3113.1": ["/doc/classifier/esco-groups/1.1.1/3113"],
}


@pytest.mark.parametrize("item", COUNTERPARTS)
def test_the_page_of_an_item_shows_what_it_corresponds_to(client: FlaskClient, item: str) -> None:
    text = page(client, f"/doc/classifier/{item}").partition('id="editions"')[2].partition("</section>")[0]
    assert re.findall(r'<li><a href="([^"?]*)', text) == COUNTERPARTS[item]
