"""The document `/openapi.json`: every route of the application, and the questions each by its own name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, json, url_for

from ... import __version__
from ...queries.catalogue import catalogue
from . import operations, questions
from .components import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.routing import Rule

blueprint = Blueprint("openapi", __name__)

_INFO = {
    "title": "ProfGraph",
    "version": __version__,
    "description": "Russian professional standards as a knowledge graph. /sparql speaks the SPARQL 1.1 protocol.",
    "license": {"name": "Apache-2.0 AND CC0-1.0", "identifier": "Apache-2.0 AND CC0-1.0"},
}
_FILES = "Give a file that pages load: their style, their icon."
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
_OF_QUESTIONS = frozenset({"questions.page", "questions.file"})


@blueprint.route("/openapi.json")
def document() -> Response:
    """Describe every address of the service for programs."""
    described = {
        "openapi": "3.1.0",
        "info": _INFO,
        "servers": [{"url": url_for("pages.home", _external=True).rstrip("/")}],
        "paths": dict(sorted(_paths())),
        "components": COMPONENTS,
    }
    return Response(json.dumps(described), mimetype="application/json")


def _paths() -> Iterator[tuple[str, dict[str, object]]]:
    for question in catalogue().values():
        yield from questions.operations(question)
    rules = {rule.rule: rule for rule in current_app.url_map.iter_rules() if rule.endpoint not in _OF_QUESTIONS}
    for written, rule in rules.items():
        # `/sparql/` is another way to write `/sparql`.
        if written == "/" or written.rstrip("/") not in rules or written.rstrip("/") == written:
            yield _ARGUMENT.sub(r"{\1}", written), dict(_methods(rule))


def _methods(rule: Rule) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the methods of a route, and what each does by what its view says of itself."""
    view = current_app.view_functions[rule.endpoint]
    summary = (view.__doc__ or _FILES).partition("\n")[0]
    words = re.findall(r"\w+", rule.rule)
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        told = {"summary": summary, "operationId": "-".join([method.lower(), *words])}
        yield method.lower(), told | operations.described(rule.endpoint, method, set(rule.arguments))
