"""What a comparison calls things, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Message
from ..loader.classification import NAMES
from .changes import Change, Kind
from .edition import CODE, GENERALIZED, PARTICULAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .edition import Row
    from .sections import Section

KINDS: Mapping[Kind, Message] = {
    Kind.ADDED: Message(ru="добавлено", en="added"),
    Kind.REMOVED: Message(ru="исключено", en="removed"),
    Kind.RENUMBERED: Message(ru="другой код", en="renumbered"),
    Kind.REWORDED: Message(ru="другая формулировка", en="reworded"),
    Kind.LEVEL: Message(ru="другой уровень", en="another level"),
    Kind.MOVED: Message(ru="перенесено", en="moved"),
}
# What changes, one and many; in the order in which they are counted.
THINGS: Mapping[str, Message] = {
    GENERALIZED: Message(ru="обобщенная трудовая функция", en="generalised function"),
    PARTICULAR: Message(ru="трудовая функция", en="particular function"),
    "action": Message(ru="трудовое действие", en="labour action"),
    "skill": Message(ru="умение", en="skill"),
    "knowledge": Message(ru="знание", en="knowledge"),
    "other": Message(ru="другая характеристика", en="other characteristic"),
    "reference": Message(ru="ссылка на функцию", en="reference to a function"),
    "title": Message(ru="должность", en="job title"),
    "education": Message(ru="образование", en="education"),
    "experience": Message(ru="опыт", en="experience"),
    "admission": Message(ru="условие допуска", en="condition of admission"),
    CODE: Message(ru="код классификатора", en="code of a classifier"),
    "origin": Message(ru="происхождение", en="origin"),
    "name": Message(ru="наименование стандарта", en="name of the standard"),
    "activity": Message(ru="вид деятельности", en="kind of activity"),
    "purpose": Message(ru="цель деятельности", en="purpose of the activity"),
    "developer": Message(ru="разработчик", en="developer"),
    "footnote": Message(ru="сноска", en="footnote"),
    "map-entry": Message(ru="строка карты без функции", en="entry of the map without a function"),
}
WORDS: Mapping[str, Message] = {
    "title": Message(ru="Сравнение редакций", en="Comparison of editions"),
    "old": Message(ru="Было", en="Old"),
    "new": Message(ru="Стало", en="New"),
    "standard": Message(ru="Стандарт в целом", en="The standard as a whole"),
    "changes": Message(ru="Изменения", en="Changes"),
    "summary": Message(ru="Сводка", en="Summary"),
    "what": Message(ru="Что", en="What"),
    "function-old": Message(ru="Функция была", en="Old function"),
    "function-new": Message(ru="Функция стала", en="New function"),
    "how": Message(ru="Как изменилось", en="How it changed"),
    "code-old": Message(ru="Код был", en="Old code"),
    "code-new": Message(ru="Код стал", en="New code"),
    "level-old": Message(ru="Уровень был", en="Old level"),
    "level-new": Message(ru="Уровень стал", en="New level"),
    "equal": Message(ru="Различий нет.", en="There are no differences."),
    "same-edition": Message(
        ru="Это одна и та же редакция: сравниваются её прочтения.",
        en="This is one and the same edition: its readings are compared.",
    ),
    "two-standards": Message(
        ru="Это два разных стандарта, а не две редакции одного.",
        en="These are two standards, not two editions of one.",
    ),
    "compared": Message(
        ru="Сравнивается содержание; приказ, его номер и даты называют редакцию и изменением не считаются.",
        en="What is compared is the content; the order, its number and dates name the edition and are no change.",
    ),
}


def thing(row: Row) -> Message:
    """Return what a row is called: a code by its classifier, all else by its kind."""
    if row.kind == CODE and row.group in NAMES:
        return Message(ru=f"код {NAMES[row.group]}", en=f"{NAMES[row.group]} code")
    return THINGS[row.kind]


def details(change: Change, section: Section) -> Iterator[Message]:
    """Yield what a change says besides words: another code, another level, where the row comes from."""
    old, new = change.old, change.new
    if old is None or new is None:
        row = change.row
        yield from _alone(row)
        return
    if Kind.RENUMBERED in change.kinds:
        yield Message(ru=f"код {old.code} → {new.code}", en=f"code {old.code} → {new.code}")
    elif old.kind == CODE:
        yield _same(new.code)
    if Kind.LEVEL in change.kinds:
        before, after = old.level or "—", new.level or "—"
        yield Message(ru=f"уровень {before} → {after}", en=f"level {before} → {after}")
    if Kind.MOVED in change.kinds:
        yield _moved(old, new, "" if section.old is None else section.old.code)


def left_for(change: Change) -> Message:
    """Return where a row went that left its function."""
    key = change.row.owner
    return Message(ru=f"теперь в {key}", en=f"now in {key}")


def _alone(row: Row) -> Iterator[Message]:
    if row.kind == CODE and row.code:
        yield _same(row.code)
    if row.level:
        yield Message(ru=f"уровень {row.level}", en=f"level {row.level}")


def _same(code: str) -> Message:
    return Message(ru=code, en=code)


def _moved(old: Row, new: Row, home: str) -> Message:
    """Return where a row was; `home` is the key that its function had."""
    if old.is_function or old.owner != home:
        return Message(ru=f"было в {old.owner}", en=f"was in {old.owner}")
    if old.kind != new.kind:
        was = THINGS[old.kind]
        return Message(ru=f"было: {was.ru}", en=f"was: {was.en}")
    return Message(ru=f"№ {old.position} → № {new.position}", en=f"no. {old.position} → no. {new.position}")
