"""A reader's query, once it is admitted: in which types it can be answered, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..queries.rendering import XLSX
from ..store.protocol import GRAPH_TYPES, RESULT_TYPES
from .negotiation import ALIASES

if TYPE_CHECKING:
    from ..store.admission import Admitted, Form
    from ..store.protocol import Serialised, Store
    from .asked import Asked
    from .site import Site

_OFFERED = {"SELECT": (*RESULT_TYPES, XLSX, *ALIASES), "ASK": (*RESULT_TYPES, *ALIASES)}


def offered_for(form: Form) -> tuple[str, ...]:
    """Return the media types of answers to queries of this form."""
    return _OFFERED.get(form, GRAPH_TYPES)


def store_for(site: Site, asked: Asked) -> Store:
    """Return the store as this query asks it."""
    return site.store(site.settings.default_graph, asked.seconds, asked.name)


def evaluated(site: Site, asked: Asked, admitted: Admitted, media_type: str) -> Serialised:
    """Return the answer in one of the types that are offered, but for a workbook."""
    return store_for(site, asked).serialised(
        admitted.text,
        [ALIASES.get(media_type, media_type)],
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )
