"""Other endpoints as parameters of questions: their addresses stand in the text, where SERVICE calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import UsageError, excerpt
from .parameters import is_iri, may_be_iri

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib import Literal

    from .question import Question


def resolve_endpoint(value: str) -> URIRef:
    """Return the address of an endpoint; raise `UsageError` where it is none."""
    # What no IRI has could end the one in the text.
    if is_iri(value) and may_be_iri(value):
        return URIRef(value)
    said = excerpt(value)
    raise UsageError(
        ru=f"«{said}» — не адрес точки SPARQL; запишите его целиком: https://…",
        en=f"{said!r} is not the address of a SPARQL endpoint; write all of it: https://…",
    )


def endpoints_of(question: Question) -> list[str]:
    """Return the parameters of a question that name endpoints which it calls."""
    return [one.name for one in question.parameters if one.type == "endpoint"]


def with_endpoints(question: Question, values: Mapping[str, Sequence[URIRef | Literal] | None]) -> str:
    """Return the text of a question with the addresses of the endpoints that it calls."""
    text = question.text
    for name in endpoints_of(question):
        for address in values.get(name) or ():
            text = text.replace(f"SERVICE ?{name} ", f"SERVICE {address.n3()} ")
    return text
