"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs are read, replaced, added to and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, Response, request, url_for

from ..errors import UnknownNameError, UsageError
from ..store.convert import to_ox_iri
from ..store.protocol import GRAPH_TYPES
from ..store.writing.opening import server_writer
from ..store.writing.protocol import GraphWrite
from .acceptance import accepted
from .addressing import own_address
from .authorisation import require_token, writer_name
from .conditions import condition
from .delivery import delivered
from .fields import address_fields, every, single
from .inventory import holds
from .site import current_site
from .updating import written
from .uploads import read_documents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..store.writing.protocol import Method, Outcome

blueprint = Blueprint("graphs", __name__)

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_READING = frozenset({"GET", "HEAD"})
_METHODS: Mapping[str, Method] = {"PUT": "put", "POST": "post", "DELETE": "delete"}


@dataclass(frozen=True)
class Target:
    """The graph that a request is about (None: the default graph); `is_new` where the service is to name it."""

    graph: str | None
    is_new: bool = False


@blueprint.route("/graphs", methods=["GET", "PUT", "POST", "DELETE"])
def indirect() -> Response:
    """Answer for the graph that the address names in a field."""
    if request.method in _READING:
        return _read(_named())
    # Whoever may not write is told nothing else.
    require_token()
    return _write(_named())


@blueprint.route("/graphs/<path:name>", methods=["GET", "PUT", "POST", "DELETE"])
def direct(name: str) -> Response:  # noqa: ARG001  (Flask gives it; the graph is named by the whole address)
    """Answer for the graph that has the address itself as its IRI."""
    if request.method in _READING:
        return _read(_itself())
    require_token()
    return _write(_itself())


def _itself() -> Target:
    """Return the graph that the address is; raise `UsageError` where a field names another one as well."""
    if any(name in {"graph", "default"} for name, _ in address_fields()):
        raise UsageError(
            ru="граф назван и самим адресом, и полем graph или default; оставьте одно из двух",
            en="the graph is named by the address itself and by a field graph or default; keep one of the two",
        )
    return Target(own_address())


def _named() -> Target:
    """Return the graph of the fields; raise `UsageError` unless they name exactly one."""
    fields = address_fields()
    graph, is_default = single(fields, "graph"), bool(every(fields, "default"))
    if graph is not None and not is_default:
        return Target(to_ox_iri(graph).value)
    if graph is None and is_default:
        return Target(None)
    if graph is None and request.method == "POST":
        return Target(url_for("graphs.direct", name=str(uuid4()), _external=True), is_new=True)
    raise UsageError(
        ru="какой граф? нужно одно из двух: /graphs?graph=IRI или /graphs?default",
        en="which graph? one of the two is needed: /graphs?graph=IRI or /graphs?default",
    )


def _read(target: Target) -> Response:
    media_type = accepted(GRAPH_TYPES, ru="граф даётся только так", en="a graph comes only as")
    site = current_site()
    if target.graph is not None and not holds(site, target.graph):
        raise _absent(target.graph)
    named = () if target.graph is None else (target.graph,)
    return delivered(site.store("strict").serialised(_ALL, [media_type], default_graphs=named), media_type)


def _write(target: Target) -> Response:
    method = _METHODS[request.method]
    documents = () if method == "delete" else read_documents(target.graph or own_address())
    with server_writer(current_site().settings.folder) as writer:
        write = GraphWrite(method, target.graph, documents)
        outcome = writer.write(write, client=writer_name(), condition=condition())
    if target.graph is not None and method == "delete" and not outcome.existed:
        raise _absent(target.graph)
    return _done(target, outcome)


def _done(target: Target, outcome: Outcome) -> Response:
    """Return the answer: 201 where there is a graph that was not there, else 204."""
    response = Response(status=HTTPStatus.NO_CONTENT if outcome.existed else HTTPStatus.CREATED)
    # There is no content that has a type.
    del response.headers["Content-Type"]
    if target.is_new and target.graph is not None:
        response.location = target.graph
    return written(response, outcome)


def _absent(graph: str) -> UnknownNameError:
    return UnknownNameError(
        ru=f"графа <{graph}> здесь нет; какие есть, говорит описание сервиса /sparql",
        en=f"there is no graph <{graph}> here; the service description at /sparql tells which there are",
    )
