"""A page that stands alone: one file that can be mailed, its style in it and nothing to be fetched."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from ... import __version__

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from ...errors import Language

_TEMPLATES = files(__package__) / "templates"


def standalone(body: Markup, style: str, lang: Language, *, title: str, heading: str) -> str:
    """Return the page around a body; `style` is that of the body, the colours and fonts are of the page."""
    whole = Markup((_TEMPLATES / "page.css").read_text(encoding="utf-8") + style)  # noqa: S704  (our own files)
    page = environment(_TEMPLATES).get_template("page.html")
    return page.render(body=body, style=whole, lang=lang, title=title, heading=heading, program_version=__version__)


def environment(templates: Traversable) -> Environment:
    """Return what renders the templates of a folder."""
    return Environment(
        loader=FunctionLoader(lambda name: (templates / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
