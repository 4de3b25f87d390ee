"""What is answered at hand goes on being so as long as it is quick, and comes back after a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.store.workers.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG, SHORT = 0.03, 0.01


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
        pytest.param([(0, LONG), (30, LONG), (30, SHORT), (30, LONG)], True, id="three in a minute and a half"),
        pytest.param([(0, LONG), (40, LONG), (30, LONG), (20, LONG)], False, id="the last three in a minute"),
        pytest.param([(0, LONG), *[(1, SHORT)] * 20, (1, LONG), (1, LONG)], False, id="short ones between"),
        pytest.param([(0, LONG)] * 3 + [(599, SHORT)], False, id="ten minutes are not over"),
        pytest.param([(0, LONG)] * 3 + [(600, SHORT)], True, id="ten minutes later"),
        pytest.param([(0, LONG)] * 3 + [(600, LONG)], True, id="begun anew with one long one"),
        pytest.param([(0, LONG)] * 3 + [(600, LONG), *[(1, LONG)] * 2], False, id="lost again"),
    ],
)
def test_three_long_ones_within_a_minute_end_it_for_ten(*, taken: Sequence[tuple[float, float]], lasts: bool) -> None:
    clock = Clock()
    trust = Trust(0.02, clock)
    for later, seconds in taken:
        clock.seconds += later
        trust.took(seconds)
    assert trust.lasts is lasts


def test_one_in_eight_is_timed() -> None:
    trust = Trust(0.02)
    assert [number for number in range(24) if trust.is_timed()] == [0, 8, 16]
