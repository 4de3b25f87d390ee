"""Queries of the command line that call other endpoints: by the relay of the service, to those that are allowed."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from ..store.admission import TextLimits, admit_query, may_call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..settings import Settings


@contextmanager
def federated(text: str, settings: Settings) -> Iterator[str]:
    """Give the query as it may be evaluated here while this lasts; raise `QueryError` where it calls who may not be.

    A remote store is given the text as it is: its calls are not ours.
    """
    if settings.is_remote or not may_call(text):
        yield text
        return
    from ..web.called import caps_for
    from ..web.relay import Relay

    with closing(Relay(settings.services, caps_for(settings.query_seconds))) as relay:
        yield admit_query(text, TextLimits(), settings.services, relay=relay.address).text
