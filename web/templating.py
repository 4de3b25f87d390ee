"""What every template has at hand: words in the reader's language, and links that keep a chosen language."""

from __future__ import annotations

from datetime import date
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from flask import Response, request, url_for
from rdflib import Literal

from .. import __version__
from ..queries.values import worded
from .linked.addresses import document
from .negotiation import LANGUAGES, chosen_language, reader_language
from .site import current_site
from .wording import MESSAGES

if TYPE_CHECKING:
    from flask import Flask

    from ..errors import Language


def register(app: Flask) -> None:
    """Give the application's templates these words and links."""
    app.context_processor(_words)


def localised(page: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return a page that is said to be in the reader's language."""
    response = Response(page, status)
    response.content_language.add(reader_language())
    return response


def _words() -> dict[str, object]:
    lang = reader_language()

    def said(key: str, **values: object) -> str:
        return MESSAGES[key].filled(**values).in_language(lang)

    @cache
    def base() -> str:
        return current_site().base()

    return {
        "t": said,
        "word": lambda value: worded(Literal(value), lang) or value,
        "address": lambda iri: document(iri, base()),
        "lang": lang,
        "chosen_lang": chosen_language(),
        "languages": LANGUAGES,
        "link": _link,
        "in_language": _in_language,
        "day": lambda iso: day(iso, lang),
        "is_strict": current_site().settings.default_graph == "strict",
        "program_version": __version__,
    }


def _link(endpoint: str, **values: str | list[str]) -> str:
    """Return an address of ours that keeps the language which the reader chose."""
    lang = chosen_language()
    fields: dict[str, Any] = {**values, "lang": lang} if lang else {**values}
    return url_for(endpoint, **fields)


def _in_language(lang: Language) -> str:
    """Return the address of this page in another language."""
    fields = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    # A path of two slashes at its head would name another host.
    path = quote(f"{request.script_root}/{request.path.lstrip('/')}")
    return f"{path}?{urlencode([*fields, ('lang', lang)])}"


def day(iso: str, lang: Language) -> str:
    """Return a date as the language writes it."""
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso and lang == "ru" else iso
