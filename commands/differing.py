"""The command that compares two editions: diff."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import ProfGraphError
from ..settings import BASE
from .outputs import COMPARISON, answer_file, refuse_on_screen
from .screen import Screen, screen
from .wording import text

if TYPE_CHECKING:
    from ..comparison.changes import Comparison
    from ..errors import Language
    from ..settings import Settings
    from ..store.protocol import Store

_FORMATS = ("text", "html", "json", "xlsx", "ttl")
_BY_SUFFIX = {"": "text", ".txt": "text", ".htm": "html"} | {f".{one}": one for one in _FORMATS[1:]}
_DIFFERS, _TROUBLE = 1, 2


@click.command(
    help=text(
        "Сравнить две редакции: profgraph diff 06.001@679n-2013-11-18 06.001@424n-2022-07-20. A и B — редакции "
        "хранилища или файлы, которые не обязательно загружать. Код завершения: 0 — содержание одно, 1 — различается, "
        "2 — сравнить не удалось.",
        "Compare two editions: profgraph diff 06.001@679n-2013-11-18 06.001@424n-2022-07-20. A and B are editions of "
        "the store, or files that need not be loaded. Exit status: 0 the content is the same, 1 it differs, "
        "2 trouble.",
    ),
    short_help=text("Сравнить две редакции.", "Compare two editions."),
)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help=text("Вид ответа; иначе — по имени файла -o или text.", "The format; else by the name of -o, or text."),
)
@click.option("--lang", type=click.Choice(["ru", "en"]), help=text("Язык ответа.", "Language of the answer."))
@answer_file
@click.pass_obj
def diff(settings: Settings, old: str, new: str, form: str | None, lang: Language | None, output: Path | None) -> None:
    from ..queries.terminal import write_out

    settings = replace(settings, lang=lang or settings.lang)
    form = form or COMPARISON.form(output, _BY_SUFFIX)
    refuse_on_screen(form, output)
    COMPARISON.refuse_overwriting((Path(old), Path(new)), output)
    try:
        found = _compared(settings, old, new)
    except ProfGraphError as error:
        # What a refused document is elsewhere says here that the editions differ.
        error.exit_status = _TROUBLE
        raise
    write_out(_rendered(found, form, settings.lang, Screen(is_terminal=False) if output else screen()), output)
    sys.exit(_DIFFERS if found.changes else 0)


def _compared(settings: Settings, old: str, new: str) -> Comparison:
    from ..comparison.comparing import compared
    from ..comparison.operands import named
    from ..store.folder import usable_base
    from ..store.open import open_store

    base = usable_base(settings.base or BASE)
    with ExitStack() as opened:
        # What is compared are documents, in the union of graphs; two files need no store.
        def store() -> Store:
            return opened.enter_context(open_store(replace(settings, default_graph="union")))

        return compared(named(old, store, base), named(new, store, base))


def _rendered(found: Comparison, form: str, lang: Language, shown: Screen) -> bytes:
    if form == "xlsx":
        from ..comparison.rendering.sheets import to_xlsx

        return to_xlsx(found, lang)
    if form == "text":
        from ..comparison.rendering.terminal import to_text

        return to_text(found, lang, width=shown.width, colour=shown.is_coloured).encode()
    if form == "json":
        from ..comparison.rendering.json import to_json

        return to_json(found).encode()
    if form == "ttl":
        from ..comparison.rendering.turtle import to_turtle

        return to_turtle(found).encode()
    from ..comparison.rendering.html import render_page

    return render_page(found, lang).encode()
