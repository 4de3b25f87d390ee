"""Reports made by hand: a document with faults of every kind, one without, and one that is no standard."""

from __future__ import annotations

import pytest
from profgraph.errors import Message
from profgraph.shapes.report import FileReport, Finding, Level, Spot

VERSION = "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08"
SHAPES = "https://w3id.org/profgraph/shapes#"
SPARQL = "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"


def of_shape(level: Level, code: str, focus: str, spots: tuple[Spot, ...], **rest: str | None) -> Finding:
    """Return a finding of a check whose words tell its code."""
    function = focus.rpartition("/")[0] if focus.count("/") > 1 else focus
    return Finding(
        level=level,
        code=code,
        message=Message(ru=f"Не так: {code}.", en=f"Wrong: {code}."),
        spots=spots,
        name=Message(ru=f"Имя {code}", en=f"Name of {code}"),
        cure=Message(ru=f"Исправьте {code}.", en=f"Mend {code}."),
        function=function,
        function_label="Управление процессом" if function else "",
        focus=f"{VERSION}/{focus}".rstrip("/"),
        shape=f"{SHAPES}{code}",
        component=SPARQL,
        **rest,
    )


def of_loader(level: Level, code: str, spots: tuple[Spot, ...], said: str) -> Finding:
    """Return a finding of the loader itself."""
    return Finding(level=level, code=code, message=Message(ru=said, en=f"{code} in English"), spots=spots)


FAULTY = FileReport(
    name="приказы/order.txt",
    title="16.020 Специалист, приказ 620н от 08.09.2014",
    version=VERSION,
    findings=(
        of_shape(
            Level.WARNING,
            "Verb",
            "B/03.6/skill-2",
            (Spot(257, 257, 2),),
            value="Выработка вариантов решений",
            excerpt="Умения Выработка вариантов решений",
            term='"Выработка вариантов решений"@ru',
        ),
        of_shape(
            Level.WARNING,
            "Verb",
            "B/03.6/skill-1",
            (Spot(257, 257, 1),),
            value="Знание <b>правил</b> & норм",
            excerpt="Умения Знание <b>правил</b> & норм",
            term='"Знание <b>правил</b> & норм"@ru',
        ),
        of_shape(
            Level.VIOLATION,
            "Level",
            "B/03.6",
            (Spot(105, 105), Spot(294, 296)),
            value="5",
            excerpt="Управление процессом B/03.6 5 5",
            term='"5"^^<http://www.w3.org/2001/XMLSchema#integer>',
        ),
        of_shape(Level.INFO, "Order", "", (), value=None),
        of_loader(Level.WARNING, "section-missing", (), "нет раздела IV: проверьте, полон ли документ"),
        of_loader(Level.REPAIR, "row-rejoined", (Spot(294, 296),), "строка склеена"),
        of_loader(Level.REPAIR, "row-rejoined", (Spot(108, 110),), "строка склеена"),
    ),
)
CLEAN = FileReport(name="clean.txt", title="16.021 Другой", version=f"{VERSION}x")
REFUSED = FileReport(
    name="notes.txt", refusal=Message(ru="notes.txt: это не стандарт", en="notes.txt: this is no standard")
)


@pytest.fixture
def faulty() -> FileReport:
    """Return the report of a document with faults of every kind."""
    return FAULTY


@pytest.fixture
def clean() -> FileReport:
    """Return the report of a document without any."""
    return CLEAN


@pytest.fixture
def refused() -> FileReport:
    """Return the report of a document that is no standard."""
    return REFUSED
