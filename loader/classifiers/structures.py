"""How the codes of each classifier are made: the form of all, and of those of each level."""

from __future__ import annotations

import re

from ...errors import Message
from . import codes
from .codes import Level, Structure

_NOT_ZEROS = "([0-9][1-9]|[1-9]0)"

OCCUPATIONS = Structure(
    re.compile("[0-9]{1,4}"),
    (
        Level(Message(ru="Основные группы", en="Major groups"), "[0-9]"),
        Level(Message(ru="Подгруппы", en="Sub-major groups"), "[0-9]{2}"),
        Level(Message(ru="Малые группы", en="Minor groups"), "[0-9]{3}"),
        Level(Message(ru="Начальные группы", en="Unit groups"), "[0-9]{4}"),
    ),
    lambda code: len(code) - 1,
    codes.by_prefix,
)
ACTIVITIES = Structure(
    re.compile(r"[A-U]|[0-9]{2}(?:\.[0-9]{1,2}|\.[0-9]{2}\.[0-9]{1,2})?"),
    (
        Level(Message(ru="Разделы", en="Sections"), "[A-U]"),
        Level(Message(ru="Классы", en="Divisions"), "[0-9]{2}"),
        Level(Message(ru="Подклассы", en="Groups"), r"[0-9]{2}\.[0-9]"),
        Level(Message(ru="Группы", en="Classes"), r"[0-9]{2}\.[0-9]{2}"),
        Level(Message(ru="Подгруппы", en="Subclasses"), r"[0-9]{2}\.[0-9]{2}\.[0-9]"),
        Level(Message(ru="Виды", en="Kinds"), r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"),
    ),
    codes.rank_of_activity,
    codes.by_points,
    spelling=codes.latin_section,
)
SPECIALITIES = Structure(
    re.compile("[0-9]{6}"),
    (
        Level(Message(ru="Укрупнённые группы", en="Enlarged groups"), "[0-9]{2}0000"),
        Level(Message(ru="Направления подготовки", en="Fields of study"), f"[0-9]{{2}}{_NOT_ZEROS}00"),
        Level(Message(ru="Специальности", en="Specialities"), f"[0-9]{{4}}{_NOT_ZEROS}"),
    ),
    codes.rank_of_pairs,
    codes.by_pairs,
    is_strict=False,
    begins=codes.begins_by_pairs,
)
AREAS = Structure(
    re.compile(r"[1-9](?:\.[0-9]{2}){3}"),
    (
        Level(Message(ru="Области образования", en="Areas of education"), r"[1-9]\.00\.00\.00"),
        Level(Message(ru="Укрупнённые группы", en="Enlarged groups"), rf"[1-9]\.{_NOT_ZEROS}\.00\.00"),
        Level(Message(ru="Уровни образования", en="Levels of education"), rf"[1-9]\.[0-9]{{2}}\.{_NOT_ZEROS}\.00"),
        Level(
            Message(ru="Специальности и направления", en="Specialities and fields of study"),
            rf"[1-9](\.[0-9]{{2}}){{2}}\.{_NOT_ZEROS}",
        ),
    ),
    codes.rank_of_area,
    codes.by_area,
    is_strict=False,
    highest=1,
    spelling=codes.with_area,
    begins=codes.begins_by_area,
    short=codes.SHORT_OF_AREA,
)
ESCO = Structure(
    re.compile(r"[0-9]{4}(?:\.[0-9]{1,3}){1,4}"),
    (
        Level(Message(ru="Занятия", en="Occupations"), r"[0-9]{4}\.[0-9]{1,3}"),
        Level(Message(ru="Занятия второго уровня", en="Occupations of the second level"), r"[0-9]{4}(\.[0-9]{1,3}){2}"),
        Level(Message(ru="Занятия третьего уровня", en="Occupations of the third level"), r"[0-9]{4}(\.[0-9]{1,3}){3}"),
        Level(
            Message(ru="Занятия четвёртого уровня", en="Occupations of the fourth level"), r"[0-9]{4}(\.[0-9]{1,3}){4}"
        ),
    ),
    lambda code: code.count(".") - 1,
    codes.by_last_point,
)
TRADES = Structure(
    re.compile("[0-9]{5}"),
    (Level(Message(ru="Профессии и должности", en="Trades and jobs"), "[0-9]{5}"),),
    lambda _code: 0,
    lambda _code: (),
)
