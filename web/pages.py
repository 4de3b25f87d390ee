"""The front page: what is loaded, the functional map of a standard, the questions and the query box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request, url_for

from ..queries.catalogue import catalogue
from ..queries.days import in_force
from ..queries.inventory import editions_note
from ..queries.parameters import resolve_standard
from ..store.dataset import LICENCE
from ..store.protocol import TURTLE
from . import formats
from .console import EXAMPLE
from .negotiation import reader_language
from .offering import function_choices
from .on_day import asked_day, said
from .overview import editions, functional_map
from .site import library
from .templating import localised

if TYPE_CHECKING:
    from datetime import date

    from ..queries.question import Question
    from ..store.protocol import Store
    from .overview import Edition

blueprint = Blueprint("pages", __name__)


@blueprint.route("/")
def home() -> Response:
    """Show what is loaded, the functional map of the chosen standard, the questions and the query box."""
    if description := formats.elsewhere(url_for("selfdescription.well_known")):
        return description
    store, day = library(), asked_day()
    every = editions(store)
    loaded = tuple(one for one in every if in_force([one.version], day))
    current = _chosen(store, loaded, request.args.get("standard"), day)
    functions = functional_map(store, current.version) if current else ()
    page = render_template(
        "home.html",
        is_empty=not every,
        on_day=said(day, note, reader_language()) if day and (note := editions_note(store, day)) else None,
        editions=loaded,
        current=current,
        functions=functions,
        choices=tuple(function_choices(functions)),
        first_function=next((one.argument for top in functions for one in top.functions), ""),
        questions=_by_parameters(),
        example=EXAMPLE,
        data_version=store.data_version(),
    )
    response = localised(page)
    response.headers["Link"] = ", ".join(_links())
    return response


def _links() -> tuple[str, ...]:
    """Return where programs that meet the page find the data, the services and the licence."""
    return (
        f'<{url_for("selfdescription.well_known")}>; rel="describedby"; type="{TURTLE}"',
        f'<{url_for("sparql.endpoint").rstrip("/")}>; rel="service-desc"; type="{TURTLE}"',
        f'<{url_for("openapi.document")}>; rel="service-desc"; type="application/json"',
        f'<{LICENCE}>; rel="license"',
    )


def _chosen(store: Store, loaded: tuple[Edition, ...], name: str | None, day: date | None) -> Edition | None:
    if not name or not loaded:
        return loaded[0] if loaded else None
    iri = resolve_standard(store, name, day)
    return next((one for one in loaded if one.version.iri == iri), None)


def _by_parameters() -> dict[str, list[Question]]:
    """Return the questions about one function, about several, and about standards."""
    sorted_out: dict[str, list[Question]] = {"function": [], "functions": [], "standard": []}
    for question in catalogue().values():
        functions = sum(parameter.type == "function" for parameter in question.parameters)
        sorted_out["standard" if functions == 0 else "function" if functions == 1 else "functions"].append(question)
    return sorted_out
