"""`--as-of` on the command line: the answer on standard output, what it is for on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANSWER = (
    "the answer for 2018-01-01 (by the calendar of Moscow): by the editions in force on that day; "
    "where a document states no first day, it is that of its registration or order\n"
)
NONE = "no loaded edition is in force on 2001-01-01 (by the calendar of Moscow); their times: 16.020: 2014-10-10 – …\n"
NO_DAY = "'2001' is not a day; write a day as 2023-03-01\n"
PLACE = (
    "--as-of: a day is given once, to a question of the catalogue; "
    "in a query of your own compare it with ps:validFrom and ps:validTo\n"
)
LEVELS = "level,functions\r\n"
LISTED = "standard,edition,name,generalized,particular,actions,skills,knowledge,violations,warnings\r\n"
EDITION = (
    "16.020,620n-2014-09-08,Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи,"
    "2,7,40,36,27,0,20\r\n"
)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (("query", "level-distribution", "--as-of", "2018-01-01"), (0, f"{LEVELS}5,3\r\n6,4\r\n", ANSWER)),
        (("query", "level-distribution", "asOf=2018-01-01"), (0, f"{LEVELS}5,3\r\n6,4\r\n", ANSWER)),
        (("query", "level-distribution", "standard=16.020", "--as-of", "2001-01-01"), (0, LEVELS, NONE)),
        (("query", "level-distribution", "--as-of", "2001"), (2, "", NO_DAY)),
        (("query", "level-distribution", "--as-of", "2018-01-01", "asOf=2018-01-01"), (2, "", PLACE)),
        (("query", "-q", "ASK {}", "--as-of", "2018-01-01"), (2, "", PLACE)),
        (("list", "--as-of", "2018-01-01"), (0, LISTED + EDITION, ANSWER)),
        (("list", "--as-of", "2001-01-01"), (0, LISTED, NONE)),
        (("list", "--as-of", "2001"), (2, "", NO_DAY)),
    ],
)
def test_an_answer_for_a_day(
    profgraph: Callable[..., tuple[int, str, str]], filled: Path, words: tuple[str, ...], outcome: tuple[int, str, str]
) -> None:
    assert profgraph("--lang", "en", "--store", filled, *words, "--format", "csv") == outcome
