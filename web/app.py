"""The web application: a factory, so that a server, a test and `flask run` each make their own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import StrictUndefined

from ..settings import from_environment
from . import (
    checking,
    crawlers,
    dumps,
    examples,
    exchange,
    graphs,
    headers,
    negotiation,
    pages,
    probes,
    problems,
    questions,
    running,
    sparql,
    templating,
    updating,
)
from .case import views as case
from .classifiers import views as classifiers
from .comparing import views as comparing
from .editor import completion
from .front import front
from .linked import lookup
from .linked import views as linked
from .openapi import document
from .selfdescription import views as selfdescription
from .site import EXTENSION, Site
from .vocabulary import views as vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from ..settings import Settings

_VIEWS = (
    *(pages, questions, examples, document, sparql, running, updating, graphs, checking, dumps, probes),
    *(case, classifiers, comparing, completion, crawlers, linked, lookup, vocabulary, selfdescription),
)
LONGEST_BODY = 1_000_000


def create_app(settings: Settings | None = None, shared: Path | None = None) -> Flask:
    """Return the application for these settings, or for those of the environment.

    `shared` is a folder of the web processes of one server, where there are several.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of the provider that Flask has by default
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # It tells each value that its datatype does not allow, with a traceback: those of a stranger's query are not ours.
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    app.extensions[EXTENSION] = site = Site(settings or from_environment(), shared)
    for part in (exchange, headers, negotiation, problems, templating):
        part.register(app)
    for view in _VIEWS:
        app.register_blueprint(view.blueprint)
    app.wsgi_app = front(app, site)  # type: ignore[assignment]  # as Flask's manual has it
    return app
