"""What the routes take and give, beyond what their rules say: fields of addresses and bodies, media types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...queries.rendering import SERIALISED
from ...store.protocol import GRAPH_TYPES, RESULT_TYPES, TURTLE
from ..asked import QUERY
from ..fields import FORM
from ..negotiation import HTML
from .components import LANGUAGE, responses

if TYPE_CHECKING:
    from collections.abc import Mapping

_JSON = "application/json"
_TEXT = "text/plain"
_MULTIPART = "multipart/form-data"


@dataclass(frozen=True)
class Operation:
    """The media types of the answer, the fields of the address by what they are for, the bodies with their fields."""

    gives: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_DATASET = {
    "default-graph-uri": "The IRI of a graph of the default graph; may be repeated.",
    "named-graph-uri": "The IRI of a named graph of the dataset; may be repeated.",
}
_REPEATED = frozenset(_DATASET)
_QUERY = {
    "query": "A query in SPARQL 1.1; without it, the page with the query box.",
    **_DATASET,
    "timeout": "Seconds that the query may take, if fewer than the service allows.",
    "download": f"The answer as a file: {', '.join(SERIALISED)}.",
}
_ANSWERS = (*RESULT_TYPES, *GRAPH_TYPES, HTML)
KNOWN: Mapping[tuple[str, str], Operation] = {
    ("pages.home", "GET"): Operation((HTML,), {"standard": "The edition whose functional map is shown."}),
    ("questions.catalogue", "GET"): Operation((HTML,), {"search": "Words that the questions have."}),
    ("examples.every", "GET"): Operation(GRAPH_TYPES),
    ("examples.one", "GET"): Operation(GRAPH_TYPES),
    ("openapi.document", "GET"): Operation((_JSON,)),
    ("sparql.endpoint", "GET"): Operation(_ANSWERS, _QUERY),
    ("sparql.endpoint", "POST"): Operation(_ANSWERS, _DATASET, {FORM: tuple(_QUERY), QUERY: ()}),
    ("checking.validate", "GET"): Operation((HTML,)),
    ("checking.validate", "POST"): Operation(
        (HTML, _JSON, TURTLE),
        {"name": "The name of the document, where the body is its text."},
        {_MULTIPART: ("file", "text"), FORM: ("text",), _TEXT: ()},
    ),
    ("checking.checks", "GET"): Operation((HTML,)),
    ("checking.stylesheet", "GET"): Operation(("text/css",)),
    ("probes.alive", "GET"): Operation((_JSON,)),
    ("probes.ready", "GET"): Operation((_JSON,)),
    ("probes.metrics", "GET"): Operation((_TEXT,)),
}


def described(endpoint: str, method: str, arguments: set[str]) -> dict[str, object]:
    """Return what OpenAPI says of a method of a route whose path has these arguments."""
    known = KNOWN.get((endpoint, method), Operation())
    parameters = [
        *({"name": one, "in": "path", "required": True, "schema": {"type": "string"}} for one in sorted(arguments)),
        *(
            {"name": one, "in": "query", "description": told, "schema": _schema(one)}
            for one, told in known.fields.items()
        ),
        *([LANGUAGE] if HTML in known.gives else []),
    ]
    bodies = {one: {"schema": _body(fields)} for one, fields in known.bodies.items()}
    found: dict[str, object] = {"responses": responses(known.gives)}
    if parameters:
        found["parameters"] = parameters
    if bodies:
        found["requestBody"] = {"required": True, "content": bodies}
    return found


def _schema(name: str) -> dict[str, object]:
    return {"type": "array", "items": {"type": "string"}} if name in _REPEATED else {"type": "string"}


def _body(fields: tuple[str, ...]) -> dict[str, object]:
    if not fields:
        return {"type": "string"}
    return {"type": "object", "properties": {one: _schema(one) for one in fields}}
