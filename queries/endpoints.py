"""Other endpoints as parameters of questions: their addresses stand in the text, where SERVICE calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import UsageError, excerpt
from .parameters import is_iri, may_be_iri

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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


def refuse_others(question: Question, given: Mapping[str, str], allowed: Collection[str]) -> None:
    """Raise `UsageError` where a question would call who may not be called, in words for who has written no query."""
    for name in endpoints_of(question):
        address = given.get(name)
        if address and address not in allowed:
            raise UsageError(
                ru=f"{excerpt(address)}: этой точки SPARQL здесь не спрашивают; назовите её в PROFGRAPH_SERVICES",
                en=f"{excerpt(address)}: this SPARQL endpoint is not asked here; name it in PROFGRAPH_SERVICES",
            )


def with_endpoints(question: Question, values: Mapping[str, Sequence[URIRef | Literal] | None]) -> str:
    """Return the text of a question with the addresses of the endpoints that it calls."""
    text = question.text
    for name in endpoints_of(question):
        for address in values.get(name) or ():
            text = text.replace(f"SERVICE ?{name} ", f"SERVICE {address.n3()} ")
    return text
