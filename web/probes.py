"""What an operator's programs ask: is the process alive, can it answer queries, its metrics."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST

from .site import current_site

if TYPE_CHECKING:
    from .site import Site

blueprint = Blueprint("probes", __name__)

_SECONDS = 2  # a probe that waits longer keeps a thread from others
# Never limited, cached or logged: they must be answered when nothing else is.
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


@blueprint.route("/healthz")
def alive() -> Response:
    """Tell that this process answers, whatever the store and the queries do."""
    return _fresh(jsonify(status="alive"))


@blueprint.route("/readyz")
def ready() -> Response:
    """Tell that queries are answered, and from which data; a problem document otherwise."""
    site = current_site()
    return _fresh(jsonify(status="ready", dataVersion=site.readiness.told(partial(_answered_from, site))))


@blueprint.route("/metrics")
def metrics() -> Response:
    """Return the metrics in the text format of Prometheus."""
    return _fresh(Response(current_site().metrics.exposition(), content_type=CONTENT_TYPE_LATEST))


def _answered_from(site: Site) -> str | None:
    site.store("union", seconds=_SECONDS).query("ASK {}")
    return site.data_version()


def _fresh(response: Response) -> Response:
    response.cache_control.no_store = True
    return response
