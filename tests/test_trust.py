"""What is answered at hand goes on being so as long as it is quick, and comes back after a while."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from profgraph.store.workers.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 0.02
SHORT, LONG, ENDLESS = 0.01, 0.03, 0.3


class Clock:
    """Shows the time that it is set to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize(
    ("taken", "lasts"),
    [
        pytest.param([], True, id="none yet"),
        pytest.param([(0, SHORT)] * 50, True, id="short ones"),
        pytest.param([(0, LONG)] * 2, True, id="two long ones"),
        pytest.param([(0, LONG)] * 3, False, id="three"),
        pytest.param([(0, ENDLESS)], False, id="one far too long"),
        pytest.param([(0, LONG), (30, LONG), (30, SHORT), (30, LONG)], True, id="three in a minute and a half"),
        pytest.param([(0, LONG), (40, LONG), (30, LONG), (20, LONG)], False, id="the last three in a minute"),
        pytest.param([(0, LONG), *[(1, SHORT)] * 20, (1, LONG), (1, LONG)], False, id="short ones between"),
        pytest.param([*[(0, LONG)] * 3, (599, SHORT)], False, id="ten minutes are not over"),
        pytest.param([*[(0, LONG)] * 3, (600, SHORT)], True, id="ten minutes later"),
        pytest.param([*[(0, LONG)] * 3, (600, LONG)], True, id="begun anew with one long one"),
        pytest.param([*[(0, LONG)] * 3, (600, LONG), *[(1, LONG)] * 2], False, id="lost again"),
    ],
)
def test_three_long_ones_within_a_minute_end_it_for_ten(*, taken: Sequence[tuple[float, float]], lasts: bool) -> None:
    clock = Clock()
    trust = Trust(LIMIT, clock)
    for later, seconds in taken:
        clock.seconds += later
        trust.took(seconds, seconds)
    assert trust.lasts is lasts


@pytest.mark.parametrize(
    ("by_clock", "later", "is_wary"),
    [(SHORT, 0, False), (LONG, 0, True), (LONG, 59, True), (LONG, 60, False), (ENDLESS, 0, True)],
)
def test_one_long_by_the_clock_has_the_others_measured_for_a_minute(
    *, by_clock: float, later: float, is_wary: bool
) -> None:
    clock = Clock()
    trust = Trust(LIMIT, clock)
    trust.took(by_clock, None)
    clock.seconds += later
    assert (trust.is_wary, trust.lasts) == (is_wary, True)


def test_what_others_took_of_the_processor_is_no_reason() -> None:
    trust = Trust(LIMIT)
    for _ in range(10):
        trust.took(ENDLESS, SHORT)
    assert trust.lasts


def test_threads_that_tell_of_long_ones_at_once_end_it_and_fail_nowhere() -> None:
    trust, failed = Trust(LIMIT), []

    def tell() -> None:
        try:
            for _ in range(2_000):
                trust.took(LONG, LONG)
        except Exception as error:  # noqa: BLE001  (whatever it is)
            failed.append(error)

    threads = [threading.Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, trust.lasts) == ([], False)
