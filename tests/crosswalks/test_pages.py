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
    hops = ["okz/1993/3113", "isco/88/3113", "isco/08/3113", "esco-groups/1.1.1/3113"]
    with ANSWER.open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    items = [item for code in codes for item in (f"esco-occupations/1.1.1/{code}", *hops)]
    assert links == [(item, item.rpartition("/")[2]) for item in items]
    assert {client.get(f"/doc/classifier/{item}").status_code for item in items} == {200}


EDITIONS = {
    "OKZ, OK 010-93": "okz/1993",
    "OKZ, OK 010-2014": "okz/2014",
    "OKSO, OK 009-2003": "okso/2003",
    "Lists of specialities of 2009": "okso/2009",
    "OKSO, OK 009-2016": "okso/2016",
    "OKVED, OK 029-2001": "okved/2001",
    "ISCO-88": "isco/88",
}
# The column of codes of each question, and the column that names their edition, or the edition.
LINKED = [
    ("functions-by-code?code=okz 1993 31", "found", "foundEdition"),
    ("functions-by-correspondence?code=okz 2014 311", "through", "okz/2014"),
    ("functions-by-correspondence?code=okz 2014 311", "found", "foundEdition"),
    ("code-tree?code=okz 1993 31", "above", "okz/1993"),
    ("code-drift?code=okz 1993 21", "found", "okz/1993"),
    ("code-correspondences?code=okso 2009 140400", "other", "otherEdition"),
    ("code-correspondences?code=okz 1993 21", "other", "otherEdition"),
    ("codes-in-use?standard=16.020", "found", "edition"),
    ("current-codes?standard=16.020", "otherCode", "edition"),
    ("classifier-codes?standard=16.020", "code", "edition"),
]


@pytest.mark.parametrize(("asked", "column", "edition"), LINKED)
def test_codes_in_answers_lead_to_their_items(client: FlaskClient, asked: str, column: str, edition: str) -> None:
    name, _, fields = asked.partition("?")
    table = list(csv.DictReader(client.get(f"/q/{name}.csv?{fields}&lang=en").text.splitlines()))
    meant = [(EDITIONS.get(row.get(edition, ""), edition if "/" in edition else ""), row[column]) for row in table]
    text = page(client, f"/q/{asked}").partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]
    place = [*table[0]].index(column)
    cells = [re.findall(r"<td.*?</td>", row, re.DOTALL)[place] for row in text.split("<tr ")[1:]]
    links = ["".join(re.findall(r'href="/id/classifier/([^"]*)"', cell)) for cell in cells]
    assert links == [f"{of}/{code}" if of and code else "" for of, code in meant]
    assert {client.get(f"/doc/classifier/{item}").status_code for item in links if item} == {200}


def test_a_code_without_an_item_has_no_link(client: FlaskClient) -> None:
    held, absent = (page(client, f"/q/functions-by-code?code=okved 2001 {one}") for one in ("40.1", "E"))
    assert ['href="/id/classifier/' in one.partition("</form>")[0] for one in (held, absent)] == [True, False]


COUNTERPARTS = {
    "isco/88/2143": ["/doc/classifier/isco/08/2151", "/doc/classifier/okz/1993/2143", "/doc/classifier/isco/08/2143"],
    "esco-occupations/1.1.1/3113.1": ["/doc/classifier/esco-groups/1.1.1/3113"],
}


@pytest.mark.parametrize("item", COUNTERPARTS)
def test_the_page_of_an_item_shows_what_it_corresponds_to(client: FlaskClient, item: str) -> None:
    text = page(client, f"/doc/classifier/{item}").partition('id="editions"')[2].partition("</section>")[0]
    assert re.findall(r'<li><a href="([^"?]*)', text) == COUNTERPARTS[item]
