"""The page that validates a document which nobody stores, and the page that explains every check."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from ..errors import UsageError
from ..shapes.catalogue import bundled_catalogue
from ..shapes.examples import examples
from ..shapes.rendering.html import STYLESHEET, render_body, render_checks
from ..shapes.rendering.json import to_json
from ..shapes.rendering.turtle import to_turtle
from ..store.protocol import TURTLE
from .bodies import whole_body
from .killable import reviewed
from .negotiation import HTML, ranked, reader_language
from .problems import RequestError
from .site import current_site
from .templating import localised

if TYPE_CHECKING:
    from ..shapes.report import FileReport

blueprint = Blueprint("checking", __name__)

MOST_MEGABYTES = 5
_LARGEST = MOST_MEGABYTES * 1_000_000
_JSON = "application/json"
_PASTED = "document.txt"
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(frozen=True)
class Sent:
    """A document as it was sent: its name and its bytes; pasted text is shown again in the form."""

    name: str
    data: bytes
    text: str = ""


@blueprint.route("/validate", methods=["GET", "POST"])
def validate() -> Response:
    """Show the form; answer a document, or several in a file, with the reports, as the page, JSON or Turtle."""
    if request.method == "GET":
        return _page(Sent("", b""), ())
    sent = _sent()
    if not sent.data.strip():
        raise UsageError(
            ru="документ пуст; вставьте его текст или выберите файл",
            en="the document is empty; paste its text or choose a file",
        )
    reports = reviewed(sent.data, sent.name, current_site().settings)
    media_type = next(iter(ranked((HTML, _JSON, TURTLE))), HTML)
    if media_type == _JSON:
        return Response(to_json(reports), mimetype=_JSON)
    if media_type == TURTLE:
        return Response(to_turtle(reports), mimetype=TURTLE)
    return _page(sent, reports)


@blueprint.route("/checks")
def checks() -> Response:
    """Explain every check: what it looks at, what to do, a bad and a good example."""
    body = render_checks(tuple(bundled_catalogue().values()), examples(), reader_language())
    return localised(render_template("checks.html", body=body))


@blueprint.route("/validate/report.css")
def stylesheet() -> Response:
    """Return the style of reports, which also stand alone in files."""
    return Response(STYLESHEET, mimetype="text/css")


def _page(sent: Sent, reports: tuple[FileReport, ...]) -> Response:
    body = render_body(reports, reader_language()) if reports else None
    return localised(render_template("validate.html", body=body, text=sent.text, most_megabytes=MOST_MEGABYTES))


def _sent() -> Sent:
    """Return the document of the request; raise `RequestError` where it is too large."""
    request.max_content_length = request.max_form_memory_size = _LARGEST
    try:
        return _document()
    except RequestEntityTooLarge as error:
        raise RequestError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            ru=f"документ больше {MOST_MEGABYTES} МБ; оставьте в нём только текст приказа",
            en=f"the document is larger than {MOST_MEGABYTES} MB; leave only the text of the order in it",
        ) from error


def _document() -> Sent:
    """Return the form's file, else its text, else the body itself."""
    if request.mimetype not in _FORMS:
        return Sent(_base_name(request.args.get("name")), whole_body())
    file = request.files.get("file")
    if file and file.filename:
        return Sent(_base_name(file.filename), file.read())
    text = request.form.get("text", "")
    return Sent(_PASTED, text.encode(), text)


def _base_name(name: str | None) -> str:
    """Return the last part of a file's name."""
    return PurePosixPath(name or "").name or _PASTED
