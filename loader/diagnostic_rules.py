"""Every kind of finding that the loader can have, with its severity and its sentence in Russian and English."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ..errors import Message


class Severity(StrEnum):
    """How much a finding matters."""

    REPAIR = "repair"  # the text was put right, by proof from the document itself
    NOTE = "note"  # nothing to do, but a reader should know
    WARNING = "warning"  # the document is at fault; it is loaded as it stands
    ERROR = "error"  # the document is not loaded


@dataclass(frozen=True)
class Rule:
    """One kind of finding."""

    severity: Severity
    text: Message


def _rule(severity: Severity, ru: str, en: str) -> Rule:
    return Rule(severity, Message(ru=ru, en=en))


_REPAIRS = {
    "encoding": _rule(
        Severity.REPAIR,
        "файл в кодировке {encoding}, прочитан как русский текст",
        "the file is in {encoding}; it was read as Russian text",
    ),
    "row-rejoined": _rule(
        Severity.REPAIR,
        "строка таблицы, разрезанная концом страницы, склеена: «{text}»",
        "a table row cut by a page break was re-joined: “{text}”",
    ),
    "paragraph-rejoined": _rule(
        Severity.REPAIR,
        "абзац, разрезанный пустой строкой или страницей, склеен: «{text}»",
        "a paragraph cut by a blank line or a page break was re-joined: “{text}”",
    ),
    "word-rejoined": _rule(
        Severity.REPAIR,
        "слово, разорванное концом строки, склеено: «{written}» — «{word}», как в других местах документа",
        "a word broken by the end of a line was re-joined: “{written}” is “{word}”, as elsewhere in the document",
    ),
    "running-lines": _rule(
        Severity.REPAIR,
        "строки колонтитулов ({count}) в таблицы и абзацы не входят: «{text}»",
        "{count} lines of running headers and footers are not part of tables and paragraphs: “{text}”",
    ),
    "letter-homoglyph": _rule(
        Severity.REPAIR,
        "код «{written}» записан кириллицей; принят код {code} латиницей",
        "the code “{written}” is written in Cyrillic letters; read as {code} in Latin ones",
    ),
    "letter-proven": _rule(
        Severity.REPAIR,
        "код «{written}» в функциональной карте — это {code}: так функция «{name}» названа в разделе III",
        "the code “{written}” in the functional map is {code}: section III has the function “{name}” under it",
    ),
    "titles-split": _rule(
        Severity.REPAIR,
        "наименования должностей слиты в одну строку «{text}»; разделены перед заглавными буквами: {count}",
        "job titles run together in “{text}”; split before capital letters into {count}",
    ),
    "label-put-right": _rule(
        Severity.REPAIR,
        "название строк «{written}» прочитано как «{label}»",
        "the label “{written}” was read as “{label}”",
    ),
    "activity-code-put-right": _rule(
        Severity.REPAIR,
        "код вида деятельности «{written}» прочитан как {code}",
        "the activity code “{written}” was read as {code}",
    ),
    "reference-by-name": _rule(
        Severity.REPAIR,
        "ссылка на «{written}» ведёт к {code} «{name}»: её наименование стоит в кавычках",
        "the reference to “{written}” leads to {code} “{name}”: its name is the one that is quoted",
    ),
    "education-split": _rule(
        Severity.REPAIR,
        "требования к образованию слиты в одну строку; разделены на {count}",
        "education requirements run together in one line; split into {count}",
    ),
    "origin-markup": _rule(
        Severity.REPAIR,
        "отметка «Оригинал» записана разметкой {mark}; прочитана как X",
        "the mark “original” is written as the markup {mark}; read as X",
    ),
    "section-number": _rule(
        Severity.REPAIR,
        "раздел «{heading}» опознан по названию: номер должен быть «{number}»",
        "the section “{heading}” was recognised by its name: its number should be “{number}”",
    ),
    "encoding-declared": _rule(
        Severity.REPAIR,
        "в файле объявлена кодировка {declared}, но записан он в {encoding}; прочитан в ней",
        "the file declares the encoding {declared}, but is written in {encoding}; it was read so",
    ),
    "lists-swapped": _rule(
        Severity.REPAIR,
        "умения и знания переставлены во всём файле (функций: {swapped} из {count}): глаголами названы знания; "
        "возвращены на место",
        "skills and knowledge are swapped in the whole file ({swapped} of {count} functions): the verbs are among the "
        "knowledge; they were put back",
    ),
    "markup-removed": _rule(
        Severity.REPAIR,
        "разметка веб-страницы в тексте ({markup}) убрана",
        "the markup of a web page in the text ({markup}) was removed",
    ),
    "values-told-apart": _rule(
        Severity.REPAIR,
        "в одном элементе несколько значений; разделены по концам абзацев на {count}: «{text}»",
        "one element holds several values; told apart by its paragraphs into {count}: “{text}”",
    ),
    "values-joined": _rule(
        Severity.REPAIR,
        "союз «{word}» стоит отдельным значением; значения до и после него соединены",
        "the conjunction “{word}” stands as a value of its own; the values before and after it were joined",
    ),
    "footnote-digit": _rule(
        Severity.REPAIR,
        "цифра {digit} приклеена к слову; это номер сноски: «{text}»",
        "the digit {digit} is glued to a word; it is the number of a footnote: “{text}”",
    ),
    "classifier-code-put-right": _rule(
        Severity.REPAIR,
        "код «{written}» прочитан как {code}",
        "the code “{written}” was read as {code}",
    ),
    "several-targets": _rule(
        Severity.REPAIR,
        "ссылка называет несколько функций ({codes}); на каждую сделана своя ссылка",
        "the reference names several functions ({codes}); each has its own reference",
    ),
}

_NOTES = {
    "title-in-capitals": _rule(
        Severity.NOTE,
        "наименование стандарта взято из заголовка прописными буквами: в приказе его нет",
        "the name of the standard was taken from the title in capitals: the order does not quote it",
    ),
    "order-given": _rule(
        Severity.NOTE,
        "номер и дата приказа в документе не указаны; взяты из --as: {version}",
        "the document does not state the number and date of the order; taken from --as: {version}",
    ),
    "pages-left-out": _rule(
        Severity.NOTE,
        "прочитана первая страница MHTML, других в файле: {count} (колонтитулы, врезки); если приказ не в ней, "
        "сохраните его как DOCX",
        "the first page of the MHTML was read, and it has {count} more (running heads, frames); if the order is not "
        "there, save it as DOCX",
    ),
    "sublevel": _rule(
        Severity.NOTE,
        "уровень «{written}» прочитан как {level}",
        "the level “{written}” was read as {level}",
    ),
}

_WARNINGS = {
    "unrecognised-text": _rule(
        Severity.WARNING,
        "текст не опознан и сохранён дословно: «{text}»",
        "the text was not recognised and is kept verbatim: “{text}”",
    ),
    "element-unknown": _rule(
        Severity.WARNING,
        "элемент {element} в карточке реестра неизвестен; его текст, если он есть, сохранён дословно",
        "the element {element} of the registry's card is not known; its text, if there is one, is kept verbatim",
    ),
    "heading-without-number": _rule(
        Severity.WARNING,
        "у заголовка «{heading}» нет номера, хотя у других он есть; проверьте его",
        "the heading “{heading}” has no number, though others have one; check it",
    ),
    "characters-lost": _rule(
        Severity.WARNING,
        "не прочитано знаков: {count}; сохраните файл в UTF-8",
        "{count} characters could not be read; save the file as UTF-8",
    ),
    "titles-split-unproven": _rule(
        Severity.WARNING,
        "наименования должностей в «{text}» разделены перед заглавными буквами ({count}), но ЕКС этого не подтверждает",
        "job titles in “{text}” were split before capital letters ({count}), but the ЕКС rows do not confirm it",
    ),
    "heading-by-number": _rule(
        Severity.WARNING,
        "заголовок «{heading}» опознан по номеру {number}; проверьте его слова",
        "the heading “{heading}” was recognised by its number {number}; check its words",
    ),
    "order-disagrees": _rule(
        Severity.WARNING,
        "номер или дата приказа названы по-разному: {forms}; принято первое",
        "the number or date of the order is given differently: {forms}; the first one is taken",
    ),
    "reference-unclear": _rule(
        Severity.WARNING,
        "в строке «{text}» назван код функции, но ссылкой она не опознана; она сохранена как собственная",
        "the row “{text}” names the code of a function, but is not understood as a reference; it is kept as an own one",
    ),
    "draft-without-code": _rule(
        Severity.WARNING,
        "в разделе I нет кода вида деятельности (НН.ННН); чтобы загрузить стандарт, впишите присвоенный ему код",
        "section I has no activity code (NN.NNN); to load the standard, add the code that was assigned to it",
    ),
    "order-in-future": _rule(
        Severity.WARNING,
        "приказ датирован днём, который ещё не наступил: {day}; проверьте день и год",
        "the order is dated on a day that is yet to come: {day}; check the day and the year",
    ),
    "validity-unclear": _rule(
        Severity.WARNING,
        "приказ называет дни действия неясно: {forms}; редакции считаются без них",
        "the order states the days of its validity unclearly: {forms}; the edition is dated without them",
    ),
    "validity-note-ignored": _rule(
        Severity.WARNING,
        "помета правовой базы о днях действия не учтена, день не назван или назван иначе: «{text}»",
        "a note of a legal database on days of validity is left out, it names no day or another one: «{text}»",
    ),
    "footnote-missing": _rule(
        Severity.WARNING,
        "сноска <{number}> отмечена, но её текста нет",
        "the footnote <{number}> is marked, but its text is missing",
    ),
}

_ERRORS = {
    "not-a-standard": _rule(
        Severity.ERROR,
        "это не профессиональный стандарт: нет ни раздела III, ни трудовых функций; укажите файл приказа",
        "this is not a professional standard: it has neither section III nor functions; name the file of an order",
    ),
    "activity-code-missing": _rule(
        Severity.ERROR,
        "в разделе I нет кода вида деятельности (НН.ННН); впишите его: без него у стандарта нет адреса",
        "section I has no activity code (NN.NNN); add it: without it the standard has no address",
    ),
    "activity-code-unreadable": _rule(
        Severity.ERROR,
        "код вида деятельности «{written}» не подходит; исправьте его в разделе I: нужен код НН.ННН, как 16.020",
        "the activity code “{written}” does not do; mend it in section I: it must be NN.NNN, like 16.020",
    ),
    "name-missing": _rule(
        Severity.ERROR,
        "не найдено наименование стандарта ни в приказе, ни в заголовке",
        "the name of the standard is neither in the order nor in the title",
    ),
    "document-cut": _rule(
        Severity.ERROR,
        "документ обрывается: {what}; загрузите полный текст",
        "the document is cut off: {what}; load the whole text",
    ),
    "head-missing": _rule(
        Severity.ERROR,
        "в {number} нет строки «Наименование … Код … Уровень»; восстановите её",
        "{number} has no row with the name, the code and the level; restore it",
    ),
    "parent-missing": _rule(
        Severity.ERROR,
        "функция {code} стоит до первой обобщенной трудовой функции: нет её заголовка; восстановите его",
        "the function {code} stands before the first generalised function: its heading is missing; restore it",
    ),
    "head-repeated": _rule(
        Severity.ERROR,
        "в {number} вторая строка «Наименование»: перед ней нет заголовка функции; восстановите его",
        "{number} has a second row with a name: the heading of a function is missing before it; restore it",
    ),
    "code-unreadable": _rule(
        Severity.ERROR,
        "код функции «{written}» не читается: нужен вид {pattern} с латинской буквой",
        "the function code “{written}” cannot be read: it should look like {pattern} with a Latin letter",
    ),
}

RULES = MappingProxyType(_REPAIRS | _NOTES | _WARNINGS | _ERRORS)
