"""Entry requirements: titles and education that lost their line ends, months of experience."""

from __future__ import annotations

import pytest
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import (
    AdmissionCondition,
    EducationRequirement,
    ExperienceRequirement,
    JobTitle,
    Passage,
    Place,
)
from profgraph.loader.recognition.requirements import admission, education, experience, job_titles, split_cells
from profgraph.loader.sources.document import Span

HERE = Place((124,))


def spans(*texts: str) -> list[Span]:
    return [Span(text, HERE) for text in texts]


@pytest.mark.parametrize(
    ("written", "titles"),
    [
        (["Мастер Техник"], ["Мастер", "Техник"]),
        (["Начальник участка Начальник службы"], ["Начальник участка", "Начальник службы"]),
        (["Мастер, Техник; Инженер"], ["Мастер", "Техник", "Инженер"]),
        (["Ведущий инженер"], ["Ведущий инженер"]),
        (["Инженер АСУ ТП Инженер-электрик"], ["Инженер АСУ ТП", "Инженер-электрик"]),
        (["Инженер I категории Инженер II категории"], ["Инженер I категории", "Инженер II категории"]),
        (["Электромонтер 5-го разряда <3>"], ["Электромонтер 5-го разряда"]),
        (["Директор Департамента", "Мастер"], ["Директор Департамента", "Мастер"]),
        (["-"], ["-"]),
        ([], []),
    ],
)
def test_job_titles(written: list[str], titles: list[str]) -> None:
    findings: list[Diagnostic] = []
    expected = tuple(JobTitle(nth, title, HERE) for nth, title in enumerate(titles, start=1))
    assert job_titles(spans(*written), [title.upper() for title in titles], findings) == expected
    split = diagnose("titles-split", HERE, text="".join(written), count=len(titles))
    assert findings == ([split] if len(titles) != len(written) else [])


@pytest.mark.parametrize("known", [[], ["Мастер"], ["Мастер Техник"], ["Мастер", "Инженер"]])
def test_a_split_that_the_classifier_does_not_confirm_is_a_warning(known: list[str]) -> None:
    findings: list[Diagnostic] = []
    assert [title.text for title in job_titles(spans("Мастер Техник"), known, findings)] == ["Мастер", "Техник"]
    assert findings == [diagnose("titles-split-unproven", HERE, text="Мастер Техник", count=2)]


def test_cells_that_were_split_are_kept_word_for_word() -> None:
    groups = {"title": spans("Мастер Техник"), "education": spans(f"{MIDDLE} {FURTHER}")}
    titles = job_titles(groups["title"], [], [])
    learned = education(groups["education"], [])
    assert split_cells(groups, titles, learned) == [
        Passage("titles-cell", "Мастер Техник", HERE),
        Passage("education-cell", f"{MIDDLE} {FURTHER}", HERE),
    ]


def test_cells_that_were_not_split_are_no_passages() -> None:
    groups = {"title": spans("Мастер"), "education": spans(MIDDLE, FURTHER)}
    assert split_cells(groups, job_titles(groups["title"], [], []), education(groups["education"], [])) == []
    assert split_cells({}, (), ()) == []


MIDDLE = "Среднее профессиональное образование - программы подготовки специалистов среднего звена"
FURTHER = "Дополнительные профессиональные программы - программы повышения квалификации, программы переподготовки"


