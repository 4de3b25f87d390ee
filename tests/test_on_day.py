"""Answers for a day: of the editions in force on it, on the pages, in files, and for readers of codes and IRIs."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from profgraph.errors import Message, UsageError
from profgraph.queries.catalogue import bound_text, catalogue, note
from profgraph.queries.days import day_of, none_in_force
from profgraph.queries.inventory import editions
from profgraph.queries.parameters import LoadedVersion, resolve_function, resolve_standard
from profgraph.settings import BASE, Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.web.app import create_app
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

FIRST, SECOND = "16.020/620n-2014-09-08", "16.020/424n-2022-07-20"
# Before, on the first and the last day of each edition, in between and after.
DAYS = {
    "2014-10-09": "",
    "2014-10-10": FIRST,
    "2018-01-01": FIRST,
    "2023-02-28": FIRST,
    "2023-03-01": SECOND,
    "2029-02-28": SECOND,
    "2029-03-01": "",
}
BACK = "Leave out the date"
BY_EDITIONS = (
    "by the editions in force on that day; "
    "where a document states no first day, it is that of its registration or order"
)
SPANS = "16.020: 2014-10-10 – 2023-02-28; 16.020: 2023-03-01 – 2029-02-28"


@pytest.fixture(scope="module")
def folder(two_editions: Path) -> Path:
    return two_editions


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(Settings(store=str(folder))).test_client()


def asked(store: EmbeddedStore, name: str, **arguments: str) -> list[tuple[str, ...]]:
    text = bound_text(catalogue()[name], arguments, store)
    return [tuple("" if term is None else str(term) for term in row) for row in table_of(store.query(text)).rows]


@pytest.mark.parametrize(("day", "meant"), DAYS.items())
def test_a_code_means_the_edition_in_force(store: EmbeddedStore, day: str, meant: str) -> None:
    name = meant.partition("/")[2]
    assert [row[2] for row in asked(store, "in-force", asOf=day)] == [name][: bool(name)]
    assert [str(row[1]) for row in editions(store, date.fromisoformat(day)).rows] == [name][: bool(name)]
    lines = {"standard": "16.020", "asOf": day}, {"asOf": day}
    for given in lines:
        assert [row[0] for row in asked(store, "approval", **given)] == ["16.020"][: bool(name)]
    items = len(asked(store, "effective-knowledge", function="16.020/A/01.5", asOf=day))
    assert items == {"": 0, FIRST: 9, SECOND: 8}[meant]
    assert len(asked(store, "effective-knowledge", function="А/01.5", asOf=day)) == items


def test_without_a_day_the_newest_edition_answers(store: EmbeddedStore) -> None:
    assert asked(store, "approval") == asked(store, "approval", asOf="2024-01-01")
    assert asked(store, "approval") != asked(store, "approval", asOf="2020-01-01")
    assert str(resolve_standard(store, "16.020")) == f"{BASE}standard/{SECOND}"


@pytest.mark.parametrize("name", [name for name, one in catalogue().items() if one.parameters[0].type == "standard"])
def test_an_open_question_has_no_rows_where_nothing_is_in_force(store: EmbeddedStore, name: str) -> None:
    rows = asked(store, name, asOf="2001-01-01")
    # What is only counted is counted to be none.
    assert rows == [] or {cell for row in rows for cell in row} <= {"0", ""}


@pytest.mark.parametrize(("count", "more"), [(10, ""), (11, "; and 1 more"), (1510, "; and 1500 more")])
def test_the_line_about_many_editions_says_how_many_it_leaves_out(count: int, more: str) -> None:
    codes = [f"{number / 1000:06.3f}" for number in range(count)]
    loaded = [LoadedVersion(URIRef(code), code, "2014-01-01", "2014-01-01", "") for code in codes]
    told = "; ".join(f"{code}: 2014-01-01 – …" for code in codes[:10])
    assert none_in_force(loaded, date(2001, 1, 1)).message.en == (
        f"no loaded edition is in force on 2001-01-01 (by the calendar of Moscow); their times: {told}{more}"
    )


@pytest.mark.parametrize(
    ("question", "arguments", "said"),
    [
        ("approval", {}, None),
        ("editions", {}, None),
        (
            "approval",
            {"asOf": "2018-01-01"},
            "the answer for 2018-01-01 (by the calendar of Moscow): " + BY_EDITIONS,
        ),
        (
            "effective-knowledge",
            {"function": "A/01.5", "asOf": "2001-01-01"},
            f"no loaded edition is in force on 2001-01-01 (by the calendar of Moscow); their times: {SPANS}",
        ),
        (
            "approval",
            {"asOf": "2030-01-01"},
            f"no loaded edition is in force on 2030-01-01 (by the calendar of Moscow); their times: {SPANS}",
        ),
    ],
)
def test_what_is_said_beside_an_answer(
    store: EmbeddedStore, question: str, arguments: dict[str, str], said: str | None
) -> None:
    message = note(catalogue()[question], arguments, store)
    assert (message.en if message else None) == said


@pytest.mark.parametrize(
    "text", ["2018-13-01", "2018-02-29", "01.03.2023", "2018", "вчера", "2018-01-01 ", "2018-01-01T00:00"]
)
def test_what_is_no_day_is_said_in_one_line(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        day_of(text)
    assert refused.value.message == Message(
        ru=f"«{text}»: такого дня нет; пишите день как 2023-03-01",
        en=f"{text!r} is not a day; write a day as 2023-03-01",
    )


def test_no_day_is_any_day() -> None:
    assert (day_of(None), day_of(""), day_of("2024-02-29")) == (None, None, date(2024, 2, 29))


@pytest.mark.parametrize(
    "name",
    ["16.020@620n-2014-09-08", "16.020@620н-2014-09-08/А/01.5", f"{BASE}standard/{FIRST}", f"{BASE}standard/{FIRST}/A"],
)
def test_an_edition_that_is_not_in_force_on_the_day_is_refused(store: EmbeddedStore, name: str) -> None:
    resolve = resolve_function if "A" in name or "А" in name else resolve_standard
    assert str(resolve(store, name, date(2018, 1, 1))).startswith(f"{BASE}standard/{FIRST}")
    with pytest.raises(UsageError) as refused:
        resolve(store, name, date(2024, 1, 1))
    assert refused.value.message == Message(
        ru="16.020@620n-2014-09-08 на 01.01.2024 не действует; назовите стандарт кодом 16.020 или уберите день",
        en="16.020@620n-2014-09-08 is not in force on 2024-01-01; name the standard as 16.020 or leave out the day",
    )


@pytest.mark.parametrize(("day", "meant"), DAYS.items())
@pytest.mark.parametrize("suffix", ["", ".ttl", ".html"])
def test_a_standard_leads_to_its_edition_on_the_day(client: FlaskClient, day: str, meant: str, suffix: str) -> None:
    response = client.get(f"/doc/standard/16.020{suffix}?asOf={day}&lang=en", headers={"Accept": "text/html"})
    if not meant:
        assert response.status_code == 200
        return
    target = urlsplit(response.headers["Location"])
    assert (response.status_code, target.path) == (303, f"/doc/standard/{meant}{suffix}")
    assert parse_qs(target.query) == {"asOf": [day], "lang": ["en"]}


def line(client: FlaskClient, address: str) -> tuple[str, list[str]]:
    """Return the words of a page about its day, and the links among them."""
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200
    found = re.findall(r'<p class="on-day" role="status">(.*?)</p>', response.text, re.DOTALL)
    assert len(found) <= 1
    words = " ".join(re.sub(r"<[^>]+>", "", "".join(found)).split())
    return words, re.findall(r'href="([^"]+)"', "".join(found))


@pytest.mark.parametrize(
    ("address", "words", "links"),
    [
        ("/?lang=en", "", []),
        (f"/doc/standard/{SECOND}?lang=en", "", []),
        (
            f"/doc/standard/{SECOND}?lang=en&asOf=2024-01-01",
            "On 2024-01-01 (by the calendar of Moscow) this edition is in force. Leave out the date",
            [f"/doc/standard/{SECOND}?lang=en"],
        ),
        (
            f"/doc/standard/{SECOND}?lang=ru&asOf=2018-01-01",
            "На 01.01.2018 (по московскому календарю) действует другая редакция: 16.020@620n-2014-09-08. Убрать дату",
            [f"/doc/standard/{FIRST}?lang=ru", f"/doc/standard/{SECOND}?lang=ru"],
        ),
        (
            f"/doc/standard/{FIRST}/A/01.5?lang=en&asOf=2024-01-01",
            f"On 2024-01-01 (by the calendar of Moscow) another edition is in force: 16.020@424n-2022-07-20. {BACK}",
            [f"/doc/standard/{SECOND}?lang=en", f"/doc/standard/{FIRST}/A/01.5?lang=en"],
        ),
        (
            "/doc/standard/16.020?lang=en&asOf=2001-01-01",
            f"No loaded edition is in force on 2001-01-01 (by the calendar of Moscow); their times: {SPANS} {BACK}",
            ["/doc/standard/16.020?lang=en"],
        ),
        (
            "/?lang=en&asOf=2001-01-01",
            f"No loaded edition is in force on 2001-01-01 (by the calendar of Moscow); their times: {SPANS} {BACK}",
            ["/?lang=en"],
        ),
        (
            "/q/approval?lang=en&asOf=2018-01-01",
            f"The answer for 2018-01-01 (by the calendar of Moscow): {BY_EDITIONS} {BACK}",
            ["/q/approval?lang=en"],
        ),
    ],
)
def test_a_page_says_which_day_it_is_for(client: FlaskClient, address: str, words: str, links: list[str]) -> None:
    assert line(client, address) == (words, links)


def test_the_front_page_lists_what_is_in_force(client: FlaskClient) -> None:
    def orders(address: str) -> list[str]:
        text = client.get(address, headers={"Accept": "text/html"}).text
        return re.findall(r'№ (\d+н)</span> <span class="nowrap">от', text)

    assert orders("/?lang=ru") == ["424н", "620н"]
    assert orders("/?lang=ru&asOf=2018-01-01") == ["620н"]
    assert orders("/?lang=ru&asOf=2018-01-01&standard=16.020") == ["620н"]
    assert orders("/?lang=ru&asOf=2001-01-01") == []


def test_the_form_of_a_question_offers_codes_that_mean_the_edition_of_the_day(client: FlaskClient) -> None:
    def options(address: str) -> list[str]:
        return re.findall(r'<option value="([^"]+)"', client.get(address, headers={"Accept": "text/html"}).text)

    assert options("/q/approval") == ["16.020@424n-2022-07-20", "16.020@620n-2014-09-08"]
    assert options("/q/approval?asOf=2018-01-01&standard=16.020") == ["16.020"]
    assert options("/q/places?asOf=2018-01-01&function=16.020/B")[0] == "16.020/A"


@pytest.mark.parametrize(
    "address", ["/", "/doc/standard/16.020", "/doc/standard/16.020.ttl", "/q/approval", "/q/approval.csv"]
)
@pytest.mark.parametrize("query", ["asOf=2018-02-30", "asOf=2018-01-01&asOf=2019-01-01"])
def test_a_day_that_is_none_is_refused(client: FlaskClient, address: str, query: str) -> None:
    response = client.get(f"{address}?lang=en&{query}", headers={"Accept": "text/html"})
    said = (
        "is not a day; write a day as 2023-03-01"
        if "02-30" in query
        else "the field asOf is given 2 times; send it once"
    )
    assert (response.status_code, response.text.count(said) >= 1) == (400, True)


@pytest.mark.parametrize("path", [FIRST, f"{FIRST}/A/01.5"])
@pytest.mark.parametrize("suffix", [".ttl", ".jsonld", ".rdf", ".nt", ""])
def test_rdf_is_not_given_for_a_day_on_which_its_edition_is_not_in_force(
    client: FlaskClient, path: str, suffix: str
) -> None:
    accept = {"Accept": "text/turtle"}
    address = f"/doc/standard/{path}{suffix}"
    given = client.get(f"{address}?asOf=2018-01-01", headers=accept)
    assert (given.status_code, given.data) == (200, client.get(address, headers=accept).data)
    refused = client.get(f"{address}?asOf=2024-01-01&lang=en", headers=accept)
    assert (refused.status_code, refused.get_json()["detail"]) == (
        400,
        "16.020@620n-2014-09-08 is not in force on 2024-01-01; name the standard as 16.020 or leave out the day",
    )


def test_files_of_a_question_are_of_the_day(client: FlaskClient) -> None:
    def orders(day: str) -> list[str]:
        lines = client.get(f"/q/approval.csv?asOf={day}").text.splitlines()[1:]
        return [one.split(",")[2] for one in lines]

    assert [orders(day) for day in ("2018-01-01", "2024-01-01", "2001-01-01")] == [["620н"], ["424н"], []]


@pytest.mark.parametrize("suffix", ["", ".csv", ".tsv", ".json", ".xml", ".xlsx"])
@pytest.mark.parametrize("day", ["2018-01-01", "2001-01-01"])
def test_a_file_leads_to_the_page_that_says_its_day(client: FlaskClient, suffix: str, day: str) -> None:
    headers = {} if suffix else {"Accept": "text/csv"}
    response = client.get(f"/q/places{suffix}?function=А/01.5&asOf={day}", headers=headers)
    (address,) = re.findall(r'^<([^>]+)>; rel="describedby"; type="text/html"$', response.headers["Link"])
    expected = f"The answer for {day} " if day == "2018-01-01" else f"No loaded edition is in force on {day} "
    assert line(client, f"{address}&lang=en")[0].startswith(expected)
    undated = client.get(f"/q/places{suffix}?function=16.020@620n-2014-09-08/А/01.5", headers=headers)
    assert (undated.status_code, undated.headers.get("Link")) == (200, None)


def test_the_page_of_an_edition_tells_when_it_is_in_force(client: FlaskClient) -> None:
    def validity(address: str) -> str:
        text = client.get(f"{address}?lang=ru", headers={"Accept": "text/html"}).text
        (found,) = re.findall(r"<dt>Действие</dt><dd>(.*?)</dd>", text, re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", "", found).split())

    assert validity(f"/doc/standard/{FIRST}") == (
        "с 10.10.2014 (день регистрации; начало документом не названо) по 28.02.2023 (есть более поздний приказ)"
    )
    assert validity(f"/doc/standard/{SECOND}") == "с 01.03.2023 (назван приказом) по 28.02.2029 (назван приказом)"
