"""The pages of an edition, a standard, a concept and a classifier code say what the questions answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Answering, Element, Opened, Rows
    from flask.testing import FlaskClient
    from profgraph.settings import DefaultGraph

EDITION = "/doc/standard/16.020/620n-2014-09-08"
BASE = "https://w3id.org/profgraph/id"
OKZ = "/doc/classifier/okz/1993/2143"
LABEL = (
    "16.020 Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи, "
    "приказ 620н от 08.09.2014"
)
PAGES = [EDITION, f"{EDITION}/B", f"{EDITION}/B/03.6", f"{EDITION}/A/01.5", "/doc/standard/16.020", OKZ]


def listed(table: Element) -> Rows:
    return [tuple(cell.text for cell in row.all() if cell.tag in {"th", "td"}) for row in table.one("tbody").all("tr")]


def test_an_edition_tells_its_order(opened: Opened) -> None:
    page = opened(EDITION)
    facts = page.one("main").all("dl", "facts")[0]
    assert page.one("h1").text == LABEL.split(",", maxsplit=1)[0].removeprefix("16.020 ")
    assert [part.text for part in facts.all("div")] == [
        "Приказ № 620н от 08.09.2014",
        "Минюст № 34284 от 10.10.2014",
        "Действие с 10.10.2014 (день регистрации; начало документом не названо)",
        "Регистрационный номер стандарта 167",
        "Вид деятельности Техническое обслуживание и ремонт воздушных и кабельных муниципальных линий электропередачи",
        "Источник текст документа",
        "Скачать TriG N-Quads Turtle JSON-LD CSV с описанием (CSVW) Excel",
    ]


def test_an_edition_shows_its_functional_map(opened: Opened, answering: Answering) -> None:
    told = []
    for body in opened(EDITION).section("map").all("tbody"):
        whole = body.one("th", scope="rowgroup").one("a")
        for row in body.all("tr"):
            link = row.one("th", scope="row").one("a")
            assert link.attributes["href"] == f"{EDITION}/{link.text}"
            name = next(cell for cell in row.all("td", "name") if "top" not in cell.attributes["class"])
            told.append((whole.text, link.text, name.all("span")[0].text, row.all("td", "level")[-1].text))
    assert told == [
        (whole, code, name, level)
        for whole, _, code, name, level in answering(question="function-map", standard="16.020")
    ]


def test_an_edition_says_what_its_functions_require(opened: Opened, answering: Answering) -> None:
    told = []
    for row in opened(EDITION).section("requirements").one("tbody").all("tr"):
        code = row.one("th").one("span", "code").text
        for group, cell in zip(("title", "education", "experience", "admission"), row.all("td"), strict=True):
            told += [(code, group, one.text) for one in cell.all("span", "said")]
    assert told == [
        (whole, group, text)
        for code in ("A", "B")
        for whole, group, _, text, _ in answering(question="requirements", function=code)
    ]


def test_an_edition_reports_its_faults_the_worst_first(opened: Opened, answering: Answering) -> None:
    section = opened(EDITION).section("quality")
    answer = answering(question="defects")
    told = []
    for row in section.one("tbody").all("tr"):
        severity, check = row.all("td")[0].text, row.one("th").one("a").text
        message = row.one("th").text.removesuffix(f" {check}")
        assert row.one("th").one("a").attributes["href"] == f"/checks#{check}"
        told += [(severity, check, message, place_of(one)) for one in row.all("td")[1].all("li")]
    words = {"Violation": "нарушение", "Warning": "предупреждение", "Info": "замечание"}
    assert sorted(told) == sorted(
        (words[severity], check, message, line) for _, severity, _, line, message, _, check in answer
    )
    assert [part.text for part in section.one("dl").all("div")] == [
        f"{label} {sum(row[1] == severity for row in answer)}"
        for severity, label in (("Violation", "нарушения"), ("Warning", "предупреждения"), ("Info", "замечания"))
    ]
    order = [row[0] for row in told]
    assert order == sorted(order, key=list(words.values()).index)


def place_of(item: Element) -> str:
    """Return the first line that an item names."""
    return "".join(one.text.split()[-1].partition("–")[0] for one in item.all("a", "place"))


def test_the_picture_shows_every_function_and_what_is_inherited(opened: Opened, answering: Answering) -> None:
    section = opened(EDITION).section("picture")
    codes = [code for _, _, code, _, _ in answering(question="function-map", standard="16.020")]
    query = """
      SELECT ?taker ?kind ?giver
      WHERE {
        { ?one ps:inheritsSkillsFrom ?other BIND("умения" AS ?kind) }
        UNION { ?one ps:inheritsKnowledgeFrom ?other BIND("знания" AS ?kind) }
        ?one ps:code ?taker . ?other ps:code ?giver
      }"""
    inherited = sorted(answering(query=query))
    assert [one.attributes["href"] for one in section.all("a", "box")] == [f"{EDITION}/{code}" for code in codes]
    assert [one.attributes["href"] for one in section.all("a", "whole")] == [f"{EDITION}/A", f"{EDITION}/B"]
    assert sorted(one.one("title").text for one in section.all("path", "curve")) == sorted(
        f"{taker} берёт {kind} из {giver}" for taker, kind, giver in inherited
    )
    table = [(taker.split()[0], kind, giver.split()[0]) for taker, kind, giver in listed(section.one("table"))]
    assert sorted(table) == inherited


def test_an_edition_names_its_developers(opened: Opened, answering: Answering) -> None:
    query = "SELECT ?name WHERE { ?one a ps:DeveloperRole ; ps:name ?name ; ps:position ?place } ORDER BY ?place"
    section = opened(EDITION).section("developers")
    assert [(one.text,) for one in section.all("span", "said")] == answering(query=query)
    assert [one.all("strong") != [] for one in section.all("li")] == [True, False, False, False, False]


def test_codes_of_an_edition_are_told_with_what_became_of_them(opened: Opened, answering: Answering) -> None:
    told = set()
    for address in (EDITION, f"{EDITION}/A", f"{EDITION}/B"):
        for row in opened(address).section("codes").one("tbody").all("tr"):
            written = row.one("th").all("", "code")[0].text
            for relation, cell in zip(("corresponds", "same code"), row.all("td")[1:], strict=True):
                told |= {(written, relation, one.one("a").text) for one in cell.all("li")}
    assert told == {
        (code, relation, f"{other} {name}")
        for _, code, _, relation, _, other, name in answering(question="current-codes")
    }


def test_a_standard_lists_its_editions(opened: Opened) -> None:
    (row,) = listed(opened("/doc/standard/16.020").section("editions").one("table"))
    assert row[:2] == ("№ 620н от 08.09.2014", "№ 34284 от 10.10.2014")


@pytest.mark.parametrize("kind", ["skill", "knowledge", "action"])
def test_a_concept_names_every_function_that_requires_it(opened: Opened, answering: Answering, kind: str) -> None:
    concepts = answering(
        query=f'SELECT DISTINCT ?c WHERE {{ ?s ps:expressesConcept ?c FILTER(CONTAINS(STR(?c), "/{kind}/")) }}'
    )
    for (iri,) in concepts[:8]:
        page = opened(iri.replace(BASE, "/doc"))
        requiring = f"SELECT ?code {{ ?f a ps:ParticularWorkFunction ; ps:requires <{iri}> ; ps:code ?code }}"
        stating = (
            f"SELECT ?text ?code {{ ?f ps:states ?s ; ps:code ?code . "
            f"?s ps:expressesConcept <{iri}> ; ps:verbatimText ?text }}"
        )
        rows = listed(page.section("requiring").one("table"))
        assert sorted(row[0].split()[0] for row in rows) == sorted(code for (code,) in answering(query=requiring))
        told = [
            (part.one("dt").text, one.one("span", "code").text)
            for part in page.section("spellings").one("dl").all("div")
            for one in part.all("li")
        ]
        assert sorted(told) == sorted(answering(query=stating))


def test_a_concept_tells_own_from_inherited(opened: Opened, answering: Answering) -> None:
    ((iri,),) = answering(query='SELECT ?c WHERE { ?c skos:prefLabel "Основы электротехники и механики"@ru }')
    rows = listed(opened(iri.replace(BASE, "/doc")).section("requiring").one("table"))
    assert [(row[0].split()[0], row[2]) for row in rows] == [
        ("A/01.5", "собственное"),
        *((code, "унаследовано из A/01.5") for code in ("A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6")),
    ]


def test_a_classifier_code_tells_its_meanings_its_place_and_everything_under_it(opened: Opened) -> None:
    page = opened(OKZ)
    assert [part.text for part in page.section("editions").one("dl").all("div")] == [
        (
            "В этой редакции 2143 Инженеры-электрики и инженеры-энергетики Electrical engineers "
            "ОКЗ, ОК 010-93 не действует, с 01.01.1995 по 30.06.2015"
        ),
        (
            "Соответствует в других редакциях 2143 Electrical engineers МСКЗ-88 не действует "
            "2151 Инженеры-электрики ОКЗ, ОК 010-2014 действует"
        ),
        "Тот же код в других редакциях 2143 Инженеры по охране окружающей среды ОКЗ, ОК 010-2014 действует",
    ]
    assert [one.one("span", "code").text for one in page.section("hierarchy").all("li")] == ["2", "21", "214"]
    assert listed(page.section("used").one("table")) == USED


USED = [
    ("Раздел I", "—", "2143 Инженеры-электрики и инженеры-энергетики", "строка 80"),
    (
        (
            "B Руководство структурным подразделением по техническому обслуживанию и ремонту муниципальных линий "
            "электропередачи"
        ),
        "6",
        "2143 Инженеры-электрики и инженеры-энергетики",
        "строка 241",
    ),
]


def test_a_group_of_a_classifier_rolls_up_what_is_under_it(opened: Opened) -> None:
    page = opened("/doc/classifier/okz/1993/21")
    assert listed(page.section("used").one("table")) == USED
    links = [one.attributes["href"] for one in page.section("used").one("table").all("a")]
    assert links.count(OKZ) == 2


def test_every_link_leads_somewhere_and_every_anchor_is_there(opened: Opened, client: FlaskClient) -> None:
    anchors = [one for address in PAGES for one in opened(address).all("a") if "download" not in one.attributes]
    links = {one.attributes["href"] for one in anchors}
    pages: dict[str, Element] = {}
    broken = []
    for link in sorted(link for link in links if link.startswith("/")):
        address, _, anchor = link.partition("#")
        if anchor:
            pages[address] = pages.get(address) or opened(address)
            broken += [link] if pages[address].all(id=anchor) == [] else []
        elif client.get(address, headers={"Accept": "text/html"}).status_code not in {200, 303}:
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("chosen", ["", "?lang=en"])
def test_terms_lead_to_their_place_on_the_page_of_the_ontology(opened: Opened, chosen: str) -> None:
    page = opened(f"{EDITION}/B/03.6/skill/1{chosen}")
    vocabulary = "https://w3id.org/profgraph/ns#"
    links = {one.attributes["title"]: one.attributes["href"] for one in page.all("a") if "title" in one.attributes}
    terms = {iri: href for iri, href in links.items() if iri.startswith(vocabulary)}
    assert f"{vocabulary}SkillStatement" in terms
    assert terms == {iri: f"/ns{chosen}#{iri.removeprefix(vocabulary)}" for iri in terms}


def test_an_edition_links_its_dumps(opened: Opened, client: FlaskClient) -> None:
    listed_files = client.get("/dumps/", headers={"Accept": "application/json"}).get_json()["files"]
    linked = [one.attributes["href"] for one in opened(EDITION).all("a") if "download" in one.attributes]
    assert linked == [f"/dumps/{one['name']}" for one in listed_files if one["name"].startswith("16.020@")]


@pytest.mark.parametrize("mode", ["union", "strict"])
def test_the_query_behind_a_table_finds_its_rows(opened: Opened, folder: Path, mode: DefaultGraph) -> None:
    client = create_app(Settings(store=str(folder), default_graph=mode)).test_client()
    pages = [opened(address, client=client) for address in PAGES]
    links = {one.one("a").attributes["href"] for page in pages for one in page.all("p", "behind")}
    empty = [
        link
        for link in links
        if not client.get(link, headers={"Accept": "application/sparql-results+json"}).get_json()["results"]["bindings"]
    ]
    assert len(links) > len(PAGES)
    assert empty == []
