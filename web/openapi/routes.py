"""What each route takes and gives, beyond what its rule says: fields of addresses and bodies, media types, statuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...queries.rendering import SERIALISED, XLSX
from ...store.protocol import GRAPH_TYPES, RESULT_TYPES, TURTLE
from ..asked import QUERY
from ..fields import FORM
from ..negotiation import HTML
from ..updating import UPDATE

if TYPE_CHECKING:
    from collections.abc import Mapping

_JSON = "application/json"
_TEXT = "text/plain"
_FILE = "application/octet-stream"
_PARTS = "multipart/form-data"


@dataclass(frozen=True)
class Operation:
    """The media types of the answer, the fields of the address by what they are for, the bodies with their fields."""

    gives: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statuses: tuple[int, ...] = (200,)


_DATASET = {
    "default-graph-uri": "The IRI of a graph of the default graph; may be repeated.",
    "named-graph-uri": "The IRI of a named graph of the dataset; may be repeated.",
}
_USING = ("using-graph-uri", "using-named-graph-uri")
REPEATED = frozenset({*_DATASET, *_USING})
_QUERY = {
    "query": "A query in SPARQL 1.1; without it, the page with the query box or the service description.",
    **_DATASET,
    "example": "Instead of a query: the name of a question, whose query the page puts into the query box.",
    "timeout": "Seconds that the query may take, if fewer than the service allows.",
    "download": f"The answer as a file: {', '.join((*SERIALISED, 'xlsx'))}.",
}
_ANSWERS = (*RESULT_TYPES, XLSX, *GRAPH_TYPES, HTML)
_DESCRIPTIONS = (HTML, *GRAPH_TYPES)
_GRAPH = {"graph": "The IRI of the graph.", "default": "Present instead of it: the default graph."}
_DOCUMENTS: Mapping[str, tuple[str, ...]] = dict.fromkeys(GRAPH_TYPES, ())
_EDITIONS = {
    "a": "The old edition: 06.001@679n-2013-11-18, or 06.001 for the newest.",
    "b": "The new edition.",
}
_ON_DAY = {"asOf": "A day by the calendar of Moscow, as 2023-03-01: the edition in force on it is meant."}
# Readers of pages are led to pages, those of RDF to RDF.
_OR_ELSEWHERE = (200, 303)

KNOWN: Mapping[tuple[str, str], Operation] = {
    ("pages.home", "GET"): Operation(
        (HTML,), {"standard": "The edition whose functional map is shown.", **_ON_DAY}, statuses=_OR_ELSEWHERE
    ),
    ("questions.catalogue", "GET"): Operation(
        (HTML,), {"search": "Words that the questions have."}, statuses=_OR_ELSEWHERE
    ),
    ("examples.every", "GET"): Operation(GRAPH_TYPES, statuses=_OR_ELSEWHERE),
    ("examples.one", "GET"): Operation(GRAPH_TYPES, statuses=_OR_ELSEWHERE),
    ("openapi.document", "GET"): Operation((_JSON,)),
    ("sparql.endpoint", "GET"): Operation(_ANSWERS, _QUERY),
    ("sparql.endpoint", "POST"): Operation(_ANSWERS, _DATASET, {FORM: tuple(_QUERY), QUERY: ()}),
    ("completion.listed", "GET"): Operation((_JSON,)),
    ("running.one", "DELETE"): Operation((), {}, {}, (204,)),
    ("updating.update", "POST"): Operation((_JSON,), {}, {FORM: ("update", *_USING), UPDATE: ()}),
    ("graphs.indirect", "GET"): Operation(GRAPH_TYPES, _GRAPH),
    ("graphs.indirect", "PUT"): Operation((), _GRAPH, _DOCUMENTS, (201, 204)),
    ("graphs.indirect", "POST"): Operation((), _GRAPH, _DOCUMENTS, (201, 204)),
    ("graphs.indirect", "DELETE"): Operation((), _GRAPH, {}, (204,)),
    ("graphs.direct", "GET"): Operation(GRAPH_TYPES),
    ("graphs.direct", "PUT"): Operation((), {}, _DOCUMENTS, (201, 204)),
    ("graphs.direct", "POST"): Operation((), {}, _DOCUMENTS, (201, 204)),
    ("graphs.direct", "DELETE"): Operation((), {}, {}, (204,)),
    ("linked.thing", "GET"): Operation((), {}, {}, (303,)),
    ("lookup.lookup", "GET"): Operation((), {"uri": "An IRI of the data or of the ontology."}, {}, (303,)),
    ("linked.document", "GET"): Operation(_DESCRIPTIONS, _ON_DAY, statuses=(*_OR_ELSEWHERE, 301)),
    ("vocabulary.ontology", "GET"): Operation(_DESCRIPTIONS),
    ("vocabulary.shapes", "GET"): Operation(GRAPH_TYPES, statuses=_OR_ELSEWHERE),
    ("selfdescription.data", "GET"): Operation(_DESCRIPTIONS),
    ("selfdescription.catalog", "GET"): Operation(_DESCRIPTIONS),
    ("dumps.listing", "GET"): Operation((HTML, _JSON), statuses=_OR_ELSEWHERE),
    ("dumps.download", "GET"): Operation((_FILE,), {}, {}, (200, 206, 302)),
    ("checking.validate", "GET"): Operation((HTML,)),
    ("checking.validate", "POST"): Operation(
        (HTML, _JSON, TURTLE),
        {"name": "The name of the document, where the body is its text."},
        {_PARTS: ("file", "text"), FORM: ("text",), _TEXT: ()},
    ),
    ("checking.checks", "GET"): Operation((HTML,)),
    ("checking.stylesheet", "GET"): Operation(("text/css",)),
    ("comparing.page", "GET"): Operation((HTML, _JSON, XLSX, TURTLE), _EDITIONS),
    ("comparing.file", "GET"): Operation((HTML, _TEXT, _JSON, XLSX, TURTLE), _EDITIONS),
    ("comparing.stylesheet", "GET"): Operation(("text/css",)),
    ("classifiers.page", "GET"): Operation((HTML,), {"search": "A code of a classifier, or words of a name."}),
    ("case.listing", "GET"): Operation(
        (_JSON,), {"limit": "The most documents, 100 where it is not said.", "offset": "How many to pass over."}
    ),
    ("case.one", "GET"): Operation((_JSON,)),
    ("crawlers.robots", "GET"): Operation((_TEXT,)),
    ("crawlers.icon", "GET"): Operation(("image/svg+xml",)),
    ("probes.alive", "GET"): Operation((_JSON,)),
    ("probes.ready", "GET"): Operation((_JSON,)),
    ("probes.metrics", "GET"): Operation((_TEXT,)),
}
