"""What the page of queries says of its editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

EDITOR: Mapping[str, Message] = {
    "editor.keys": Message(
        ru="Ctrl+Enter — выполнить, Ctrl+Пробел — подсказать свойство или класс, по коду или по русскому слову, "
        "Esc или Tab — выйти из редактора.",
        en="Ctrl+Enter runs, Ctrl+Space completes a property or a class by its name or a word of its label, "
        "Esc or Tab leaves the editor.",
    ),
    "editor.hints": Message(ru="Подсказки", en="Completions"),
    "editor.wrong": Message(
        ru="Здесь синтаксис нарушен; что именно не так, скажет ответ, если выполнить запрос.",
        en="The syntax is broken here; run the query, and the answer says what is wrong.",
    ),
    "editor.cancel": Message(ru="Остановить", en="Stop"),
    "editor.running": Message(ru="Выполняется…", en="Running…"),
    "editor.stopping": Message(ru="Останавливается…", en="Stopping…"),
    "editor.done": Message(ru="Готово.", en="Done."),
    "editor.failed": Message(
        ru="Сервис не ответил; проверьте связь и выполните запрос еще раз.",
        en="The service did not answer; check the connection and run the query again.",
    ),
    "editor.loaded": Message(ru="Вопрос в редакторе, его можно менять.", en="The question is in the editor."),
    "editor.questions": Message(ru="Готовые вопросы — начать с одного из них", en="Ready questions to start from"),
    "editor.missing": Message(
        ru="Здесь простое поле: эта установка собрана без редактора запросов. Чтобы он появился, поставьте npm и "
        "соберите ProfGraph заново, а для исходников выполните в их папке:",
        en="This is a plain field: this installation was built without the query editor. To have it, install npm and "
        "build ProfGraph again, or for a checkout run in its folder:",
    ),
}
