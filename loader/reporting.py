"""What became of each document of a load as a file: CSV or JSON for programs, a page for people."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

from ..errors import Message, UsageError
from ..shapes.report import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ..errors import Language
    from .outcomes import Kind, Outcome

    Cell = str | int | None
    Rendered = Callable[[Sequence[Outcome], Language], str]

KINDS: Mapping[Kind, Message] = {
    "loaded": Message(ru="загружено", en="loaded"),
    "unchanged": Message(ru="без изменений", en="unchanged"),
    "refused": Message(ru="отказано", en="refused"),
}
_COLUMNS = {
    "file": Message(ru="Файл", en="File"),
    "outcome": Message(ru="Итог", en="Outcome"),
    "edition": Message(ru="Редакция", en="Edition"),
    "functions": Message(ru="Трудовых функций", en="Particular functions"),
    "items": Message(ru="Действий, умений, знаний", en="Actions, skills, knowledge"),
    "violations": Message(ru="Нарушений", en="Violations"),
    "warnings": Message(ru="Предупреждений", en="Warnings"),
    "remarks": Message(ru="Замечаний", en="Remarks"),
    "repairs": Message(ru="Исправлений", en="Repairs"),
    "reason": Message(ru="Причина", en="Reason"),
}
_NUMBERS = range(3, 9)


def total(outcomes: Sequence[Outcome]) -> Message:
    """Return how many documents became what, and in how many of those loaded something was repaired."""
    counts = Counter(one.kind for one in outcomes)
    repaired = sum(bool(one.told and one.told.counts[Level.REPAIR]) for one in outcomes)
    said = {kind: counts[kind] for kind in KINDS}
    return Message(
        ru=", ".join(f"{KINDS[kind].ru}: {count}" for kind, count in said.items()) + f", с исправлениями: {repaired}",
        en=", ".join(f"{KINDS[kind].en}: {count}" for kind, count in said.items()) + f", with repairs: {repaired}",
    )


def renderer(path: Path) -> Rendered:
    """Return what writes the kind of report that the name of a file asks for; raise `UsageError` on another one."""
    suffix = path.suffix.lower()
    if suffix in _RENDERERS:
        return _RENDERERS[suffix]
    known = ", ".join(_RENDERERS)
    raise UsageError(
        ru=f"{path}: отчёта вида «{suffix}» нет; назовите файл с окончанием {known}",
        en=f"{path}: there is no report of the kind {suffix!r}; name a file that ends with {known}",
    )


def to_csv(outcomes: Sequence[Outcome], lang: Language) -> str:
    """Return a row a document, with a head; the words are those of JSON, but for the reason."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows(_row(one, lang) for one in outcomes)
    return out.getvalue()


def to_json(outcomes: Sequence[Outcome], lang: Language) -> str:
    """Return an object a document."""
    told = [dict(zip(_COLUMNS, _row(one, lang), strict=True)) for one in outcomes]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def to_html(outcomes: Sequence[Outcome], lang: Language) -> str:
    """Return a page that needs nothing else."""
    from markupsafe import Markup

    from ..shapes.rendering.standalone import environment, standalone

    templates = files(__package__) / "templates"
    title = Message(ru="Загрузка стандартов", en="Load of standards").in_language(lang)
    body = (
        environment(templates)
        .get_template("load.html")
        .render(
            title=title,
            total=total(outcomes).in_language(lang),
            heads=[head.in_language(lang) for head in _COLUMNS.values()],
            rows=[["" if cell is None else cell for cell in _in_words(_row(one, lang), lang)] for one in outcomes],
            numbers=_NUMBERS,
        )
    )
    style = (templates / "load.css").read_text(encoding="utf-8")
    return standalone(Markup(body), style, lang, title=title, heading=title)  # noqa: S704  (the template escapes)


def _row(one: Outcome, lang: Language) -> list[Cell]:
    told, reason = one.told, one.error.message.in_language(lang) if one.error else None
    if told is None:
        return [one.name, one.kind, *[None] * (len(_NUMBERS) + 1), reason]
    counts = [told.counts[level] for level in Level]
    return [one.name, one.kind, told.named, told.particular, told.items, *counts, reason]


def _in_words(row: list[Cell], lang: Language) -> list[Cell]:
    name, kind, *others = row
    word = next(said for known, said in KINDS.items() if known == kind)
    return [name, word.in_language(lang), *others]


_RENDERERS: Mapping[str, Rendered] = {".csv": to_csv, ".json": to_json, ".html": to_html}
