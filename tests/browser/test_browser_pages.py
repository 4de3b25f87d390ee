"""Every template, in both languages and colour schemes: no serious fault by axe-core, no page wider than a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import profgraph.web
import pytest
from flask import template_rendered
from profgraph.queries.catalogue import catalogue
from profgraph.queries.endpoints import endpoints_of

if TYPE_CHECKING:
    from conftest import Faults, Visit
    from flask import Flask
    from flask.testing import FlaskClient
    from jinja2 import Template
    from playwright.sync_api import Page

EDITION = "/doc/standard/16.020/620n-2014-09-08"
FUNCTION = "16.020@620n-2014-09-08/B/03.6"
PHONE = {"width": 390, "height": 844}
# What the others are made of is no page.
PARTS = {"layout.html", "reading.html"}
# Names do not depend on colours, so each scheme is read in one language.
READERS = (("ru", "light"), ("en", "dark"))
PAGES = {
    "home.html": ("/",),
    "standard.html": (EDITION,),
    "function.html": (f"{EDITION}/B/03.6", f"{EDITION}/B"),
    "concept.html": ("/doc/concept/action/249e80f83050a8ae",),
    "classifier.html": ("/doc/classifier/okz/1993/2143",),
    "classifiers.html": ("/classifiers", "/classifiers?search=2143", "/classifiers?search=этого нет"),
    "work.html": ("/doc/standard/16.020",),
    "source.html": ("/doc/source/953a45c35d7eecba#L315",),
    "thing.html": (f"{EDITION}/B/03.6/skill/1",),
    "ns.html": ("/ns",),
    "data.html": ("/.well-known/void",),
    "catalog.html": ("/catalog",),
    "questions.html": ("/q/", "/q/?search=уровень", "/q/?search=этого нет"),
    "question.html": (
        "/q/transition",
        f"/q/own-and-inherited?function={FUNCTION}",
        "/q/transition?from=нет такой&to=B/03.6",
        "/q/function-map?standard=16.020",
    ),
    "sparql.html": ("/sparql", "/sparql?query=SELECT * { ?f ps:name ?n } LIMIT 20", "/sparql?query=SELECT nothing"),
    "validate.html": ("/validate",),
    "checks.html": ("/checks",),
    "dumps.html": ("/dumps/",),
    "diff.html": ("/diff", "/diff?a=16.020&b=16.020", "/diff?a=16.020&b=99.999"),
    "error.html": ("/doc/nothing", "/q/nothing", "/?standard=99.999", "/sparql?query=a&query=b"),
}
ADDRESSES = [(template, address) for template, addresses in PAGES.items() for address in addresses]
BAD_DRAFT = "Приказ\n\nПРОФЕССИОНАЛЬНЫЙ СТАНДАРТ\n\nСварщик\n"


def test_every_template_is_in_the_table() -> None:
    (folder,) = profgraph.web.__path__
    templates = {one.name for one in Path(folder, "templates").iterdir() if not one.name.startswith("_")}
    assert PAGES.keys() == templates - PARTS


@pytest.mark.parametrize(("template", "address"), ADDRESSES)
def test_each_address_is_of_its_template(client: FlaskClient, template: str, address: str) -> None:
    rendered: list[str | None] = []

    def note(_sender: Flask, template: Template, **_context: object) -> None:
        rendered.append(template.name)

    with template_rendered.connected_to(note, client.application):
        # With a name it is nobody else's, and not answered from what another test has seen.
        client.get(address, headers={"Accept": "text/html", "ProfGraph-Query": "own"})
    assert rendered == [template]


@pytest.mark.parametrize("address", [address for _, address in ADDRESSES])
def test_a_page_can_be_read_by_everyone(visit: Visit, axe: Faults, address: str) -> None:
    for lang, scheme in READERS:
        page = visit(address, lang=lang, scheme=scheme)
        assert page.locator("html").get_attribute("lang") == lang
        check(page, axe)
        page.close()


def test_a_report_can_be_read_by_everyone(visit: Visit, axe: Faults) -> None:
    for lang, scheme in READERS:
        page = visit("/validate", lang=lang, scheme=scheme)
        page.locator("#text").fill(BAD_DRAFT)
        page.locator("form.document button").click()
        page.locator("#again").wait_for()
        check(page, axe)
        page.close()


def test_the_answer_to_every_question_fits_a_phone(visit: Visit, esco: str) -> None:
    wide = {}
    for name, question in catalogue().items():
        fields = {one.name: one.example for one in question.parameters if one.example is not None}
        fields |= dict.fromkeys(endpoints_of(question), esco)
        page = visit(f"/q/{name}?{urlencode(fields)}", width=PHONE["width"])
        assert page.locator("#answer").count() == 1, page.url
        if found := page.evaluate(WIDER):
            wide[page.url] = found
        page.close()
    assert wide == {}


def check(page: Page, axe: Faults) -> None:
    """Assert that a page has no serious fault, and that a phone need not scroll it sideways."""
    assert axe(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(WIDER) == []


# What sticks out of a phone's screen without standing in a box that scrolls by itself.
WIDER = """
() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  return [`the page is ${document.documentElement.scrollWidth} wide`, ...[...document.querySelectorAll('main *')]
    .filter(one => one.getBoundingClientRect().right > width + 1).map(one => one.outerHTML.slice(0, 120))]
}
"""
