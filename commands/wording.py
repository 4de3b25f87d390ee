"""Words that commands share, in the language in which help is asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..errors import Message
from ..settings import language_of

if TYPE_CHECKING:
    from ..settings import Settings

# The texts of `--help` are made when this module is read, before options are parsed.
_HELP = language_of(sys.argv[1:])


def text(ru: str, en: str) -> str:
    """Return the words of a help text in the language in which help is asked for."""
    return ru if _HELP == "ru" else en


def said(settings: Settings, ru: str, en: str) -> str:
    """Return the words in the language of the settings."""
    return Message(ru=ru, en=en).in_language(settings.lang)


FORMAT = text("Вид ответа: таблица для людей или формат для программ.", "A table for people, or a format for programs.")
AS_OF_DAY = text(
    "По редакциям, действующим в этот день по московскому календарю: 2023-03-01.",
    "By the editions in force on this day, by the calendar of Moscow: 2023-03-01.",
)
