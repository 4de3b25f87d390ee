"""What stands before section I: the order, its registration and signature, the title, in the forms that occur."""

from __future__ import annotations

from datetime import date

import pytest
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import ActCitation, Order, Passage, Place
from profgraph.loader.recognition.order import Preamble, read_order
from profgraph.loader.sources.document import Block, Paragraph, Row, Span

NO_ORDER = Order(None, None, None, None, None, None, None, None)
MINISTRY = "МИНИСТЕРСТВО ТРУДА И СОЦИАЛЬНОЙ ЗАЩИТЫ РОССИЙСКОЙ ФЕДЕРАЦИИ"
HEADLINE = (
    'Приказ Минтруда России от 08.09.2014 N 620н "Об утверждении профессионального стандарта "Сварщик"'
    " (Зарегистрировано в Минюсте России 10.10.2014 N 34284)"
)
OPERATIVE = 'Утвердить прилагаемый профессиональный стандарт "Сварщик".'
APPROVAL = "Утвержден приказом Министерства труда и социальной защиты Российской Федерации от 8 сентября 2014 г. N 620н"


def blocks(*texts: str) -> list[Block]:
    return [Paragraph((Span(text, Place((line,))),)) for line, text in enumerate(texts, start=1)]


def read(*texts: str, title: tuple[str, ...] = ()) -> tuple[Preamble, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return read_order(blocks(*texts), blocks(*title), findings), findings


def groups(*texts: str, title: tuple[str, ...] = ()) -> list[str]:
    return [passage.group for passage in read(*texts, title=title)[0].passages]


def test_a_whole_preamble() -> None:
    basis = "В соответствии с пунктом 22 Правил, утв. постановлением Правительства РФ от 22.01.2013 N 23, приказываю:"
    decree = ActCitation("government", "23", date(2013, 1, 22))
    this = ActCitation("mintrud", "620н", date(2014, 9, 8))
    texts = ["КонсультантПлюс", HEADLINE, MINISTRY, "ПРИКАЗ от 8 сентября 2014 г. N 620н", basis, OPERATIVE]
    texts += ["Министр М.А.ТОПИЛИН", APPROVAL]
    findings: list[Diagnostic] = []
    assert read_order(blocks(*texts), blocks("СВАРЩИК", "14", "Регистрационный номер"), findings) == Preamble(
        Order(
            issuer="mintrud",
            number="620н",
            date=date(2014, 9, 8),
            title='Об утверждении профессионального стандарта "Сварщик"',
            registration_number="34284",
            registration_date=date(2014, 10, 10),
            signatory_position="Министр",
            signatory="М.А.ТОПИЛИН",
        ),
        name="Сварщик",
        registration_number="14",
        passages=(
            Passage("document-title", HEADLINE, Place((2,)), (this,)),
            Passage("issuer", MINISTRY, Place((3,))),
            Passage("order", texts[3], Place((4,))),
            Passage("legal-basis", basis, Place((5,)), (decree,), "22"),
            Passage("operative", OPERATIVE, Place((6,))),
            Passage("signatory", "Министр М.А.ТОПИЛИН", Place((7,))),
            Passage("approval", APPROVAL, Place((8,)), (this,)),
            Passage("standard-title", "СВАРЩИК", Place((1,))),
            Passage("registration-number", "14", Place((2,))),
        ),
    )
    assert findings == []


def test_nothing_before_section_one() -> None:
    assert read() == (Preamble(NO_ORDER, None, None, ()), [])


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("ПРИКАЗ от 8 сентября 2014 г. N 620н", "620н", date(2014, 9, 8)),
        ("Приказ от 08.09.2014 № 620н", "620н", date(2014, 9, 8)),
        ("приказ от 12 апреля 2013 года N 147Н", "147Н", date(2013, 4, 12)),
        ("ПРИКАЗ от 31 сентября 2014 г. N 620н", "620н", None),
        ("ПРИКАЗ N 620н", None, None),
    ],
)
def test_number_and_day_of_the_order(text: str, number: str | None, day: date | None) -> None:
    order = read(text)[0].order
    assert (order.number, order.date) == (number, day)


@pytest.mark.parametrize(
    "texts",
    [(HEADLINE,), (APPROVAL,), ("ПРИКАЗ", "от 8 сентября 2014 г. N 620н", APPROVAL)],
    ids=["headline", "approval", "order in two paragraphs"],
)
def test_number_and_day_from_the_other_paragraphs(texts: tuple[str, ...]) -> None:
    order = read(*texts)[0].order
    assert (order.number, order.date) == ("620н", date(2014, 9, 8))


