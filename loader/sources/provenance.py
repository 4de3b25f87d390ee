"""Who provided a document and when it was saved, as legal databases write it on what they give out."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING

from ..diagnostics import diagnose
from ..model import SourceFile

if TYPE_CHECKING:
    from ..diagnostics import Diagnostic

_PROVIDER = re.compile(r"Документ предоставлен\s+(.+)")
_SAVED_ON = re.compile(r"Дата сохранения:\s*([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_BOLD = "**"


def source_file(
    data: bytes, name: str, text: str, *, encoding: str | None = None, page_starts: tuple[int, ...] = ()
) -> SourceFile:
    """Return what is known of the file `name` with the bytes `data`, which reads as `text`."""
    return SourceFile(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        byte_count=len(data),
        line_count=text.count("\n") + (not text.endswith("\n")),
        encoding=encoding,
        provider=_provider(text),
        saved_on=_saved_on(text),
        page_starts=page_starts,
    )


def encoding_told(encoding: str) -> tuple[Diagnostic, ...]:
    """Return what is said of a text that is not in UTF-8."""
    return () if encoding == "utf-8" else (diagnose("encoding", None, encoding=encoding),)


def _provider(text: str) -> str | None:
    found = _PROVIDER.search(text)
    return " ".join(found[1].replace(_BOLD, "").split()) if found else None


def _saved_on(text: str) -> date | None:
    found = _SAVED_ON.search(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:  # a day that the calendar does not have
        return None
