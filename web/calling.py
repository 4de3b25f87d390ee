"""What the nodes in an answer are called: their labels in the reader's language."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import LimitError
from ..store.protocol import Table
from .linked.describing import labels_of
from .linked.naming import Naming
from .site import current_site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import Language
    from ..store.protocol import Answer, Store

# As many as a page of a few columns has; the rest is shown by its IRI, as nodes without a label are.
_MOST_NAMED = 3_000


def names_in(answer: Answer, store: Store, lang: Language) -> Mapping[URIRef, tuple[str, str]]:
    """Return the names of the nodes in a table, each with its language."""
    if not isinstance(answer, Table):
        return {}
    nodes = list(dict.fromkeys(term for row in answer.rows for term in row if isinstance(term, URIRef)))
    naming = Naming({}, current_site().base(), lang)
    # An answer is worth more than the names in it.
    with suppress(LimitError):
        naming = Naming(labels_of(store, nodes[:_MOST_NAMED]) if nodes else {}, naming.base, lang)
    return {node: name for node in nodes if (name := naming.label(node))}
