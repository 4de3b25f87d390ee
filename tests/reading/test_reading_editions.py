"""Two editions of one standard: their pages name each other as people do, and lead to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from conftest import Opened
    from flask.testing import FlaskClient

FIRST, SECOND = "/doc/standard/16.020/620n-2014-09-08", "/doc/standard/16.020/999n-2019-09-09"
NAMED = "16.020 Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи, приказ"
CHANGED = "/diff?a=16.020@620n-2014-09-08&b=16.020@999n-2019-09-09"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a client of a service over two editions of the bundled standard."""
    folder = tmp_path_factory.mktemp("editions")
    text = bundled().read_text(encoding="utf-8")
    for old, new in {"620н": "999н", "08.09.2014": "09.09.2019", "8 сентября 2014": "9 сентября 2019"}.items():
        text = text.replace(old, new)
    (folder / "second.txt").write_text(text, encoding="utf-8")
    with Writer.open(folder / "store") as writer:
        list(load([bundled(), folder / "second.txt"], writer))
        writer.publish()
    return create_app(Settings(store=str(folder / "store"))).test_client()


@pytest.mark.parametrize(
    ("address", "others"),
    [
        (FIRST, [("Приказ № 999н от 09.09.2019", SECOND), ("что изменилось", CHANGED)]),
        (SECOND, [("Приказ № 620н от 08.09.2014", FIRST), ("что изменилось", CHANGED)]),
        (
            f"{FIRST}?lang=en",
            [("Order No. 999н of 2019-09-09", f"{SECOND}?lang=en"), ("what changed", f"{CHANGED}&lang=en")],
        ),
    ],
)
def test_an_edition_names_the_others(
    opened: Opened, both: FlaskClient, address: str, others: list[tuple[str, str]]
) -> None:
    (row,) = [
        one for one in opened(address, client=both).all("div") if one.text.startswith(("Другие редакции", "Other ed"))
    ]
    assert [(one.text, one.attributes["href"]) for one in row.all("a")] == others


def test_a_standard_lists_the_newest_edition_first(opened: Opened, both: FlaskClient) -> None:
    table = opened("/doc/standard/16.020", client=both).section("editions").one("tbody")
    assert [(one.text, one.one("a").attributes["href"]) for one in table.all("th")] == [
        ("№ 999н от 09.09.2019", SECOND),
        ("№ 620н от 08.09.2014", FIRST),
    ]


def test_a_form_names_the_editions_and_has_the_functions_of_both(opened: Opened, both: FlaskClient) -> None:
    approval = opened("/q/approval", client=both).one("select", id="field-standard")
    assert [one.text for one in approval.all("option")] == [
        "все стандарты",
        f"{NAMED} № 999н от 09.09.2019",
        f"{NAMED} № 620н от 08.09.2014",
    ]
    functions = opened("/q/places", client=both).one("select", id="field-function")
    assert [one.attributes["label"] for one in functions.all("optgroup")] == [
        f"{NAMED} {order} · {whole}"
        for order in ("№ 620н от 08.09.2014", "№ 999н от 09.09.2019")
        for whole in (
            "A Обеспечение эксплуатации муниципальных линий электропередачи",
            (
                "B Руководство структурным подразделением по техническому обслуживанию и ремонту "
                "муниципальных линий электропередачи"
            ),
        )
    ]
    assert len(functions.all("option")) == 1 + 2 * 9


def test_the_front_page_leads_to_the_edition_that_it_shows(opened: Opened, both: FlaskClient) -> None:
    for address, edition in (("/", SECOND), ("/?standard=16.020@620n-2014-09-08", FIRST)):
        (link,) = [one for one in opened(address, client=both).section("map").all("a") if "Весь стандарт" in one.text]
        assert link.attributes["href"] == edition