@pytest.mark.parametrize(
    ("texts", "issuer"),
    [
        ((MINISTRY,), "mintrud"),
        ((HEADLINE,), "mintrud"),
        ((APPROVAL,), "mintrud"),
        (("МИНИСТЕРСТВО ЗДРАВООХРАНЕНИЯ РОССИЙСКОЙ ФЕДЕРАЦИИ", HEADLINE), "minzdrav"),
        ((OPERATIVE,), None),
        ((MINISTRY.capitalize(),), "mintrud"),
    ],
)
def test_the_issuer(texts: tuple[str, ...], issuer: str | None) -> None:
    assert read(*texts)[0].order.issuer == issuer


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("Зарегистрировано в Минюсте России 10 октября 2014 г. N 34284", "34284", date(2014, 10, 10)),
        ("(Зарегистрировано в Минюсте России 10.10.2014 N 34284)", "34284", date(2014, 10, 10)),
        ("Зарегистрирован в Минюсте России 10 октября 2014 г. № 34284", "34284", date(2014, 10, 10)),
        (HEADLINE, "34284", date(2014, 10, 10)),
        (APPROVAL, None, None),
    ],
)
def test_the_registration_of_the_order(text: str, number: str | None, day: date | None) -> None:
    order = read(text)[0].order
    assert (order.registration_number, order.registration_date) == (number, day)


@pytest.mark.parametrize(
    ("text", "position", "name"),
    [
        ("Министр М.А.ТОПИЛИН", "Министр", "М.А.ТОПИЛИН"),
        ("Министр М.А. Топилин", "Министр", "М.А. Топилин"),
        ("И.о. Министра А.Н. Пудов", "И.о. Министра", "А.Н. Пудов"),
        ("Первый заместитель Министра А.В. Вовченко", "Первый заместитель Министра", "А.В. Вовченко"),
        ("Министр", "Министр", None),
    ],
)
def test_the_signature(text: str, position: str | None, name: str | None) -> None:
    order = read(text)[0].order
    assert (order.signatory_position, order.signatory) == (position, name)


@pytest.mark.parametrize(
    ("texts", "title", "name", "findings"),
    [
        ((OPERATIVE,), ("СВАРЩИК",), "Сварщик", []),
        (("1. " + OPERATIVE.replace('"Сварщик"', "«Сварщик»"),), (), "Сварщик", []),
        ((), ("СПЕЦИАЛИСТ ПО ОХРАНЕ",), "Специалист по охране", [diagnose("title-in-capitals", None)]),
        ((), ("Специалист по IT",), "Специалист по IT", []),
        ((APPROVAL,), (), None, []),
    ],
)
def test_the_name_of_the_standard(
    texts: tuple[str, ...], title: tuple[str, ...], name: str | None, findings: list[Diagnostic]
) -> None:
    preamble, found = read(*texts, title=title)
    assert (preamble.name, found) == (name, findings)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("ОБ УТВЕРЖДЕНИИ ПРОФЕССИОНАЛЬНОГО СТАНДАРТА «СВАРЩИК»", "order-title"),
        ("На основании Указа Президента приказываю:", "legal-basis"),
        ("2. Признать утратившим силу приказ Минтруда России", "provision"),
        ("Настоящий приказ вступает в силу с 1 марта 2023 г.", "provision"),
        ("Утверждено приказом Минтруда", "approval"),
        ("Список изменяющих документов", "unrecognised"),
    ],
)
def test_the_kinds_of_paragraphs(text: str, group: str) -> None:
    assert groups(text) == [group]


def test_what_is_left_out_are_running_headers() -> None:
    headers = ["КонсультантПлюс надежная правовая поддержка", "Документ предоставлен КонсультантПлюс"]
    headers += ["www.consultant.ru", "https://www.consultant.ru", "Дата сохранения: 11.03.2015"]
    assert read(*headers) == (Preamble(NO_ORDER, None, None, ()), [])


def test_an_editors_note_stands_from_its_caption_on() -> None:
    preamble, findings = read("КонсультантПлюс: примечание.", "Содержится в пункте 16 Правил.")
    assert preamble.passages == (Passage("editor-note", "Содержится в пункте 16 Правил.", Place((1, 2)), (), "16"),)
    assert findings == []


def test_what_is_not_recognised_is_kept_and_told() -> None:
    row = Row(((Span("Список", Place((7,))),), (), (Span("документов", Place((7,))),)), after_break=False)
    findings: list[Diagnostic] = []
    preamble = read_order([row], blocks("СВАРЩИК", "в редакции приказа"), findings)
    assert [(one.group, one.text, one.place) for one in preamble.passages] == [
        ("unrecognised", "Список документов", Place((7,))),
        ("standard-title", "СВАРЩИК", Place((1,))),
        ("unrecognised", "в редакции приказа", Place((2,))),
    ]
    assert findings == [
        diagnose("unrecognised-text", Place((7,)), text="Список документов"),
        diagnose("unrecognised-text", Place((2,)), text="в редакции приказа"),
        diagnose("title-in-capitals", None),
    ]
