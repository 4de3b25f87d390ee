"""Two editions compared: a form with its answer for a browser, the answer alone as a file or for a program."""

from __future__ import annotations

from shlex import join, quote
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, url_for

from ...comparison.comparing import compared
from ...comparison.operands import loaded
from ...comparison.rendering.html import STYLESHEET, render_body, render_page
from ...comparison.rendering.json import to_json
from ...comparison.rendering.sheets import to_xlsx
from ...comparison.rendering.terminal import to_text
from ...comparison.rendering.turtle import to_turtle
from ...errors import UnknownNameError, UsageError, excerpt
from ...queries.rendering import XLSX
from ...store.protocol import TURTLE
from ..acceptance import accepted
from ..linked.addresses import document
from ..negotiation import HTML, reader_language
from ..problems import status_of
from ..site import current_site, library
from ..templating import localised
from .forms import SIDES, Chosen, chosen, edition_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...comparison.changes import Comparison
    from ...errors import Language

blueprint = Blueprint("comparing", __name__)

_JSON = "application/json"
# The ends of addresses of files, and what they hold; the page itself is made for the browser that asks.
FILES: Mapping[str, str] = {"html": HTML, "txt": "text/plain", "json": _JSON, "xlsx": XLSX, "ttl": TURTLE}
OFFERED = (HTML, _JSON, XLSX, TURTLE)


@blueprint.route("/diff")
def page() -> Response:
    """Compare two editions: a form and the changes for a browser, the changes alone for a program."""
    media_type = accepted(OFFERED, ru="сравнение бывает только таким", en="a comparison comes only as")
    wanted = chosen(library())
    return _form(wanted) if media_type == HTML else _data(_found(wanted), media_type)


@blueprint.route("/diff.<suffix>")
def file(suffix: str) -> Response:
    """Give the comparison of two editions as a file."""
    if suffix not in FILES:
        listed = ", ".join(FILES)
        raise UnknownNameError(
            ru=f"diff.{excerpt(suffix, 20)}: такого файла у сравнения нет; возможны: {listed}",
            en=f"diff.{excerpt(suffix, 20)}: the comparison has no such file; choose from {listed}",
        )
    wanted = chosen(library())
    response = _data(_found(wanted), FILES[suffix])
    response.headers.set("Content-Disposition", "attachment", filename=f"{_file_name(wanted.names)}.{suffix}")
    return response


@blueprint.route("/diff/comparison.css")
def stylesheet() -> Response:
    """Return the style of comparisons, which also stand alone in files."""
    return Response(STYLESHEET, mimetype="text/css")


def _form(wanted: Chosen) -> Response:
    lang = reader_language()
    found = _found(wanted) if wanted.is_whole else None
    base = current_site().base() if found else ""
    body = render_template(
        "diff.html",
        names=wanted.names,
        faults={side: error.message.in_language(lang) for side, error in wanted.faults.items()},
        choices=edition_list(library()),
        body=render_body(found, lang, lambda iri: document(iri, base)) if found else None,
        ends=FILES,
        calls=_calls(wanted.names) if found else "",
    )
    response = localised(body)
    if wanted.faults:
        response.status_code = status_of(next(iter(wanted.faults.values())))
    return response


def _found(wanted: Chosen) -> Comparison:
    """Return the comparison; raise the first of the errors of what was chosen."""
    for error in wanted.faults.values():
        raise error
    if not wanted.is_whole:
        raise UsageError(
            ru="назовите две редакции: a=16.020@620n-2014-09-08 — прежняя, b — новая",
            en="name two editions: a=16.020@620n-2014-09-08 is the old one, b is the new one",
        )
    store = library()
    return compared(loaded(store, wanted.names["a"]), loaded(store, wanted.names["b"]))


def _data(found: Comparison, media_type: str) -> Response:
    lang = reader_language()
    response = Response(_bytes(found, media_type, lang), mimetype=media_type)
    if media_type not in {_JSON, TURTLE}:
        response.content_language.add(lang)
    return response


def _bytes(found: Comparison, media_type: str, lang: Language) -> bytes:
    if media_type == XLSX:
        return to_xlsx(found, lang)
    if media_type == _JSON:
        return to_json(found).encode()
    if media_type == TURTLE:
        return to_turtle(found).encode()
    return (render_page(found, lang) if media_type == HTML else to_text(found, lang)).encode()


def _file_name(names: Mapping[str, str]) -> str:
    """Return `diff-16.020-521n-2013-09-08-620n-2014-09-08`; a second standard is named too."""
    (old, first), (new, second) = (names[side].split("@") for side in SIDES)
    return "-".join(("diff", old, first, *([] if new == old else [new]), second))


def _calls(names: Mapping[str, str]) -> str:
    """Return the commands that give the same comparison as JSON."""
    shown = url_for("comparing.file", suffix="json", a=names["a"], b=names["b"], _external=True)
    return f"curl {quote(shown)}\n{join(['profgraph', 'diff', names['a'], names['b'], '--format', 'json'])}"
