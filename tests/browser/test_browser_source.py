"""The text of a source in a browser: lines that are named in an address stand out, bars lead to what was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from conftest import Visit

SOURCE = "/doc/source/953a45c35d7eecba"
LINE = "#L315"
ABOUT = "что взято из этих строк"
BACKGROUND = "one => getComputedStyle(one, '::after').backgroundColor"


def test_the_lines_of_an_address_stand_out_and_lead_to_what_was_taken(visit: Visit) -> None:
    page = visit(f"{SOURCE}{LINE}")
    mark = page.locator("[id='L315']")
    expect(mark).to_be_in_viewport()
    assert mark.evaluate(BACKGROUND) != page.locator("[id='L316']").evaluate(BACKGROUND)
    assert page.get_by_text(ABOUT, exact=True).filter(visible=True).count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    about = page.locator("[id='about-L315']")
    expect(about).to_be_in_viewport()
    expect(about.get_by_role("link")).to_have_text(
        ["строка 315", "Организация работ по техническому обслуживанию и ремонту линий электропередачи"]
    )
    about.get_by_role("link", name="строка 315").click()
    expect(mark).to_be_in_viewport()


def test_bars_are_no_stops_of_the_keyboard_but_can_be_clicked(visit: Visit) -> None:
    page = visit(SOURCE)
    assert page.locator(".paper .mark a").count() == page.locator(".paper .mark[id]").count() > 100
    assert page.locator(".paper").get_by_role("link").count() == 0
    page.locator("[id='L316']").hover()
    page.locator("[id='L316'] a").click()
    expect(page.locator("[id='about-L316']")).to_be_in_viewport()
