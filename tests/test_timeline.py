"""When editions are in force: at most one on any day, whatever their dates and whatever order they come in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.loader.timeline import Dated, Span, timeline


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


OLD = Dated("old", day("2013-11-18"), day("2013-12-18"), act="act/old")
NEW = Dated("new", day("2022-07-20"), act="act/new")


@pytest.mark.parametrize(
    ("editions", "spans"),
    [
        pytest.param([], {}, id="no editions"),
        pytest.param([OLD], {"old": Span("registration-date", day("2013-12-18"))}, id="one"),
        pytest.param(
            [Dated("x", day("2021-03-02"), day("2014-10-10"))],
            {"x": Span("order-date", day("2021-03-02"))},
            id="registered before it was given",
        ),
        pytest.param([Dated("x")], {"x": Span("undated")}, id="without dates"),
        pytest.param(
            [OLD, NEW],
            {
                "old": Span("registration-date", day("2013-12-18"), day("2022-07-19"), "later-order"),
                "new": Span("order-date", day("2022-07-20"), None, None, ("old",), "later-order"),
            },
            id="a later order",
        ),
        pytest.param(
            [
                OLD,
                Dated(
                    "new",
                    day("2022-07-20"),
                    day("2022-08-22"),
                    day("2023-03-01"),
                    day("2029-02-28"),
                    "act/new",
                    frozenset({"act/old", "act/of-another-standard"}),
                ),
            ],
            {
                "old": Span("registration-date", day("2013-12-18"), day("2023-02-28"), "revocation"),
                "new": Span("stated", day("2023-03-01"), day("2029-02-28"), "stated", ("old",), "revocation"),
            },
            id="an order that revokes and states its days",
        ),
        pytest.param(
            [Dated("old", day("2015-01-01"), noted_from=day("2015-03-01"), noted_to=day("2016-12-31")), NEW],
            {
                "old": Span("noted", day("2015-03-01"), day("2016-12-31"), "noted"),
                "new": Span("order-date", day("2022-07-20"), None, None, ("old",), "later-order"),
            },
            id="days that a legal database notes",
        ),
        pytest.param(
            [
                Dated(
                    "x",
                    day("2015-01-01"),
                    day("2015-02-01"),
                    day("2015-03-01"),
                    day("2016-12-31"),
                    noted_from=day("2015-03-01"),
                    noted_to=day("2016-12-31"),
                )
            ],
            {"x": Span("stated", day("2015-03-01"), day("2016-12-31"), "stated")},
            id="stated and noted",
        ),
        pytest.param(
            [Dated("x", day("2015-01-01"), valid_to=day("2020-12-31"), noted_to=day("2016-12-31"))],
            {"x": Span("order-date", day("2015-01-01"), day("2016-12-31"), "noted")},
            id="noted to end before its stated day",
        ),
        pytest.param(
            [Dated("x", day("2015-01-01"), noted_to=day("2014-12-31"))],
            {"x": Span("overtaken")},
            id="noted to end before it begins",
        ),
        pytest.param(
            [Dated("old", day("2015-01-01"), valid_to=day("2016-12-31")), NEW],
            {
                "old": Span("order-date", day("2015-01-01"), day("2016-12-31"), "stated"),
                "new": Span("order-date", day("2022-07-20"), None, None, ("old",), "later-order"),
            },
            id="a gap",
        ),
        pytest.param(
            [
                Dated("slow", day("2022-01-10"), valid_from=day("2023-09-01")),
                Dated("fast", day("2022-06-01"), valid_from=day("2023-03-01")),
            ],
            {
                "slow": Span("overtaken"),
                "fast": Span("stated", day("2023-03-01"), None, None, ("slow",), "later-order"),
            },
            id="overtaken before it came into force",
        ),
        pytest.param(
            [OLD, Dated("one", day("2020-01-01")), Dated("two", day("2020-01-01")), NEW],
            {
                "old": Span("registration-date", day("2013-12-18"), day("2019-12-31"), "later-order"),
                "one": Span("same-day"),
                "two": Span("same-day"),
                "new": Span("order-date", day("2022-07-20"), None, None, ("one", "two"), "later-order"),
            },
            id="two orders of one day",
        ),
        pytest.param(
            [Dated("x"), OLD],
            {"x": Span("undated"), "old": Span("registration-date", day("2013-12-18"))},
            id="beside one without dates",
        ),
        pytest.param(
            [
                OLD,
                Dated("mid", day("2017-01-01"), act="act/mid"),
                Dated("new", day("2022-07-20"), act="act/new", revokes=frozenset({"act/old"})),
            ],
            {
                "old": Span("registration-date", day("2013-12-18"), day("2016-12-31"), "later-order"),
                "mid": Span("order-date", day("2017-01-01"), day("2022-07-19"), "later-order", ("old",), "later-order"),
                "new": Span("order-date", day("2022-07-20"), None, None, ("mid",), "later-order"),
            },
            id="revoking an edition that another has replaced",
        ),
    ],
)
def test_the_spans_of_editions(editions: list[Dated], spans: dict[str, Span]) -> None:
    assert timeline(editions) == spans


# Few days, so that they often meet; the very first and the very last one that there are among them.
DAYS = (
    st.none() | st.sampled_from([date.min, date(2020, 1, 1), date.max]) | st.dates(date(2020, 1, 1), date(2020, 1, 9))
)
ACTS = st.sampled_from([None, "a", "b", "c"])
EDITIONS = st.lists(
    st.builds(
        Dated, st.uuids().map(str), DAYS, DAYS, DAYS, DAYS, ACTS, st.frozensets(st.sampled_from("abc")), DAYS, DAYS
    ),
    max_size=6,
    unique_by=lambda one: one.iri,
)


@given(EDITIONS.flatmap(lambda editions: st.tuples(st.just(editions), st.permutations(editions))))
def test_the_order_of_loading_does_not_matter(orders: tuple[list[Dated], list[Dated]]) -> None:
    one, other = orders
    assert timeline(one) == timeline(other)


@given(EDITIONS)
def test_at_most_one_edition_is_in_force_on_any_day(editions: list[Dated]) -> None:
    spans = timeline(editions)
    days = {end for span in spans.values() for end in (span.first, span.last) if end} | {date.min, date.max}
    for one in days:
        assert [iri for iri, span in spans.items() if span.holds(one)][1:] == []


@given(EDITIONS)
def test_what_is_said_of_an_edition_hangs_together(editions: list[Dated]) -> None:
    spans = timeline(editions)
    assert set(spans) == {one.iri for one in editions}
    for one in editions:
        span = spans[one.iri]
        assert (span.first is None) == (span.first_evidence in {"undated", "same-day", "overtaken"})
        assert (span.last is None) == (span.last_evidence is None)
        assert (not span.replaces) == (span.replacement_evidence is None)
        assert span.first is None or span.last is None or span.first <= span.last
        assert span.first in {None, one.valid_from, one.noted_from, one.registered, one.ordered}
        assert one.iri not in span.replaces
        # No edition outlives what its own order states, or what is noted at it.
        for end in filter(None, (one.valid_to, one.noted_to)):
            assert span.first is None or (span.last is not None and span.last <= end)


@given(EDITIONS)
def test_replacing_goes_back_in_time_without_a_circle(editions: list[Dated]) -> None:
    spans, ranks = timeline(editions), {one.iri: one.rank for one in editions}
    for iri, span in spans.items():
        assert all(ranks[other] < ranks[iri] for other in span.replaces)
