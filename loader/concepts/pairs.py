"""Pairs of concepts as a mapping set of SSSOM names them, each with its row; and as one is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ...errors import excerpt
from ..sssom.reading import read_sssom
from ..sssom.slots import COLUMNS, MappingRow, MappingSet
from ..sssom.values import several
from ..sssom.writing import to_sssom
from .matches import Match, decimal, ordered
from .statements import NOT, predicate_of, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib import URIRef

    from ...errors import Message
    from ...ontology.terms import Minter
    from ..sssom.reading import Row
    from ..sssom.values import Place

MOST_BYTES = 2**24
_MOST_ROWS = 100_000
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_UNUSED = frozenset({"license", "subject_source", "object_source", "comment"})


def read_pairs(path: Path, minter: Minter) -> dict[Match, Message]:
    """Return the matches of a file, each with its place; raise `SourceError` or `RefusedError` with what is wrong."""
    found: dict[Match, Message] = {}
    rows: dict[tuple[URIRef, URIRef], int] = {}
    for row in read_sssom(path, most_bytes=MOST_BYTES, most_rows=_MOST_ROWS, ours=_prefixes(minter)).rows:
        match = _match(row)
        if match.key in rows:
            raise row.place.refused(
                f"эта пара уже стоит в строке {rows[match.key]}; оставьте одну строку",
                f"this pair stands in row {rows[match.key]} already; leave one row",
            )
        rows[match.key] = row.place.row
        found[match] = row.place.before
    return found


def pairs_text(matches: Iterable[Match], minter: Minter, set_id: str) -> str:
    """Return the matches as a mapping set, with the columns in which a person decides; equal ones give equal bytes."""
    columns = [one for one in COLUMNS if one not in _UNUSED]
    rows = [_row(match, minter) for match in matches]
    return "".join(to_sssom(MappingSet(str(set_id), _LICENCE), rows, _prefixes(minter), columns))


def _prefixes(minter: Minter) -> dict[str, str]:
    return {"concept": str(minter.concept_named(""))}


def _match(row: Row) -> Match:
    one, other = ordered(row.iri("subject_id"), row.iri("object_id"))
    modifier = row.text("predicate_modifier")
    verdict = verdict_of(row.iri("predicate_id"), is_denied=modifier == NOT)
    if verdict is None or modifier not in {"", NOT}:
        told = excerpt(f"{row.text('predicate_id')} {modifier}".strip())
        raise row.place.refused(
            f"связь «{told}» о понятиях не решают; возможны skos:exactMatch и skos:closeMatch, с Not или без",
            f"«{told}» is no relation to decide on; it may be skos:exactMatch or skos:closeMatch, with Not or without",
        )
    confidence = row.confidence()
    return Match(
        one,
        other,
        verdict,
        decimal(1 if confidence is None else float(confidence)),
        row.iri("mapping_justification"),
        ", ".join(several(row.text("author_label"))),
        _day(row.text("mapping_date"), row.place),
        " ".join(filter(None, (row.text("mapping_tool"), row.text("mapping_tool_version")))),
    )


def _row(match: Match, minter: Minter) -> MappingRow:
    tool, _, version = match.tool.partition(" ")
    return MappingRow(
        subject_id=str(match.one),
        subject_label=match.labels[0],
        subject_category=minter.concept_name(match.one).partition("/")[0],
        predicate_id=str(predicate_of(match.verdict)),
        predicate_modifier=NOT if match.verdict == "different" else "",
        object_id=str(match.other),
        object_label=match.labels[1],
        mapping_justification=str(match.justification),
        author_label=match.author,
        mapping_date=match.day,
        mapping_tool=tool,
        mapping_tool_version=version,
        confidence=Decimal(match.confidence),
    )


def _day(text: str, place: Place) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise place.refused(
            f"«{excerpt(text)}» — не день вида 2026-01-31; исправьте его",
            f"«{excerpt(text)}» is no day of the form 2026-01-31; mend it",
        ) from error
