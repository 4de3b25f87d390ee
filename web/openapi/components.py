"""What operations share in OpenAPI: the answer of a question, a problem, the language."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from ...store.protocol import JSON
from ..negotiation import HTML, LANGUAGES, PROBLEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PROBLEM = {
    "description": "A problem document (RFC 9457); its detail says what is wrong, where, and what to do.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "supported": {"type": "array", "items": {"type": "string"}, "description": "What would do instead."},
    },
}
_TERM = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": {"type": "string"},
        "xml:lang": {"type": "string"},
        "datatype": {"type": "string", "format": "uri"},
    },
}
_RESULTS = {
    "description": "SPARQL 1.1 Query Results JSON of a SELECT or an ASK.",
    "type": "object",
    "required": ["head"],
    "properties": {
        "head": {"type": "object", "properties": {"vars": {"type": "array", "items": {"type": "string"}}}},
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {
                "bindings": {
                    "type": "array",
                    "items": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Term"}},
                }
            },
        },
        "boolean": {"type": "boolean"},
    },
}

COMPONENTS: Mapping[str, object] = {
    "schemas": {"Problem": _PROBLEM, "Results": _RESULTS, "Term": _TERM},
    "responses": {
        "Problem": {
            "description": "What is wrong with the request, or why it was not answered.",
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}, HTML: {}},
        }
    },
    "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "The token of writers."}},
    "parameters": {
        "lang": {
            "name": "lang",
            "in": "query",
            "description": "The language of pages, headings and messages; without it, that of Accept-Language.",
            "schema": {"enum": [*LANGUAGES]},
        },
        "ifMatch": {
            "name": "If-Match",
            "in": "header",
            "description": "A tag of the data as they were read: written only if they are still so, else 412.",
            "schema": {"type": "string"},
        },
        "ifNoneMatch": {
            "name": "If-None-Match",
            "in": "header",
            "description": "An asterisk: the write is made only if there is no such graph, else 412.",
            "schema": {"type": "string"},
        },
    },
}
TOKEN: Mapping[str, list[str]] = {"token": []}
_MEANINGS = {
    200: "The answer.",
    201: "Done; there was no such graph.",
    204: "Done; what is named was there.",
    206: "The part of the file that `Range` names.",
    301: "The address in the Latin letters of the IRI.",
    302: "The address of the newest edition's file.",
    303: "The address of what describes it, or says the same in a type that is accepted.",
}
LANGUAGE = {"$ref": "#/components/parameters/lang"}
CONDITIONS = tuple({"$ref": f"#/components/parameters/{name}"} for name in ("ifMatch", "ifNoneMatch"))


def responses(media_types: Iterable[str], statuses: Iterable[int] = (200,)) -> dict[str, object]:
    """Return the responses of an operation that answers in these media types; none where there is no content."""
    content = {one: {"schema": {"$ref": "#/components/schemas/Results"}} if one == JSON else {} for one in media_types}
    told: dict[str, object] = {"content": content} if content else {}
    answered = {
        str(status): {"description": _MEANINGS[status], **(told if status < HTTPStatus.MULTIPLE_CHOICES else {})}
        for status in statuses
    }
    return {**answered, "default": {"$ref": "#/components/responses/Problem"}}
