"""The report as JSON: what programs keep, exchange and read back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ...errors import Message
from ..report import FileReport, Finding, Level, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = 1


def to_json(reports: Iterable[FileReport]) -> str:
    """Return the reports as a JSON document, with every sentence in both languages."""
    document = {"format": FORMAT, "files": [_record(report) for report in reports]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> tuple[FileReport, ...]:
    """Return the reports that `to_json` wrote; raise `ValueError` on a document of another format."""
    document = json.loads(text)
    if document.get("format") != FORMAT:
        raise ValueError(f"unexpected format of a report: {document.get('format')!r}")
    return tuple(map(_report, document["files"]))


def _record(report: FileReport) -> dict[str, Any]:
    fields = asdict(report)
    findings = fields.pop("findings")
    return {**fields, "conforms": report.conforms, "counts": dict(report.counts), "findings": findings}


def _report(record: dict[str, Any]) -> FileReport:
    return FileReport(
        name=record["name"],
        title=record["title"],
        version=record["version"],
        findings=tuple(map(_finding, record["findings"])),
        refusal=_message(record["refusal"]),
    )


def _finding(record: dict[str, Any]) -> Finding:
    return Finding(
        **record
        | {
            "level": Level(record["level"]),
            "message": Message(**record["message"]),
            "spots": tuple(Spot(**spot) for spot in record["spots"]),
            "name": _message(record["name"]),
            "cure": _message(record["cure"]),
        }
    )


def _message(record: dict[str, str] | None) -> Message | None:
    return Message(**record) if record else None
