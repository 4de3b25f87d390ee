"""Admission of a reader's query by the settings of the site, before any store is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..store.admission import Limits, admit_query
from .site import current_site

if TYPE_CHECKING:
    from ..store.admission import Admitted

_LIMITS = Limits()


def admitted(text: str) -> Admitted:
    """Return the query as it may be evaluated; raise `QueryError` where it may not."""
    site = current_site()
    return admit_query(text, _LIMITS, site.settings.services, relay=site.relay_address())
