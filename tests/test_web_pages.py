"""The front page: what is loaded, the functional map, the questions; links that lead somewhere, in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.queries.catalogue import catalogue
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
NEWEST, OLDER = "16.099@621n-2015-09-09", "16.020@620n-2014-09-08"
MAP = """
A Обеспечение эксплуатации муниципальных линий электропередачи 5
Проверка технического состояния муниципальных линий электропередачи | действия 5 умения 7 знания 9 | A/01.5 5
Производство работ по эксплуатации муниципальных линий электропередачи | действия 6 умения 7 знания 14 | A/02.5 5
Контроль соблюдения персоналом правил трудового распорядка, требований охраны труда, промышленной и пожарной безопасности | действия 5 умения 6 знания 12 | A/03.5 5
B Руководство структурным подразделением по техническому обслуживанию и ремонту муниципальных линий электропередачи 6
Планирование и контроль деятельности по эксплуатации муниципальных линий электропередачи | действия 7 умения 12 знания 12 | B/01.6 6
Организация технологического, технического и материального обеспечения работ по эксплуатации муниципальных линий электропередачи | действия 6 умения 10 знания 11 | B/02.6 6
Управление процессом эксплуатации муниципальных линий электропередачи | действия 5 умения 12 знания 16 | B/03.6 6
Организация работы с персоналом, осуществляющим деятельность по эксплуатации муниципальных линий электропередачи | действия 6 умения 9 знания 15 | B/04.6 6
"""  # noqa: E501  (a line of the map is a line here)


class Page(HTMLParser):
    """A page as its links, forms and the words of each element with an id or a class."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.questions: list[str] = []
        self.options: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self.language = ""
        self._table = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = found["lang"]
        elif tag in {"a", "link"}:
            self.links.append(found["href"])
        elif tag == "button" and "formaction" in found:
            self.questions.append(found["formaction"].rpartition("/")[2])
        elif tag == "option":
            self.options.append(found["value"])
        elif tag == "table":
            self._table = found["class"]
            self.rows[self._table] = []
        elif tag == "tr":
            self.rows[self._table].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._table = ""

    def handle_data(self, data: str) -> None:
        rows = self.rows.get(self._table)
        if rows:
            rows[-1] = " ".join(f"{rows[-1]} {data}".split())


def loaded(folder: Path, *texts: str) -> Settings:
    with Writer.open(folder / "store") as writer:
        for number, text in enumerate(texts):
            source = folder / f"{number}.txt"
            source.write_text(text, encoding="utf-8")
            list(load([source], writer))
        writer.publish()
    return Settings(store=str(folder / "store"))


def other_standard() -> str:
    text = bundled().read_text(encoding="utf-8")
    for old, new in {"16.020": "16.099", "620н": "621н", "8 сентября 2014": "9 сентября 2015"}.items():
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(loaded(tmp_path_factory.mktemp("pages"), bundled().read_text(encoding="utf-8"))).test_client()


@pytest.fixture(scope="module")
def client_of_two(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    texts = bundled().read_text(encoding="utf-8"), other_standard()
    return create_app(loaded(tmp_path_factory.mktemp("two"), *texts)).test_client()


def page(client: FlaskClient, address: str) -> Page:
    response = client.get(address, headers=HTML)
    assert (response.status_code, response.mimetype) == (200, "text/html")
    return Page(response.text)


def test_what_is_loaded(client: FlaskClient) -> None:
    title = "Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи"
    assert page(client, "/").rows["loaded"] == [
        "Стандарт Приказ Минюст ОТФ ТФ действия умения знания",
        f"16.020 {title} № 620н от 08.09.2014 № 34284 от 10.10.2014 2 7 40 36 27",
    ]


def test_the_functional_map_is_that_of_section_ii(client: FlaskClient) -> None:
    lines = [" ".join(line.replace("|", " ").split()) for line in MAP.strip().splitlines()]
    head, names, *rows = page(client, "/").rows["map"]
    assert (head, names) == (
        "Обобщенные трудовые функции Трудовые функции",
        "код наименование уровень наименование код уровень",
    )
    assert rows == [f"{lines[0]} {lines[1]}", *lines[2:4], f"{lines[4]} {lines[5]}", *lines[6:]]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_link_leads_somewhere_and_keeps_the_language(lang: str, client: FlaskClient) -> None:
    links = page(client, f"/?lang={lang}").links
    for link in links:
        with client.get(link.partition("#")[0] or "/", headers=HTML) as response:
            assert (link, response.status_code) == (link, 200)
    assert [link for link in links if not link.startswith(("#", "/static/")) and "lang=" not in link] == []


def test_codes_link_to_the_knowledge_of_the_function(client: FlaskClient) -> None:
    links = page(client, "/").links
    for code in ("A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"):
        assert f"/q/effective-knowledge?function={OLDER}/{code}" in links


def test_every_question_can_be_asked_from_the_front_page(client: FlaskClient) -> None:
    front = page(client, "/")
    linked = re.findall(r"/q/([\w-]+)", " ".join(front.links))
    assert {*linked, *front.questions} == set(catalogue())
    codes = ["A", "A/01.5", "A/02.5", "A/03.5", "B", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
    assert front.options == [f"{OLDER}/{code}" for code in codes]


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("name", catalogue())
def test_every_question_has_a_page(name: str, lang: str, client: FlaskClient) -> None:
    given = {"function": "B/03.6", "ancestor": "A/01.5", "from": "A/02.5", "to": "B/03.6"}
    question = catalogue()[name]
    # The same word names a graph in two other questions.
    asked = [one.name for one in question.parameters if one.name in given and one.type not in {"graph", "alignment"}]
    fields = {one: given[one] for one in asked}
    response = client.get(f"/q/{name}", query_string={"lang": lang, **fields}, headers=HTML)
    assert response.status_code == 200
    heads = [question.columns[one] for one in question.columns]
    assert f"<h1>{question.title.ru if lang == 'ru' else question.title.en}</h1>" in response.text.replace("&#39;", "'")
    rows = Page(response.text).rows.get("answer", [])
    assert rows == [] or rows[0] == " ".join(head.ru if lang == "ru" else head.en for head in heads)


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("/", "", "ru"),
        ("/", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("/", "en-GB,en;q=0.9", "en"),
        ("/", "de,en;q=0.5", "en"),
        ("/", "fr", "ru"),
        ("/?lang=en", "ru", "en"),
        ("/?lang=ru", "en", "ru"),
        ("/?lang=eo", "en", "en"),
    ],
)
def test_the_language(address: str, accepted: str, language: str, client: FlaskClient) -> None:
    response = client.get(address, headers={**HTML, "Accept-Language": accepted})
    assert (Page(response.text).language, response.headers["Content-Language"]) == (language, language)


def test_the_newest_of_several_standards_is_shown(client_of_two: FlaskClient) -> None:
    front = page(client_of_two, "/")
    assert [row.partition(" ")[0] for row in front.rows["loaded"][1:]] == ["16.099", "16.020"]
    assert front.options
    assert [option for option in front.options if not option.startswith(NEWEST)] == []


@pytest.mark.parametrize("name", [OLDER, "16.020", "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08"])
def test_another_standard_is_chosen(name: str, client_of_two: FlaskClient) -> None:
    response = client_of_two.get("/", query_string={"standard": name}, headers=HTML)
    chosen = Page(response.text)
    assert chosen.options
    assert [option for option in chosen.options if not option.startswith(OLDER)] == []


@pytest.mark.parametrize(("name", "status"), [("16.555", 404), ("nonsense", 400)])
def test_a_standard_that_is_not_there(name: str, status: int, client: FlaskClient) -> None:
    response = client.get("/", query_string={"standard": name}, headers=HTML)
    assert (response.status_code, response.mimetype) == (status, "text/html")


def test_an_empty_store_says_how_to_load(tmp_path: Path) -> None:
    response = create_app(loaded(tmp_path)).test_client().get("/", headers=HTML)
    assert response.status_code == 200
    assert re.findall(r"<code>(profgraph .*?)</code>", response.text) == ["profgraph load", "profgraph load PATH…"]
    assert re.findall(r"<h2.*?>(.*?)</h2>", response.text) == ["Пока ничего не загружено", "Запрос SPARQL"]


def test_no_store_says_that_nothing_can_be_read_yet(tmp_path: Path) -> None:
    client = create_app(Settings(store=str(tmp_path / "nowhere"))).test_client()
    response = client.get("/", headers=HTML)
    assert response.status_code == 503
    assert "Данные не загружены или не открываются" in response.text
    assert str(tmp_path) not in response.text


def test_a_store_that_is_loaded_later_is_found(tmp_path: Path) -> None:
    client = create_app(Settings(store=str(tmp_path / "store"))).test_client()
    before = client.get("/", headers=HTML).status_code
    loaded(tmp_path, bundled().read_text(encoding="utf-8"))
    assert (before, client.get("/", headers=HTML).status_code) == (503, 200)
