"""The tools of the browser tests see what they are there to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Faults, Record, Visit


def test_a_request_to_another_host_and_a_failing_script_are_seen(visit: Visit, record: Record) -> None:
    page = visit("/", bypass_csp=True)
    assert (record.strangers, record.complaints) == ([], [])
    with page.expect_event("pageerror"):
        page.evaluate("fetch('http://example.org/').catch(() => setTimeout(() => { throw new Error('aloud') }))")
    assert record.strangers == ["http://example.org/"]
    assert "aloud" in record.complaints[-1]
    record.requests.clear()
    record.complaints.clear()


def test_what_the_policy_forbids_is_seen(visit: Visit, record: Record) -> None:
    page = visit("/")
    with page.expect_console_message():
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    assert ["Content Security Policy" in one for one in record.complaints] == [True]
    record.complaints.clear()


@pytest.mark.parametrize(
    ("harm", "rule"),
    [
        ("document.querySelector('h1').style.color = '#eee'", "color-contrast"),
        ("document.querySelector('select').id = 'other'", "select-name"),
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
    ],
)
def test_axe_sees_harm(visit: Visit, axe: Faults, harm: str, rule: str) -> None:
    page = visit("/")
    assert axe(page) == []
    page.evaluate(harm)
    assert {one.partition(" ")[0] for one in axe(page)} == {rule}
