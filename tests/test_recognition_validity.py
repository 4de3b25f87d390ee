"""What provisions of an order say of time: the days in force, and the orders that are revoked as a whole."""

from __future__ import annotations

from datetime import date

import pytest
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import ActCitation, Place
from profgraph.loader.recognition.order import read_order
from profgraph.loader.recognition.validity import Term
from profgraph.loader.sources.document import Block, Paragraph, Span

MINISTRY = "Министерства труда и социальной защиты Российской Федерации"
ORDER_679 = ActCitation("mintrud", "679н", date(2013, 11, 18))
ORDER_727 = ActCitation("mintrud", "727н", date(2016, 12, 12))
REVOKES = f'2. Признать утратившим силу приказ {MINISTRY} от 18 ноября 2013 г. N 679н "Об утверждении".'


def read(*texts: str) -> tuple[Term, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    blocks: list[Block] = [
        Paragraph((Span(text, Place((line,))),))
        for line, text in enumerate(['Утвердить прилагаемый профессиональный стандарт "Сварщик".', *texts], start=1)
    ]
    order = read_order(blocks, [], findings).order
    return Term(order.valid_from, order.valid_to, order.revokes), findings


@pytest.mark.parametrize(
    ("texts", "term"),
    [
        ([], Term()),
        (["3. Настоящий приказ вступает в силу с 1 марта 2023 г."], Term(date(2023, 3, 1))),
        (["Настоящий приказ вступает в силу с 01.03.2023."], Term(date(2023, 3, 1))),
        (
            ["3. Установить, что настоящий приказ вступает в силу с 1 марта 2023 г. и действует до 1 марта 2029 г."],
            Term(date(2023, 3, 1), date(2029, 2, 28)),
        ),
        (["3. Настоящий приказ действует до 31 августа 2028 г. включительно."], Term(None, date(2028, 8, 31))),
        (["3. Настоящий приказ действует по 31 августа 2028 г."], Term(None, date(2028, 8, 31))),
        (
            [
                "2. Настоящий приказ вступает в силу с 1 марта 2023 г.",
                "3. Настоящий приказ действует до 1 марта 2029 г.",
            ],
            Term(date(2023, 3, 1), date(2029, 2, 28)),
        ),
        (
            ["2. Утвержденный настоящим приказом профессиональный стандарт вступает в силу с 1 сентября 2024 г."],
            Term(date(2024, 9, 1)),
        ),
        (["3. Настоящий приказ вступает в силу по истечении десяти дней после его опубликования."], Term()),
        (["2. Пункт 3.2 вступает в силу с 1 марта 2023 г."], Term()),
        ([REVOKES], Term(revokes=(ORDER_679,))),
        (
            [f"{REVOKES[:-1]} с изменением, внесенным приказом {MINISTRY} от 12.12.2016 N 727н."],
            Term(None, None, (ORDER_679,)),
        ),
        ([f"2. Признать утратившим силу пункт 3 приказа {MINISTRY} от 18 ноября 2013 г. N 679н."], Term()),
        (
            [
                "2. Признать утратившими силу:",
                f"приказ {MINISTRY} от 18 ноября 2013 г. N 679н;",
                f"пункт 45 изменений, утвержденных приказом {MINISTRY} от 1 февраля 2017 г. N 1н;",
                f"приказ {MINISTRY} от 12 декабря 2016 г. N 727н.",
            ],
            Term(None, None, (ORDER_679, ORDER_727)),
        ),
        ([f"2. Принять к сведению приказ {MINISTRY} от 18 ноября 2013 г. N 679н."], Term()),
    ],
)  # fmt: skip
def test_what_an_order_says_of_time(texts: list[str], term: Term) -> None:
    assert read(*texts) == (term, [])


@pytest.mark.parametrize(
    ("texts", "forms"),
    [
        (["3. Настоящий приказ вступает в силу с 31 февраля 2023 г."], "31 февраля 2023 г."),
        (
            [
                "2. Настоящий приказ вступает в силу с 1 марта 2023 г.",
                "3. Настоящий приказ вступает в силу с 01.04.2023",
            ],
            "1 марта 2023 г.; 01.04.2023",
        ),
        (
            ["3. Настоящий приказ вступает в силу с 1 марта 2029 г. и действует до 1 марта 2023 г."],
            "01.03.2029 – 28.02.2023",
        ),
        (["3. Настоящий приказ действует до 01.01.0001."], "01.01.0001"),
    ],
)  # fmt: skip
def test_unclear_days_are_a_finding_and_say_nothing(texts: list[str], forms: str) -> None:
    assert read(*texts) == (Term(), [diagnose("validity-unclear", None, forms=forms)])


def test_one_day_written_in_two_ways_is_one_day() -> None:
    texts = ["2. Настоящий приказ вступает в силу с 1 марта 2023 г.", "Настоящий приказ вступает в силу с 01.03.2023"]
    assert read(*texts) == (Term(date(2023, 3, 1)), [])


def test_a_paragraph_that_continues_no_list_stays_unrecognised() -> None:
    text = f"приказ {MINISTRY} от 18 ноября 2013 г. N 679н"
    assert read(REVOKES, text) == (
        Term(revokes=(ORDER_679,)),
        [diagnose("unrecognised-text", Place((3,)), text=text[:120])],
    )
