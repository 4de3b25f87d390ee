"""SSSOM TSV, the form in which mappings are exchanged: a block of metadata in comments, and a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ...ontology.terms import SEMAPV, SKOS
from .statements import NOT, predicate_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...ontology.terms import Minter
    from .matches import Match

# The slots of SSSOM that we write, in its order.
COLUMNS = (
    "subject_id",
    "subject_label",
    "subject_category",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "mapping_tool",
    "mapping_tool_version",
    "confidence",
)
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def prefixes(minter: Minter) -> dict[str, str]:
    """Return the prefixes of our files."""
    return {"concept": str(minter.concept_named("")), "skos": str(SKOS), "semapv": str(SEMAPV)}


def to_sssom(matches: Iterable[Match], minter: Minter, set_id: str) -> str:
    """Return the matches as a mapping set; equal matches give equal bytes."""
    import yaml

    shortening = prefixes(minter)
    head = {"curie_map": shortening, "license": _LICENCE, "mapping_set_id": str(set_id), "sssom_version": "1.0"}
    buffer = io.StringIO()
    for line in yaml.safe_dump(head, sort_keys=True, allow_unicode=True).splitlines():
        buffer.write(f"#{line}\n")
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for match in matches:
        row = _row(match, shortening)
        writer.writerow([row[column] for column in COLUMNS])
    return buffer.getvalue()


def _row(match: Match, shortening: Mapping[str, str]) -> dict[str, str]:
    tool, _, version = match.tool.partition(" ")
    one = _short(match.one, shortening)
    return {
        "subject_id": one,
        "subject_label": match.labels[0],
        "subject_category": one.partition(":")[2].partition("/")[0],
        "predicate_id": _short(predicate_of(match.verdict), shortening),
        "predicate_modifier": NOT if match.verdict == "different" else "",
        "object_id": _short(match.other, shortening),
        "object_label": match.labels[1],
        "mapping_justification": _short(match.justification, shortening),
        "author_label": match.author,
        "mapping_date": match.day,
        "mapping_tool": tool,
        "mapping_tool_version": version,
        "confidence": match.confidence,
    }


def _short(iri: str, shortening: Mapping[str, str]) -> str:
    for prefix, start in shortening.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
