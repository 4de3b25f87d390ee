"""The comparison of two readings for a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...loader.diagnostic_rules import Severity
from ...loader.graph.version import version_label
from ...shapes.rendering.words import lines_text, visible
from ...shapes.report import Spot
from .wording import AGREE, KINDS, PARTS, POSITION, REPAIRED, SUMMARY
from .words import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...errors import Language
    from ...loader.model import Standard
    from ...loader.recognition.recogniser import Recognised
    from .differences import Comparison, Difference
    from .statements import Statement
    from .words import Side

FORMAT = 1
_STEPS = 2
COLUMNS = ("kind", "function", "part", "a", "b", "position_a", "position_b", "place_a", "place_b")


@dataclass(frozen=True)
class Reading:
    """A document as it is called, and what was read in it."""

    name: str
    read: Recognised

    @property
    def standard(self) -> Standard:
        """Return the standard that was read."""
        return self.read.standard

    @property
    def repairs(self) -> int:
        """Return how much the readers put right; what is compared is the text after that."""
        return sum(one.severity == Severity.REPAIR for one in self.read.diagnostics)

    def place(self, one: Statement | None, lang: Language) -> str:
        """Return the line, the page and the element where something stands, as far as they are known."""
        if one is None or one.place is None:
            return ""
        lines = lines_text([_spot(one, self.standard)], lang)
        return ", ".join(part for part in (lines, _end(one.place.path or "")) if part)


def to_text(found: Comparison, a: Reading, b: Reading, lang: Language) -> str:
    """Return the comparison for people; `[-words-]` are of A only, `{+words+}` of B only."""
    heads = [f"{side}: {_head(reading, lang)}" for side, reading in (("A", a), ("B", b))]
    parts = [_shown(one, a, b, lang) for one in found.differences] or [AGREE.in_language(lang)]
    summary = SUMMARY.filled(functions=found.functions, same=found.same, count=len(found.differences))
    return "\n\n".join(["\n".join(heads), *parts, summary.in_language(lang)]) + "\n"


def to_json(found: Comparison, a: Reading, b: Reading) -> str:
    """Return the comparison for programs."""
    document = {
        "format": FORMAT,
        **{side: _reading(one) for side, one in (("a", a), ("b", b))},
        "agree": not found.differences,
        "functions": found.functions,
        "same": found.same,
        "differences": [_record(one, a, b) for one in found.differences],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def to_csv(found: Comparison, a: Reading, b: Reading, lang: Language) -> str:
    """Return the differences as a table."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for one in found.differences:
        texts = [side.text if side else "" for side in (one.a, one.b)]
        positions = [side.position if side else "" for side in (one.a, one.b)]
        row = [one.kind, one.function, one.part, *texts, *positions, a.place(one.a, lang), b.place(one.b, lang)]
        writer.writerow(row)
    return buffer.getvalue()


def _head(reading: Reading, lang: Language) -> str:
    told = f"{visible(reading.name)}: {visible(version_label(reading.standard))}"
    return f"{told}; {REPAIRED.filled(count=reading.repairs).in_language(lang)}" if reading.repairs else told


def _shown(one: Difference, a: Reading, b: Reading, lang: Language) -> str:
    part = PARTS[one.part].in_language(lang)
    head = f"{one.function}, {part}" if one.function else part
    texts = (one.a.text if one.a else "", one.b.text if one.b else "")
    words = marked(*texts) if all(texts) else ()
    lines = [f"{head}: {KINDS[one.kind].in_language(lang)}"]
    for name, reading, side in (("A", a, one.a), ("B", b, one.b)):
        if side is None:
            continue
        text = "".join(_wording(words, "a" if name == "A" else "b")) or side.text
        number = POSITION.filled(number=side.position).in_language(lang)
        lines.append(f"  {name} ({', '.join(filter(None, (number, reading.place(side, lang))))}): {visible(text)}")
    return "\n".join(lines)


def _wording(words: tuple[tuple[Side, str], ...], side: Side) -> Iterator[str]:
    opened, closed = ("[-", "-]") if side == "a" else ("{+", "+}")
    shown = [text if of == "both" else f"{opened}{text}{closed}" for of, text in words if of in {"both", side}]
    yield "".join(shown)


def _end(path: str) -> str:
    """Return the last steps of a path, which with the line tell the element; the first are those of every path."""
    steps = path.split("/")
    return path if len(steps) <= _STEPS else "/".join(("…", *steps[-_STEPS:]))


def _reading(one: Reading) -> dict[str, object]:
    return {"name": one.name, "title": version_label(one.standard), "repairs": one.repairs}


def _record(one: Difference, a: Reading, b: Reading) -> dict[str, object]:
    words = [list(part) for part in marked(one.a.text, one.b.text)] if one.a and one.b else None
    sides = {"a": _side(one.a, a.standard), "b": _side(one.b, b.standard)}
    return {"kind": one.kind, "function": one.function, "part": one.part, **sides, "words": words}


def _side(one: Statement | None, standard: Standard) -> dict[str, object] | None:
    if one is None:
        return None
    place = None
    if one.place:
        spot = _spot(one, standard)
        place = {"first": spot.first, "last": spot.last, "page": spot.page, "element": one.place.path}
    return {"text": one.text, "position": one.position, "place": place}


def _spot(one: Statement, standard: Standard) -> Spot:
    if one.place is None:
        raise ValueError(f"a statement without a place: {one.text!r}")
    return Spot(one.place.first, one.place.last, one.place.paragraph, standard.source.page(one.place.first))
