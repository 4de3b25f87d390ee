"""The words of the pages: each is there in both languages, and each is used."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest
from profgraph.web.wording import MESSAGES

WEB = files("profgraph") / "web"
# Names and abbreviations that a language leaves as they are.
SAME = {"site.name"}


def used() -> set[str]:
    """Return the keys that templates and modules name."""
    folders = (WEB / "templates", WEB, WEB / "linked", WEB / "reading")
    texts = [
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in folder.iterdir()
        if path.name.endswith((".html", ".py")) and not path.name.endswith("wording.py")
    ]
    named = {key for text in texts for key in re.findall(r"['\"]([a-z]+(?:\.\w+)+)['\"]", text)}
    made = {key for key in MESSAGES if key.startswith(("status.", "problem."))}
    return (named & set(MESSAGES)) | made


def test_every_word_is_used() -> None:
    assert set(MESSAGES) - used() == set()


def test_every_key_of_a_template_has_its_words() -> None:
    templates = [path.read_text(encoding="utf-8") for path in (WEB / "templates").iterdir()]
    keys = {key for text in templates for key in re.findall(r"\bt\('([\w.]+)'", text)}
    assert keys - set(MESSAGES) == set()


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_say_it(key: str) -> None:
    message = MESSAGES[key]
    places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (message.ru, message.en)]
    assert places[0] == places[1]
    assert message.filled(**dict.fromkeys(places[0], "x")).en
    assert message.en
    assert not re.search("[а-яё]", message.en, re.IGNORECASE)
    assert key in SAME or re.search("[а-яё№]", message.ru, re.IGNORECASE)
