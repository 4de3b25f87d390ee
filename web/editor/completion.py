"""What an editor of queries completes: prefixes, and the classes and properties that the data or the ontology have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify
from rdflib import URIRef

from ...ontology.terms import PREFIXES
from ..answers import compact
from ..linked.foreign import NAMES
from ..selfdescription.counts import counts
from ..site import library
from ..vocabulary.terms import labels, terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..selfdescription.counts import Part

blueprint = Blueprint("completion", __name__)


@blueprint.route("/sparql/terms")
def listed() -> Response:
    """List the prefixes that every query has, and the classes and properties with their labels and counts."""
    found = counts(library())
    ours = terms().values()
    classes = [term.iri for term in ours if term.kind == "class"]
    properties = [term.iri for term in ours if term.kind in {"object", "data"}]
    return jsonify(
        prefixes=PREFIXES,
        classes=_described(found.classes if found else (), classes),
        properties=_described(found.properties if found else (), properties),
    )


def _described(parts: Iterable[Part], declared: Iterable[URIRef]) -> list[dict[str, str | int]]:
    """Return the terms that the data have, the most frequent first, and then those that they could have."""
    times = {URIRef(part.name): part.count for part in parts}
    return [_told(iri, times.get(iri, 0)) for iri in dict.fromkeys([*times, *declared])]


def _told(iri: URIRef, count: int) -> dict[str, str | int]:
    name, label = compact(iri), labels().get(iri) or NAMES.get(iri)
    told: dict[str, str | int] = {"name": f"<{iri}>" if name == str(iri) else name, "iri": iri, "count": count}
    return told | ({"ru": label.ru, "en": label.en} if label else {})
