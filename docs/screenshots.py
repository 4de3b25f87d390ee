"""Takes the pictures of docs/pages.md from a running service.

Run: profgraph serve, then python docs/screenshots.py http://127.0.0.1:8014 (with Chromium installed).
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = Path(__file__).parent / "pictures"
EDITION = "/doc/standard/16.020/620n-2014-09-08"
FUNCTION = "16.020@620n-2014-09-08/B/03.6"
FRAME = "one => { one.style.outline = '3px solid #c2410c'; one.style.outlineOffset = '4px' }"


@dataclass(frozen=True)
class Picture:
    """A page as a reader sees it: `upon` is the part that it begins with, `click` the link that comes next."""

    name: str
    address: str
    size: tuple[int, int] = (980, 660)
    scheme: str = "light"
    upon: str = ""
    click: str = ""


ALL = (
    Picture("click-1", "/", upon=".map tbody:last-of-type", click="a:has-text('B/03.6')"),
    Picture(
        "click-2", f"{EDITION}/B/03.6", (980, 640), upon="#skills", click="[aria-labelledby=skills] .taken a.place"
    ),
    Picture("click-3", "/doc/source/953a45c35d7eecba#L185.1", (980, 420), click="a.about:visible"),
    Picture("inheritance", EDITION, (980, 800), upon="#picture"),
    Picture("question", f"/q/own-and-inherited?function={FUNCTION}", (980, 620)),
    Picture("phone", f"{EDITION}/B/03.6", (390, 844), scheme="dark"),
)


def take(browser: Browser, site: str, one: Picture) -> None:
    """Write one picture."""
    width, height = one.size
    screen = {"width": width, "height": height}
    context = browser.new_context(locale="ru", color_scheme=one.scheme, viewport=screen)  # type: ignore[arg-type]  # light or dark
    page = context.new_page()
    page.goto(f"{site}{one.address}")
    if one.upon:
        page.locator(one.upon).evaluate("one => one.scrollIntoView()")
    if one.click:
        page.locator(one.click).first.evaluate(FRAME)
    page.screenshot(path=PICTURES / f"{one.name}.png")
    context.close()


def main(site: str) -> None:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), chromium_sandbox=False)
        for one in ALL:
            take(browser, site.rstrip("/"), one)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
