"""Pages of odd data and odd addresses: texts with markup, references to nothing, an unknown order, unknown names."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Answering, Opened
    from flask.testing import FlaskClient

EDITION = "/doc/standard/16.020/620n-2014-09-08"
EVIL = '<script>alert("1")</script> & </title></svg>'
NAME = "Управление процессом эксплуатации муниципальных линий электропередачи"


def serving(folder: Path, text: str) -> FlaskClient:
    source = folder / "order.txt"
    source.write_text(text, encoding="utf-8")
    with Writer.open(folder / "store") as writer:
        list(load([source], writer))
        writer.publish()
    return create_app(Settings(store=str(folder / "store"))).test_client()


def of_bundled() -> str:
    return bundled().read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["", "/B", "/B/03.6"])
def test_markup_in_a_document_stays_text(tmp_path: Path, opened: Opened, path: str) -> None:
    client = serving(tmp_path, of_bundled().replace(NAME, f"{NAME} {EVIL}"))
    page = opened(f"{EDITION}{path}", client=client)
    assert page.all("script") == []
    assert f"B/03.6 {NAME} {EVIL}" in [one.text for one in page.all() if one.tag in {"h1", "a", "title"}]


def test_a_reference_to_nothing_says_so(tmp_path: Path, opened: Opened) -> None:
    reference = "Необходимые умения, соответствующие трудовой функции А/02.5"
    text = of_bundled()
    assert reference in text
    client = serving(tmp_path, text.replace(reference, reference.replace("А/02.5", "А/09.5")))
    table = (
        opened(f"{EDITION}/B/03.6", client=client).section("references").one("table", **{"aria-labelledby": "taken"})
    )
    assert [row.text for row in table.one("tbody").all("tr")] == [
        "A/02.5 Производство работ по эксплуатации муниципальных линий электропередачи знания строка 327",
        "A/09.5 функции нет умения строка 321",
    ]


def test_a_finding_without_a_value_is_told_once(tmp_path: Path, opened: Opened) -> None:
    lines = [line for line in of_bundled().splitlines() if "Происхождение" not in line]
    client = serving(tmp_path, "\n".join(lines))
    section = opened(EDITION, client=client).section("quality")
    (row,) = (one for one in section.one("tbody").all("tr") if one.one("th").one("a").text == "OriginGiven")
    told = [one.text for one in row.one("ul").all("span", "code")]
    assert told == ["A", "A/01.5", "A/02.5", "A/03.5", "B", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
    answer = client.get("/q/defects.csv").text.splitlines()
    assert [line.split(",")[2] for line in answer if line.endswith(",OriginGiven")] == told


def test_what_the_loader_doubted_is_counted_and_told(tmp_path: Path, opened: Opened) -> None:
    odd = of_bundled().replace("4.1. ", "Утверждается впервые\n4.1. ", 1).replace("4.2. ", "Ещё\n4.2. ", 1)
    client = serving(tmp_path, odd)
    section = opened(EDITION, client=client).section("quality")
    rows = [one for one in section.one("tbody").all("tr") if one.one("th").all("span", "code")]
    answer = csv.reader(client.get("/q/diagnostics.csv", headers={"Accept-Language": "ru"}).text.splitlines())
    messages = [told for _, severity, _, told in answer if severity == "warning"]
    assert len(messages) > 1
    assert sorted(row.one("th").text for row in rows) == sorted(f"{told} unrecognised-text" for told in messages)
    assert {row.all("td")[0].text for row in rows} == {"предупреждение"}
    assert [row for row in rows if not row.all("a", "place")] == []
    checks = [line.split(",")[1] for line in client.get("/q/defects.csv").text.splitlines()]
    assert section.one("dl").all("dd")[1].text == str(checks.count("Warning") + len(messages))


def test_more_findings_than_a_page_shows_are_counted(tmp_path: Path, opened: Opened) -> None:
    skill = "\tРуководить персоналом, организовывать повышение квалификации сотрудников\n"
    assert skill in of_bundled()
    odd = "".join(f"\tРуководство {number} сотрудниками\n" for number in range(1, 521))
    client = serving(tmp_path, of_bundled().replace(skill, skill + odd))
    section = opened(EDITION, client=client).section("quality")
    severities = [row[1] for row in csv.reader(client.get("/q/defects.csv").text.splitlines())]
    assert len(section.one("tbody").all("li")) < 520 < len(severities)
    assert [int(one.text) for one in section.one("dl").all("dd")] == [
        severities.count(severity) for severity in ("Violation", "Warning", "Info")
    ]


def test_a_standard_without_references_has_a_picture_without_arrows(tmp_path: Path, opened: Opened) -> None:
    lines = [line for line in of_bundled().splitlines() if "соответствующие трудовой функции" not in line]
    page = opened(EDITION, client=serving(tmp_path, "\n".join(lines)))
    section = page.section("picture")
    assert (len(section.all("a", "box")), section.all("path", "curve"), section.all("table")) == (7, [], [])
    told = [one for one in section.all() if one.tag == "svg" or "none" in one.attributes.get("class", "")]
    assert [one.tag for one in told] == ["p", "svg"], "said before thousands of pixels of boxes"
    assert told[0].text == "Ни одна функция не ссылается на другие."


@pytest.mark.parametrize(
    "path",
    [
        f"{EDITION}/C",
        f"{EDITION}/B/09.6",
        "/doc/standard/99.999",
        "/doc/concept/skill/0000000000000000",
        "/doc/classifier/okz/1993/9999",
        "/doc/classifier/okz/1888/2143",
        "/doc/standard/%3Cscript%3E",
    ],
)
@pytest.mark.parametrize(("lang", "heading"), [("ru", "Не найдено"), ("en", "Not found")])
def test_what_is_not_there_is_a_page_too(opened: Opened, path: str, lang: str, heading: str) -> None:
    page = opened(f"{path}?lang={lang}", status=404)
    assert page.one("h1").text == heading
    assert page.all("script") == []


def test_every_function_concept_and_code_has_its_page_in_both_languages(opened: Opened, answering: Answering) -> None:
    query = """
      SELECT DISTINCT ?one
      WHERE { VALUES ?kind { ps:WorkFunction ps:CompetenceConcept ps:ClassifierItem } ?one a ?kind }"""
    addresses = [iri.replace("https://w3id.org/profgraph/id", "/doc") for (iri,) in answering(query=query)]
    assert len(addresses) == 9 + 99 + 58 + 156
    assert [
        address
        for number, address in enumerate(addresses)
        if opened(f"{address}?lang={('ru', 'en')[number % 2]}").section("record") is None
    ] == []
