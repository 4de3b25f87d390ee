"""The words of the page that compares editions, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPARING: Mapping[str, Message] = {
    "site.diff": Message(ru="Сравнение", en="Comparison"),
    "diff.title": Message(ru="Сравнение редакций", en="Comparison of editions"),
    "diff.description": Message(
        ru="Что добавлено, исключено, перенесено и иначе сказано от одной редакции стандарта к другой.",
        en="What was added, removed, moved and reworded from one edition of a standard to another.",
    ),
    "diff.old": Message(ru="Было", en="Old"),
    "diff.new": Message(ru="Стало", en="New"),
    "diff.run": Message(ru="Сравнить", en="Compare"),
    "diff.turn": Message(ru="Поменять местами", en="Turn round"),
    "diff.compare": Message(ru="что изменилось", en="what changed"),
}