@pytest.mark.parametrize(
    ("text", "level", "programme"),
    [
        (MIDDLE, "СПО", "ППССЗ"),
        (FURTHER, "ДПО", "повышение квалификации, переподготовка"),
        (
            "Дополнительное профессиональное образование - программы профессиональной переподготовки",
            "ДПО",
            "профессиональная переподготовка",
        ),
        ("Высшее образование - бакалавриат", "ВО", "бакалавриат"),
        ("Высшее образование - специалитет, магистратура", "ВО", "специалитет, магистратура"),
        ("Высшее профессиональное образование", "ВО", None),
        ("Начальное профессиональное образование", "НПО", None),
        ("Среднее профессиональное образование - программы подготовки квалифицированных рабочих", "СПО", "ППКРС"),
        ("Профессиональное обучение - программы повышения квалификации", "ПО", "повышение квалификации"),
        ("Среднее (полное) общее образование", "СОО", None),
        ("Среднее общее образование", "СОО", None),
        ("Основное общее образование", "ООО", None),
        ("ВЫСШЕЕ ОБРАЗОВАНИЕ - БАКАЛАВРИАТ", "ВО", "бакалавриат"),
        ("Инструктаж на рабочем месте", None, None),
        ("-", None, None),
    ],
)
def test_level_and_programme_of_education(text: str, level: str | None, programme: str | None) -> None:
    findings: list[Diagnostic] = []
    assert education(spans(text), findings) == (EducationRequirement(1, text, level, programme, HERE),)
    assert findings == []


@pytest.mark.parametrize(
    "parts",
    [
        (MIDDLE, FURTHER),
        ("Высшее образование - бакалавриат", FURTHER),
        ("Среднее профессиональное образование", "Высшее образование", "Дополнительное профессиональное образование"),
        ("Основное общее образование", "Профессиональное обучение - программы подготовки"),
    ],
)
def test_education_in_one_line_is_split_where_a_level_begins(parts: tuple[str, ...]) -> None:
    findings: list[Diagnostic] = []
    found = education(spans(f"{' '.join(parts)} <3>"), findings)
    assert [(one.ordinal, one.text, one.footnote) for one in found] == [
        (nth, part, 3) for nth, part in enumerate(parts, start=1)
    ]
    assert findings == [diagnose("education-split", HERE, count=len(parts))]


def test_education_in_several_lines_is_not_split_again() -> None:
    findings: list[Diagnostic] = []
    texts = (f"{MIDDLE} или Высшее образование", FURTHER)
    assert [one.text for one in education(spans(*texts), findings)] == list(texts)
    assert findings == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("не менее одного года", 12),
        ("Не менее 1 года", 12),
        ("не менее 1 (одного) года", 12),
        ("не менее двух лет", 24),
        ("не менее трёх лет", 36),
        ("не менее пяти (5) лет", 60),
        ("не менее 10 лет", 120),
        ("не менее полутора лет", 18),
        ("не менее полугода", 6),
        ("не менее шести месяцев", 6),
        ("не менее 3 месяцев", 3),
        ("не менее двенадцати месяцев", 12),
        ("от 3 лет", 36),
        ("свыше пяти лет", 60),
        ("более чем 2 года", 24),
        ("не менее чем 2 года", 24),
        ("не менее пяти лет, из них не менее двух лет в должности", 60),
        ("Группа от III, стаж не менее двух лет", 24),
        ("не менее 3-х лет", 36),
        ("не менее 2-3 лет", 24),
        ("не менее 1,5 лет", 18),
        ("не менее одиннадцати месяцев", 11),
        ("не менее года", 12),
        ("более месяца", 1),
        ("не менее одного", None),
        ("не менее нескольких лет", None),
        ("без предъявления требований", None),
        ("-", None),
    ],
)
def test_months_of_experience(text: str, months: int | None) -> None:
    assert experience(spans(text)) == (ExperienceRequirement(1, text, months, None, HERE),)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Опыт в области эксплуатации линий электропередачи не менее года", "эксплуатация линий электропередачи"),
        ("Опыт в сфере строительства от 3 лет", "строительство"),
        ("Опыт в области охраны труда.", "охрана труда"),
        ("Опыт в области программирования; стаж", "программирование"),
        ("Опыт в области IT не менее года", "IT"),
        ("Стаж работы не менее года", None),
    ],
)
def test_the_area_of_experience_is_in_the_nominative(text: str, area: str | None) -> None:
    assert [requirement.area for requirement in experience(spans(text))] == [area]


def test_admission_conditions_keep_their_footnotes() -> None:
    assert admission(spans("Прохождение осмотров <3>", "Группа допуска")) == (
        AdmissionCondition(1, "Прохождение осмотров", HERE, 3),
        AdmissionCondition(2, "Группа допуска", HERE),
    )
