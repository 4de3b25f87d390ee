"""Admission of a reader's query, or a writer's update, by the settings of the site, before any store is asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..store.admission import TextLimits, admit_query, admit_update
from .addressing import own_address
from .exchange import note_volatile
from .site import current_site

if TYPE_CHECKING:
    from ..store.admission import Admitted
    from .site import Site

_LIMITS = TextLimits()
# Longer ones are not kept: they would fill the memory, and are asked once.
_LONGEST_KEPT = 10_000


def admitted(text: str) -> Admitted:
    """Return the query as it may be evaluated, its answer not kept if volatile; raise `QueryError` where it may not."""
    found = admitted_at(current_site(), own_address(), text)
    if found.is_volatile:
        note_volatile()
    return found


def admitted_at(site: Site, base: str, text: str) -> Admitted:
    """Return the query, sent to this address of the site, as it may be evaluated; raise `QueryError`."""
    admit = _kept if len(text) <= _LONGEST_KEPT else _admitted
    return admit(text, site.settings.services, site.relay_address(), base)


def admitted_update(text: str) -> Admitted:
    """Return the update as it may be evaluated; raise `QueryError` where it may not."""
    site = current_site()
    return admit_update(text, _LIMITS, site.settings.services, relay=site.relay_address(), base=own_address())


def _admitted(text: str, services: frozenset[str], relay: str | None, base: str) -> Admitted:
    return admit_query(text, _LIMITS, services, relay=relay, base=base)


_kept = lru_cache(maxsize=500)(_admitted)
