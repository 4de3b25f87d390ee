"""A comparison as HTML: one file that can be mailed, or a part of a page that links its rows."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from ...shapes.rendering.standalone import environment, standalone
from ...shapes.rendering.words import visible
from ..changes import Kind
from ..marks import runs
from ..sections import sections
from ..words import KINDS, THINGS, WORDS, details, left_for, thing

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from ...errors import Language
    from ..changes import Comparison

    Link = Callable[[str], str | None]

_TEMPLATES = files(__package__) / "templates"
# The style of the parts below; a page around them sets the colours and fonts that it names.
STYLESHEET = (_TEMPLATES / "comparison.css").read_text(encoding="utf-8")


def render_page(comparison: Comparison, lang: Language) -> str:
    """Return the comparison as a file that needs nothing else."""
    heading = WORDS["title"].in_language(lang)
    title = f"{heading}: {visible(comparison.old.name)} → {visible(comparison.new.name)}"
    return standalone(render_body(comparison, lang), STYLESHEET, lang, title=title, heading=heading)


def render_body(comparison: Comparison, lang: Language, link: Link | None = None) -> Markup:
    """Return the comparison as a part of a page; `link` tells where the row with an IRI has its page."""
    body = (
        _environment()
        .get_template("comparison.html")
        .render(
            comparison=comparison,
            sections=sections(comparison),
            link=link or (lambda _: None),
            **_words(lang),
        )
    )
    return Markup(body)  # noqa: S704  (the template escapes)


def _words(lang: Language) -> dict[str, object]:
    """Return what every template has at hand."""
    return {
        "lang": lang,
        "t": lambda key: WORDS[key].in_language(lang),
        "said": lambda message: message.in_language(lang),
        "kinds": Kind,
        "kind_word": lambda kind: KINDS[kind].in_language(lang),
        "things": THINGS,
        "thing": lambda row: thing(row).in_language(lang),
        "details": details,
        "left_for": left_for,
        "runs": lambda change: runs(visible(change.old.text), visible(change.new.text)),
        "visible": visible,
    }


@cache
def _environment() -> Environment:
    return environment(_TEMPLATES)
