"""What is no node but the beginning of many IRIs: `classifier` and `classifier/okz` lead to the page of them all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import url_for
from rdflib import Literal

from ..negotiation import chosen_language

if TYPE_CHECKING:
    from ...store.protocol import Store

_PATH = re.compile(r"classifier(?:/([a-z-]{1,40}))?/?", re.ASCII)
_HELD = "ASK { ?edition a ps:ClassifierEdition ; ps:classifier %s }"


def gathering_address(store: Store, path: str) -> str | None:
    """Return where the editions are listed whose IRIs begin with a path; None where the path is no such beginning."""
    named = _PATH.fullmatch(path)
    if named is None or (named[1] and store.query(_HELD % Literal(named[1]).n3()) is not True):
        return None
    return url_for("classifiers.page", _anchor=named[1], lang=chosen_language())
