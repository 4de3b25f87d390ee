"""SPARQL updates by the protocol, made by the writer process in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from ..errors import UsageError
from ..store.writing.opening import server_writer
from ..store.writing.protocol import Update
from .addressing import own_address
from .admission import admitted_update
from .authorisation import require_token, writer_name
from .conditions import condition
from .exchange import note_query
from .fields import every, read_fields, single
from .site import current_site

if TYPE_CHECKING:
    from ..store.writing.protocol import Outcome

blueprint = Blueprint("updating", __name__)

UPDATE = "application/sparql-update"


@blueprint.route("/update", methods=["POST"])
def update() -> Response:
    """Make an update; the answer is sent when readers see the change."""
    require_token()
    asked = _read()
    with server_writer(current_site().settings.folder) as writer:
        outcome = writer.update(asked, client=writer_name(), condition=condition())
    response = jsonify(added=outcome.added, removed=outcome.removed, dataVersion=outcome.data_version)
    return written(response, outcome)


def written(response: Response, outcome: Outcome) -> Response:
    """Return the answer to a write, which names the data that it made."""
    response.headers["ProfGraph-Data-Version"] = outcome.data_version
    response.cache_control.no_store = True
    return response


def _read() -> Update:
    """Return the update of the current request; raise `UsageError` when it is not well formed or not admitted."""
    fields = read_fields(UPDATE, "update")
    text = single(fields, "update")
    if text is None or any(name == "query" for name, _ in fields):
        raise UsageError(
            ru="нужно одно обновление в поле update и ни одного query; запросы принимает /sparql",
            en="one update is needed, in the field update, and no query; /sparql takes queries",
        )
    note_query(text)
    # The writer process decides the same; what it would refuse takes nobody's turn there.
    admitted_update(text)
    using = every(fields, "using-graph-uri"), every(fields, "using-named-graph-uri")
    return Update(text, *using, base=own_address(), relay=current_site().relay_address())
