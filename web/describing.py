"""The service description of the site that answers, as the reader accepts RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from ..ontology.terms import Minter
from ..store.evaluation import graph_bytes
from ..store.folder import Folder
from ..store.protocol import GRAPH_TYPES, Serialised
from .addressing import endpoint_address
from .delivery import delivered
from .description import Service, described
from .inventory import counted
from .namespaces import DESCRIBING
from .negotiation import HTML, ranked
from .site import current_site

if TYPE_CHECKING:
    from flask import Response


def wanted_type() -> str | None:
    """Return the type of RDF that the reader likes best; None for who accepts none or prefers a page."""
    best = next(iter(ranked((*GRAPH_TYPES, HTML))), HTML)
    return None if best == HTML else best


def describe(media_type: str) -> Response:
    """Return the service description in a type of RDF."""
    site = current_site()
    settings = site.settings
    service = Service(
        query=endpoint_address(),
        update=url_for("updating.update", _external=True),
        data=url_for("selfdescription.well_known", _external=True),
        examples=url_for("examples.every", _external=True),
        counts=counted(site),
        minter=None if settings.is_remote else Minter(Folder(settings.folder).base()),
        is_union=settings.default_graph == "union",
        is_federated=site.relay_address() is not None,
        is_writable=settings.token is not None and not settings.is_remote,
    )
    return delivered(Serialised(media_type, graph_bytes(described(service), media_type, DESCRIBING)), media_type)
