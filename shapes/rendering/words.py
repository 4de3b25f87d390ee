"""How reports say what they all say: severities, places in a document, texts from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message
from ..catalogue import Family, Severity
from ..report import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...errors import Language
    from ..report import FileReport, Group, Spot

LEVELS: Mapping[Level, Message] = {
    Level.VIOLATION: Message(ru="нарушение", en="violation"),
    Level.WARNING: Message(ru="предупреждение", en="warning"),
    Level.INFO: Message(ru="замечание", en="remark"),
    Level.REPAIR: Message(ru="исправлено", en="repaired"),
}
COUNTED: Mapping[Level, Message] = {
    Level.VIOLATION: Message(ru="нарушений", en="violations"),
    Level.WARNING: Message(ru="предупреждений", en="warnings"),
    Level.INFO: Message(ru="замечаний", en="remarks"),
    Level.REPAIR: Message(ru="исправлений при чтении", en="repairs while reading"),
}
PLURALS: Mapping[Level, Message] = {
    Level.VIOLATION: Message(ru="Нарушения", en="Violations"),
    Level.WARNING: Message(ru="Предупреждения", en="Warnings"),
    Level.INFO: Message(ru="Замечания", en="Remarks"),
}
OF_SEVERITY: Mapping[Severity, Level] = {
    Severity.VIOLATION: Level.VIOLATION,
    Severity.WARNING: Level.WARNING,
    Severity.INFO: Level.INFO,
}
FAMILIES: Mapping[Family, Message] = {
    Family.INTEGRITY: Message(
        ru="целостность графа: такой документ не загружается",
        en="integrity of the graph: such a document is not loaded",
    ),
    Family.QUALITY: Message(
        ru="качество документа: загрузке не мешает",
        en="quality of the document: does not stop loading",
    ),
}
WORDS: Mapping[str, Message] = {
    "report": Message(ru="Отчёт о проверке", en="Validation report"),
    "checks": Message(ru="Проверки", en="Checks"),
    "file": Message(ru="файл", en="file"),
    "document": Message(ru="Документ в целом", en="The document as a whole"),
    "by-function": Message(ru="По функциям", en="By function"),
    "refused": Message(ru="Документ не принят", en="The document was refused"),
    "conforms": Message(ru="Нарушений нет.", en="There are no violations."),
    "repaired": Message(ru="Исправлено при чтении", en="Repaired while reading"),
    "to-mend": Message(ru="Что исправить", en="What to mend"),
    "description": Message(ru="Что проверяется", en="What is checked"),
    "cure": Message(ru="Что сделать", en="What to do"),
    "bad": Message(ru="Плохо", en="Bad"),
    "good": Message(ru="Хорошо", en="Good"),
    "in-graph": Message(ru="в графе", en="in the graph"),
    "sources": Message(ru="Основание", en="Rule"),
}
_MOST = 160
_UNSEEN = "\ufffd"


def lines_text(spots: Iterable[Spot], lang: Language) -> str:
    """Return «строки 105, 294–296, 186 (абзац 2), 201 (с. 7)», or nothing where no line is known."""
    known = sorted({(spot.first, spot.last, spot.paragraph or 0, spot.page or 0) for spot in spots if spot.first > 0})
    if not known:
        return ""
    paragraph, page = ("абзац", "с.") if lang == "ru" else ("paragraph", "p.")
    parts = [
        (str(first) if first == last else f"{first}–{last}")
        + (f" ({paragraph} {number})" if number else "")
        + (f" ({page} {of_page})" if of_page else "")
        for first, last, number, of_page in known
    ]
    single = len(known) == 1 and known[0][0] == known[0][1]
    heads = ("строка", "строки") if lang == "ru" else ("line", "lines")
    return f"{heads[0] if single else heads[1]} {', '.join(parts)}"


def label_shown(group: Group, lang: Language) -> str:
    """Return the name of the function; of one that shares its code with others, which of them it is too."""
    if group.occurrence == 1:
        return visible(group.label)
    which = f"{group.occurrence}-я с этим кодом" if lang == "ru" else f"no. {group.occurrence} with this code"
    return f"{visible(group.label)} ({which})"


def quoted(text: str, lang: Language) -> str:
    """Return a text of the document in the quotation marks of the language, shortened."""
    return f"«{shortened(text)}»" if lang == "ru" else f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """Return a text as one line that is not too long."""
    line = visible(text)
    return line if len(line) <= _MOST else f"{line[:_MOST].rstrip()}…"


def visible(text: str) -> str:
    """Return a text as one line, in which what cannot be seen, or would steer a terminal, is a mark."""
    return "".join(sign if sign.isprintable() else _UNSEEN for sign in " ".join(text.split()))


def as_cells(text: str) -> str:
    """Return lines of a document with its tabs drawn as borders of cells, a dash where there is nothing."""
    lines = (text.strip("\n") or "—").split("\n")
    return "\n".join(" │ ".join(cell.strip() for cell in line.split("\t")).rstrip() for line in lines)


def refusal_text(report: FileReport, lang: Language) -> str:
    """Return why the document was refused, without the name of the file, which stands above."""
    if report.refusal is None:
        return ""
    return visible(report.refusal.in_language(lang).removeprefix(f"{report.name}: "))
