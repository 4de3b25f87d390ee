"""Every page can be used by keyboard and by ear, in both schemes, and loads nothing from elsewhere."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

import pytest
from markup import Markup
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
PAGES = [
    "/",
    "/sparql",
    "/sparql?query=SELECT+*+{+%3Fs+%3Fp+%3Fo+}+LIMIT+3",
    "/sparql?query=SELECT+*+{",
    "/sparql?query=ASK+{}",
    "/sparql?query=DESCRIBE+ps:code",
    "/doc/standard/16.020/620n-2014-09-08/B/03.6",
    "/doc/standard/16.020/620n-2014-09-08/B/03.6?lang=en",
    "/doc/graph/meta",
    "/doc/source/953a45c35d7eecba",
    "/doc/nowhere",
    "/ns",
    "/void",
    "/catalog",
    "/q/",
    "/q/?search=nothing",
    "/q/transition",
    "/q/transition?from=A/02.5&to=B/03.6",
    "/q/approval",
    "/q/effective-skills?function=Z",
    "/nowhere",
    "/diff",
    "/diff?a=16.020&b=99.999",
    "/doc/standard/16.020",
    "/doc/standard/16.020/620n-2014-09-08",
    "/doc/standard/16.020/620n-2014-09-08/B",
    "/doc/concept/skill/aeb07313a991d9f8",
    "/doc/classifier/okz/1993/2143",
]
STYLE = (files("profgraph") / "web" / "static" / "style.css").read_text(encoding="utf-8")
TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("soft", "paper"),
    ("accent", "paper"),
    ("ink", "sheet"),
    ("soft", "sheet"),
    ("accent", "sheet"),
    ("ink", "tint"),
    ("fault", "fault-tint"),
    ("paper", "accent"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    path = tmp_path_factory.mktemp("markup") / "store"
    with Writer.open(path) as writer:
        list(load([bundled()], writer))
        writer.publish()
    return create_app(Settings(store=str(path))).test_client()


@pytest.fixture(params=PAGES)
def markup(request: pytest.FixtureRequest, client: FlaskClient) -> Markup:
    return Markup(client.get(request.param, headers=HTML).text)


def test_the_head_says_what_the_page_is(markup: Markup) -> None:
    named = {attrs["name"]: attrs["content"] for attrs in markup.named("meta") if "name" in attrs}
    # A picture has titles of its own parts.
    head = takewhile(lambda element: element[0] != "body", markup.elements)
    assert [tag for tag, _ in head].count("title") == 1
    assert named["description"]
    assert named["viewport"] == "width=device-width, initial-scale=1"


def test_headings_go_down_one_step_at_a_time(markup: Markup) -> None:
    levels = [int(tag[1]) for tag, _ in markup.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [after for before, after in pairwise(levels) if after > before + 1] == []


def test_ids_are_unique_and_references_lead_to_them(markup: Markup) -> None:
    ids = [attrs["id"] for _, attrs in markup.elements if "id" in attrs]
    references = [
        name
        for _, attrs in markup.elements
        for key in ("for", "aria-labelledby", "aria-describedby")
        for name in attrs.get(key, "").split()
    ]
    assert len(ids) == len(set(ids))
    assert [name for name in references if name not in ids] == []


def test_every_field_has_a_label(markup: Markup) -> None:
    labelled = {attrs["for"] for attrs in markup.named("label")}
    fields = [attrs for attrs in markup.named("input", "select", "textarea") if attrs.get("type") != "hidden"]
    assert [attrs for attrs in fields if attrs["id"] not in labelled] == []


def test_tables_have_heads_and_scrolling_parts_take_the_focus(markup: Markup) -> None:
    assert [attrs for attrs in markup.named("th") if "scope" not in attrs] == []
    scrolling = [attrs for tag, attrs in markup.elements if tag == "pre" or attrs.get("class") == "scroll"]
    assert [attrs for attrs in scrolling if attrs.get("tabindex") != "0"] == []


def test_the_first_link_skips_to_the_content(markup: Markup) -> None:
    assert (markup.named("a")[0]["href"], markup.named("main")[0]["id"]) == ("#content", "content")


def test_nothing_comes_from_elsewhere_and_scripts_are_files_of_the_editor(markup: Markup) -> None:
    keys = ("href", "src", "action")
    # A reader may follow a link to elsewhere (the terms of other vocabularies); nothing is loaded from there.
    loaded = [(tag, attrs) for tag, attrs in markup.elements if tag != "a"]
    addresses = [attrs[key] for _, attrs in loaded for key in keys if key in attrs]
    followed = [attrs["href"] for attrs in markup.named("a") if not attrs["href"].startswith(("http://", "https://"))]
    assert [one for one in followed if not re.match(r"[/#](?!/)", one)] == []
    assert [one for one in addresses if not re.match(r"[/#](?!/)", one)] == []
    assert markup.named("style", "iframe", "object", "img") == []
    # Only the page of queries has scripts, and those are files of ours.
    scripts = [attrs.get("src", "") for attrs in markup.named("script")]
    assert [one for one in scripts if not one.startswith("/static/")] == []
    assert scripts == [] or "editor" in {attrs.get("class") for attrs in markup.named("div")}
    assert [key for _, attrs in markup.elements for key in attrs if key == "style" or key.startswith("on")] == []


def test_the_stylesheet_loads_nothing() -> None:
    assert re.findall(r"url\(|@import|@font-face", STYLE) == []


def test_headers_allow_nothing_else(client: FlaskClient) -> None:
    headers = client.get("/", headers=HTML).headers
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_contrast_is_enough_to_read(text: str, ground: str, scheme: str) -> None:
    assert contrast(colours(scheme)[text], colours(scheme)[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_fields_can_be_seen(scheme: str) -> None:
    assert contrast(colours(scheme)["strong"], colours(scheme)["sheet"]) >= 3


def colours(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
    return dict(re.findall(r"--([\w-]+): (#\w{6})", light if scheme == "light" else light + dark))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
