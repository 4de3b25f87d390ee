"""Queries under way, by the names that their readers gave them: each may be called off."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response

from ..errors import UnknownNameError
from ..store.folder import Folder
from ..store.workers.cancelling import call_off
from .site import current_site

blueprint = Blueprint("running", __name__, url_prefix="/sparql/running")


@blueprint.route("/<name>", methods=["DELETE"])
def one(name: str) -> Response:
    """Stop the running query that was sent with this name in the header ProfGraph-Query; its worker is free at once."""
    settings = current_site().settings
    if settings.is_remote or not call_off(Folder(settings.folder), name):
        raise UnknownNameError(
            ru="запрос с этим именем сейчас не выполняется: он ещё не начат или уже окончен",
            en="no query of this name is running now: it has not begun, or it has ended",
        )
    return Response(status=HTTPStatus.NO_CONTENT)
