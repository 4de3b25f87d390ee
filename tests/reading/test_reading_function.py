"""The page of a function says what the questions answer: own and inherited told apart, places, references, codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Answering, Element, Opened, Rows

EDITION = "/doc/standard/16.020/620n-2014-09-08"
BASE = "https://w3id.org/profgraph/id"
KINDS = {"skills": "skill", "knowledge": "knowledge"}
FUNCTIONS = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6", "A", "B"]


def items(page: Element, code: str) -> Rows:
    """Return the rows of skills and knowledge: kind, own or inherited, the function they come from, text."""
    found: Rows = []
    for kind, said in KINDS.items():
        source = code
        for part in page.section(kind).parts:
            if isinstance(part, str):
                continue
            heading = part if part.tag == "h3" else next(iter(part.all("h3")), None)
            codes = heading.all("span", "code") if heading else []
            source = codes[0].text if codes else source
            if part.tag == "ul":
                found += [(said, "own", source, one.text) for one in part.all("span", "said")]
            if part.tag == "div":
                assert part.attributes["class"] == "taken"
                found += [
                    (said, "inherited", source, one.text) for one in part.one("ul", "inherited").all("span", "said")
                ]
    return found


def listed(table: Element) -> Rows:
    return [tuple(cell.text for cell in row.all() if cell.tag in {"th", "td"}) for row in table.one("tbody").all("tr")]


@pytest.mark.parametrize("code", FUNCTIONS)
def test_own_and_inherited_rows_are_those_of_the_question(opened: Opened, answering: Answering, code: str) -> None:
    answer = answering(question="own-and-inherited", function=code)
    assert sorted(items(opened(f"{EDITION}/{code}"), code)) == sorted(answer)


@pytest.mark.parametrize("code", FUNCTIONS[:7])
def test_each_row_leads_to_its_place_in_the_document(opened: Opened, answering: Answering, code: str) -> None:
    page = opened(f"{EDITION}/{code}")
    rows = [row for row in page.all("li") if row.all("a", "place")]
    told = {
        (row.one("span", "said").text, line.text)
        for kind in ("actions", "skills", "knowledge")
        for own in page.section(kind).all("ul", "own")
        for row in own.all("li")
        for line in row.all("a", "place")
    }
    assert told == {
        (text, f"строка {first}" if first == last else f"строки {first}–{last}")
        for group, _, _, first, last, text in answering(question="places", function=code)
        if group in {"actions", "skills", "knowledge"} and not text.startswith("Необходимые ")
    }
    assert [
        row.text for row in rows if not re.search(r"/doc/source/\w+#L\d+", row.one("a", "place").attributes["href"])
    ] == []


def test_what_comes_through_another_function_says_so(opened: Opened) -> None:
    headings = [part.one("h3").text for part in opened(f"{EDITION}/B/03.6").all("div", "taken")]
    assert headings == [
        "унаследовано из A/02.5 Производство работ по эксплуатации муниципальных линий электропередачи",
        "унаследовано из A/01.5 Проверка технического состояния муниципальных линий электропередачи через A/02.5",
        "унаследовано из A/02.5 Производство работ по эксплуатации муниципальных линий электропередачи",
    ]


@pytest.mark.parametrize("code", FUNCTIONS[:7])
def test_actions_are_those_of_the_question(opened: Opened, answering: Answering, code: str) -> None:
    told = [one.text for one in opened(f"{EDITION}/{code}").section("actions").all("span", "said")]
    assert told == [text for group, _, text in answering(question="statements", function=code) if group == "actions"]


@pytest.mark.parametrize(
    ("code", "taken", "given"),
    [
        ("B/03.6", [("A/02.5", "умения", "строка 321"), ("A/02.5", "знания", "строка 327")], []),
        (
            "A/01.5",
            [],
            [
                ("A/02.5", "знания", "строка 186"),
                ("A/03.5", "знания", "строка 211"),
                ("B/01.6", "умения", "строка 269"),
                ("B/01.6", "знания", "строка 276"),
                ("B/02.6", "умения", "строка 298"),
                ("B/02.6", "знания", "строка 302"),
            ],
        ),
    ],
)
def test_references_lead_both_ways(opened: Opened, code: str, taken: Rows, given: Rows) -> None:
    references = opened(f"{EDITION}/{code}").section("references")
    tables = {table.attributes["aria-labelledby"]: listed(table) for table in references.all("table")}
    assert {name: [(row[0].split()[0], *row[1:]) for row in rows] for name, rows in tables.items()} == {
        name: rows for name, rows in (("taken", taken), ("given", given)) if rows
    }


def test_a_generalised_function_lists_its_members(opened: Opened, answering: Answering) -> None:
    members = listed(opened(f"{EDITION}/B").section("members").one("table"))
    counts = {code: rest for _, code, *rest in answering(question="competence-counts")}
    assert [(row[0], row[1]) for row in members] == [
        (f"{code} {name}", level)
        for whole, _, code, name, level in answering(question="function-map", standard="16.020")
        if whole == "B"
    ]
    assert {row[0].split()[0]: row[3:] for row in members} == {
        code: (f"{skills} своих {own_skills}", f"{knowledge} своих {own_knowledge}")
        for code, (own_skills, skills, own_knowledge, knowledge) in counts.items()
        if code.startswith("B/")
    }


@pytest.mark.parametrize("code", ["B", "B/03.6", "A/01.5"])
def test_a_function_says_what_is_required_of_the_worker(code: str, opened: Opened, answering: Answering) -> None:
    section = opened(f"{EDITION}/{code}").section("requirements")
    shared_with = [(one.text, one.attributes["href"]) for one in section.all("a", "function")]
    assert [(text[:1], href) for text, href in shared_with] == ([(code[0], f"{EDITION}/{code[0]}")] if code[1:] else [])
    groups = dict(zip(("title", "education", "experience", "admission"), section.all("dd"), strict=True))
    told = [(group, one.text) for group, rows in groups.items() for one in rows.all("span", "said")]
    assert told == [(group, text) for _, group, _, text, _ in answering(question="requirements", function=code)]


def test_codes_are_told_with_what_they_mean_in_each_edition(opened: Opened, answering: Answering) -> None:
    query = f"""
      SELECT ?code ?meaning ?edition
      WHERE {{
        <{BASE}/standard/16.020/620n-2014-09-08/B> ps:states ?row . ?row ps:name ?name ; ps:position ?position .
        ?row ps:refersToItem ?item ; ps:refersToEdition/rdfs:label ?edition ; ps:code ?code .
        ?item skos:prefLabel ?meaning FILTER(LANG(?meaning) = "ru")
      }}"""
    table = opened(f"{EDITION}/B").section("codes").one("table")
    rows = [row for row, head in zip(listed(table), table.all("th", scope="row"), strict=True) if head.all("a", "code")]
    assert sorted((row[0].split()[1], row[1]) for row in rows) == sorted(
        (code, f"{meaning} {edition} не действует") for code, meaning, edition in answering(query=query)
    )
    electricians = next(row for row in rows if row[0].startswith("ОКЗ 2143 "))
    assert electricians == (
        "ОКЗ 2143 Инженеры-электрики и инженеры-энергетики строка 241",
        "Инженеры-электрики и инженеры-энергетики ОКЗ, ОК 010-93 не действует",
        "2151 Инженеры-электрики ОКЗ, ОК 010-2014 действует",
        "2143 Инженеры по охране окружающей среды ОКЗ, ОК 010-2014 действует",
    )


def test_the_head_names_the_function_and_where_it_stands(opened: Opened) -> None:
    page = opened(f"{EDITION}/B/03.6")
    assert page.one("h1").text == "B/03.6 Управление процессом эксплуатации муниципальных линий электропередачи"
    assert [one.attributes["href"] for one in page.one("p", "kinds").all("a")] == [f"{EDITION}/B", EDITION]
    assert [part.text for part in page.one("dl", "brief").all("div")] == [
        "Уровень 6",
        "умения 12 из них унаследовано 7",
        "знания 16 из них унаследовано 14",
        "действия 5",
    ]


def test_english_words_stand_around_russian_texts(opened: Opened) -> None:
    page = opened(f"{EDITION}/B/03.6?lang=en")
    assert page.one("html").attributes["lang"] == "en"
    assert [one.text for one in page.section("skills").all("h3")] == [
        "Own",
        "inherited from A/02.5 Производство работ по эксплуатации муниципальных линий электропередачи",
    ]
    said = [one for one in page.one("main").all("span", "said") if re.search("[а-яё]", one.text)]
    assert [one.text for one in said if not (one.attributes.get("lang") == "ru" or one.all(lang="ru"))] == []
