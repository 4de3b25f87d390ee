"""Questions as pages: the list by task, the form, the table with its links, what is wrong with what was asked."""

from __future__ import annotations

import csv
import re
import shlex
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.queries.catalogue import catalogue
from profgraph.queries.endpoints import endpoints_of
from profgraph.queries.tasks import TASKS
from profgraph.queries.values import worded
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from profgraph.web.linked.foreign import compact
from rdflib import Literal

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

HTML = {"Accept": "text/html"}
ANSWERS = Path(__file__).parent / "answers"
DANGLING, KINDRED = (Path(__file__).parent / "standards" / f"{name}.txt" for name in ("broken-references", "kindred"))
EDITION = "16.020@620n-2014-09-08"
PLACE = "/id/standard/16.020/620n-2014-09-08"
CODES = ["A", "A/01.5", "A/02.5", "A/03.5", "B", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
SCRIPT = '"><script>alert(1)</script>'
TAGS = SCRIPT.replace("/", "")


def read_cases() -> dict[str, tuple[str, dict[str, str]]]:
    with (ANSWERS / "arguments.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    given = [dict(pair.split("=") for pair in shlex.split(row["arguments"] or "")) for row in rows]
    return {row["question"]: (row["source"], arguments) for row, arguments in zip(rows, given, strict=True)}


CASES = read_cases()


def served(folder: Path, *sources: object) -> FlaskClient:
    with Writer.open(folder) as writer:
        list(load(sources, writer))  # type: ignore[arg-type]  # paths and resources
        writer.publish()
    return create_app(Settings(store=str(folder))).test_client()


@pytest.fixture(scope="module")
def clients(federating: FlaskClient, tmp_path_factory: pytest.TempPathFactory) -> dict[str, FlaskClient]:
    """Return a client of a service over each source alone."""
    return {
        "bundled": federating,
        "broken-references": served(tmp_path_factory.mktemp("dangling") / "store", DANGLING),
        "gardeners": served(tmp_path_factory.mktemp("gardeners") / "store", DANGLING, KINDRED),
    }


@pytest.fixture(scope="module")
def of_two_editions(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a client of a service over two standards with the same function codes."""
    folder = tmp_path_factory.mktemp("two")
    text = bundled().read_text(encoding="utf-8")
    for old, new in {"16.020": "16.099", "620н": "621н", "8 сентября 2014": "9 сентября 2015"}.items():
        text = text.replace(old, new)
    (folder / "other.txt").write_text(text, encoding="utf-8")
    return served(folder / "store", bundled(), folder / "other.txt")


def page(client: FlaskClient, name: str, **fields: str) -> TestResponse:
    return client.get(f"/q/{name}", query_string=fields, headers=HTML)


def cells(response: TestResponse) -> list[list[str]]:
    """Return the rows of the answer, the head first."""
    table = response.text.partition('<table class="answer')[2].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [[unescape(re.sub(r"<.*?>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def faults(response: TestResponse) -> list[str]:
    return [unescape(text) for text in re.findall(r'role="alert">(.*?)</p>', response.text)]


def marked(response: TestResponse) -> list[str]:
    """Return the fields that are said to be wrong, each tied to what is said of it."""
    found = re.findall(r'name="(\w+)"[^>]*aria-invalid="true" aria-describedby="fault-(\w+)"', response.text)
    assert [name for name, told in found if name != told or f'id="fault-{name}"' not in response.text] == []
    return [name for name, _ in found]


@pytest.mark.parametrize("name", CASES)
def test_the_table_of_a_page_is_the_whole_answer(name: str, clients: dict[str, FlaskClient], esco: str) -> None:
    source, arguments = CASES[name]
    arguments = arguments | dict.fromkeys(endpoints_of(catalogue()[name]), esco)
    response = page(clients[source], name, **arguments)
    with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    heads = [heading.ru for heading in catalogue()[name].columns.values()]
    said = [[worded(Literal(cell), "ru") or compact(cell) for cell in row] for row in rows]
    assert (response.status_code, cells(response)) == (200, [heads, *said])


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_list_has_every_question_once_under_its_task(lang: str, client: FlaskClient) -> None:
    text = client.get(f"/q/?lang={lang}", headers=HTML).text
    assert sorted(re.findall(r'href="/q/([\w-]+)\?lang=', text)) == sorted(catalogue())
    heads = [unescape(head) for head in re.findall(r'<h2 id="task-\d+">(.*?)</h2>', text)]
    assert heads == [task.title.ru if lang == "ru" else task.title.en for task in TASKS]
    first_words = {one.keywords[0] for one in catalogue().values()}
    assert first_words == {word for task in TASKS for word in task.keywords}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            "КОДЫ  редакции",
            [
                *("classifier-codes", "code-drift", "codes-in-use"),
                *("current-codes", "esco-occupations-elsewhere", "functions-by-correspondence"),
            ],
        ),
        ("chains", ["esco-occupations", "inheritance-chain"]),
        ("gap", ["added-by-level", "career-ladder", "transition"]),
        ("Перейти к", ["transition"]),
        ("inheritance-chain", ["inheritance-chain"]),
        ("квазар", []),
        (SCRIPT, []),
        ("х" * 5_000, []),
    ],
)
def test_questions_are_found_by_words(words: str, names: list[str], client: FlaskClient) -> None:
    response = client.get("/q/", query_string={"search": words}, headers=HTML)
    assert sorted(re.findall(r'<a href="/q/([\w-]+)">', response.text)) == names
    assert f"Нашлось вопросов: {len(names)}." in response.text
    assert "<script" not in response.text


@pytest.mark.parametrize(
    ("name", "fields", "chosen"),
    [
        ("effective-skills", {"function": "b/03.6"}, [f"{EDITION}/B/03.6"]),
        ("effective-skills", {"function": "В/03.6"}, [f"{EDITION}/B/03.6"]),
        ("effective-skills", {"function": f"https://w3id.org/profgraph{PLACE}/B/03.6"}, [f"{EDITION}/B/03.6"]),
        ("effective-skills", {"function": "Z/99.9"}, ["Z/99.9"]),
        ("transition", {"to": "B/03.6"}, [f"{EDITION}/B/03.6"]),
        ("approval", {"standard": "16.020"}, [EDITION]),
        ("approval", {"standard": ""}, []),
        ("function-map", {}, [EDITION]),
    ],
)
def test_a_form_keeps_what_was_chosen(
    name: str, fields: dict[str, str], chosen: list[str], client: FlaskClient
) -> None:
    assert re.findall(r'<option value="([^"]*)" selected>', page(client, name, **fields).text) == chosen


def test_a_form_offers_what_the_data_have(of_two_editions: FlaskClient) -> None:
    editions = re.findall(r'<option value="([^"]*)"', page(of_two_editions, "approval").text)
    assert editions == ["", "16.099@621n-2015-09-09", EDITION]
    functions = re.findall(r'<option value="([^"]+)"', page(of_two_editions, "places", function="16.020/B/03.6").text)
    assert functions == [f"{edition}/{code}" for edition in (EDITION, "16.099@621n-2015-09-09") for code in CODES]
    named = "Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи"
    approved = {"16.020": "приказ № 620н от 08.09.2014", "16.099": "приказ № 621н от 09.09.2015"}
    assert re.findall(r'<optgroup label="(.*) · (..)', page(of_two_editions, "places").text) == [
        (f"{standard} {named}, {order}", f"{letter} ") for standard, order in approved.items() for letter in "AB"
    ]


def test_of_more_editions_than_a_list_can_hold_any_function_may_be_typed(
    of_two_editions: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("forms", "offering"):
        monkeypatch.setattr(f"profgraph.web.{module}.MOST_EDITIONS", 1)
    # In a language that is said the pages are other ones than those that the cache has.
    text = page(of_two_editions, "places", function="16.020/B/03.6", lang="ru").text
    assert re.findall(r'<input id="field-function" name="function" value="([^"]*)" list="([^"]*)"', text) == [
        (f"{EDITION}/B/03.6", "field-function-list")
    ]
    assert re.findall(r'<option value="([^"]+)"', text) == [
        f"{edition}/{code}" for edition in (EDITION, "16.099@621n-2015-09-09") for code in CODES
    ]
    newest = re.findall(r'<option value="([^"]+)"', page(of_two_editions, "places", lang="ru").text)
    assert newest == [f"16.099@621n-2015-09-09/{code}" for code in CODES]


@pytest.mark.parametrize(
    ("name", "fields", "status", "wrong", "said"),
    [
        ("effective-skills", {}, 200, [], []),
        ("transition", {"from": "A/02.5"}, 200, [], []),
        (
            "effective-skills",
            {"function": ""},
            400,
            ["function"],
            ["нужен параметр function: функция: B/03.6, 16.020/B/03.6, 16.020@620n-2014-09-08/B/03.6 или IRI"],
        ),
        (
            "transition",
            {"from": "Z/99.9", "to": " "},
            404,
            ["from", "to"],
            [
                "«Z/99.9»: такой функции нет; коды даёт вопрос function-map",
                "нужен параметр to: целевая функция: B/03.6",
            ],
        ),
        (
            "effective-skills",
            {"function": SCRIPT},
            400,
            ["function"],
            [f"«{SCRIPT}» не код функции; пример: B/03.6, 16.020/B/03.6 или 16.020@620n-2014-09-08/B/03.6"],
        ),
        (
            "approval",
            {"standard": "99.999"},
            404,
            ["standard"],
            [f"«99.999»: такого стандарта в хранилище нет; загружены: {EDITION}"],
        ),
        (
            "approval",
            {"standart": "16.020"},
            400,
            [],
            ["у вопроса approval нет параметра «standart»; есть: standard, asOf"],
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    name: str, fields: dict[str, str], status: int, wrong: list[str], said: list[str], client: FlaskClient
) -> None:
    response = page(client, name, **fields)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert (marked(response), faults(response), cells(response)) == (wrong, said, [])
    assert "<script" not in response.text


def test_an_ambiguous_code_names_the_candidates(of_two_editions: FlaskClient) -> None:
    response = page(of_two_editions, "effective-skills", function="B/03.6")
    candidates = f"{EDITION}/B/03.6, 16.099@621n-2015-09-09/B/03.6"
    assert (response.status_code, marked(response)) == (400, ["function"])
    assert faults(response) == [f"подходят несколько, уточните: {candidates}"]


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("effective-skillz", "вопроса «effective-skillz» нет; похожие: effective-skills, effective-knowledge"),
        ("qqq", "вопроса «qqq» нет; список — на странице /q/ и по query --list"),
        (
            SCRIPT.replace("/", ""),
            f"вопроса «{SCRIPT.replace('/', '')}» нет; список — на странице /q/ и по query --list",
        ),
        ("z" * 3_000, f"вопроса «{'z' * 100}…» нет; список — на странице /q/ и по query --list"),
    ],
)
def test_an_unknown_question_names_those_alike(name: str, detail: str, client: FlaskClient) -> None:
    response = page(client, name)
    (lead,) = re.findall(r'<p class="lead">(.*?)</p>', response.text)
    assert (response.status_code, unescape(lead)) == (404, detail)


@pytest.mark.parametrize("value", ["B" * 60_000, "9" * 60_000, "http://" + "x" * 60_000])
def test_a_huge_value_is_only_wrong(value: str, client: FlaskClient) -> None:
    response = page(client, "effective-skills", function=value)
    assert (response.status_code in {400, 404}, marked(response)) == (True, ["function"])


def test_a_parameter_given_twice_is_refused(client: FlaskClient) -> None:
    response = client.get("/q/effective-skills?function=A/01.5&function=B/03.6")
    assert response.status_code == 400
    assert response.json == {
        "type": "about:blank",
        "title": "Запрос не понят",
        "status": 400,
        "detail": "поле function задано 2 раза; нужно один раз",
    }


def test_what_is_not_in_utf_8_is_refused(client: FlaskClient) -> None:
    assert client.get("/q/effective-skills?function=%FF").status_code == 400


def test_codes_lead_to_what_they_mean(client: FlaskClient) -> None:
    text = page(client, "effective-skills", function="B/03.6", lang="en").text
    links = re.findall(rf'href="({PLACE}[^"]*)"', text)
    place = f"{PLACE}/%s?lang=en"
    # The function of the form, then the row of each skill.
    assert links == [place % "B/03.6", *[place % "A/02.5"] * 7, *[place % "B/03.6"] * 5]


def test_codes_of_several_standards_are_told_apart(of_two_editions: FlaskClient) -> None:
    text = page(of_two_editions, "competence-counts").text
    other = PLACE.replace("16.020/620n-2014-09-08", "16.099/621n-2015-09-09")
    codes = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
    rows = [link for start in (PLACE, other) for code in codes for link in (start, f"{start}/{code}")]
    assert re.findall(r'href="(/id/[^"]*)"', text) == rows


def test_the_sparql_behind_a_page_gives_the_same_rows(client: FlaskClient) -> None:
    response = page(client, "effective-knowledge", function="B/03.6")
    (link,) = [unescape(one) for one in re.findall(r'href="(/sparql\?query=[^"]*)"', response.text)]
    again = client.get(link, headers=HTML)
    assert len(cells(response)) == 17
    assert cells(again) == [["from", "position", "text"], *cells(response)[1:]]


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("question=approval", "/q/approval"),
        ("question=places&function=B/03.6&lang=en", "/q/places?function=B%2F03.6&lang=en"),
        ("question=places&function=B/03.6&download=csv", "/q/places.csv?function=B%2F03.6"),
        ("question=no/such&x=%26", "/q/no/such?x=%26"),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/csv", "*/*"])
def test_a_question_to_the_endpoint_is_sent_to_its_page(
    asked: str, address: str, accept: str, client: FlaskClient
) -> None:
    response = client.get(f"/sparql?{asked}", headers={"Accept": accept})
    assert (response.status_code, response.headers["Location"]) == (303, address)


def test_nothing_loaded_is_said(tmp_path: Path) -> None:
    response = page(create_app(Settings(store=str(tmp_path / "none"))).test_client(), "approval")
    assert (response.status_code, "Данные не загружены" in response.text) == (503, True)
