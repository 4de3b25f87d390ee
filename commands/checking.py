"""The commands that check documents without a store: validate, and checks, which explains what they say."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import SourceError, UnknownNameError
from .outputs import REPORT, output_option
from .screen import Screen, screen
from .wording import said, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..errors import Language
    from ..settings import Settings
    from ..shapes.report import FileReport
    from ..shapes.validation import Checks

_FORMATS = ("text", "html", "json", "ttl")
_BY_SUFFIX = {"": "text", ".txt": "text", ".html": "html", ".htm": "html", ".json": "json", ".ttl": "ttl"}
_VIOLATED, _UNREADABLE = 1, 2
_LANG = click.option("--lang", type=click.Choice(["ru", "en"]), help=text("Язык отчёта.", "Language of the report."))


@click.command(
    help=text(
        "Проверить файлы или папки, ничего не сохраняя; «-» — стандартный ввод.",
        "Validate files or folders, storing nothing; “-” is the standard input.",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help=text("Вид отчёта; иначе — по имени файла -o или text.", "The format; else by the name of -o, or text."),
)
@_LANG
@output_option("Файл для отчёта.", "The file to write.")
@click.option(
    "--shapes",
    "own",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=text("Добавить свои фигуры SHACL (Turtle).", "Add SHACL shapes of your own (Turtle)."),
)
@click.option("--details", is_flag=True, help=text("Показать каждое исправление.", "Show every repair."))
@click.pass_obj
def validate(
    settings: Settings,
    paths: tuple[str, ...],
    form: str | None,
    lang: Language | None,
    output: Path | None,
    own: tuple[Path, ...],
    *,
    details: bool,
) -> None:
    from ..loader.summary import watched
    from ..queries.terminal import write_out
    from .documents import all_checks, documents, reviewed

    settings = replace(settings, lang=lang or settings.lang)
    form = form or REPORT.form(output, _BY_SUFFIX)
    checks = all_checks(own, settings)
    files = list(documents(paths))
    REPORT.refuse_overwriting([file.path for file in files], output)
    reports, status = _sorted_out(watched(reviewed(files, settings, checks, own), len(files)), settings)
    if not files:
        click.echo(said(settings, "нет ни одного файла", "there is not one file"), err=True)
        status = _UNREADABLE
    if reports:
        shown = Screen(is_terminal=False) if output else screen()
        write_out(_rendered(reports, form, settings.lang, checks, shown, details=details).encode(), output)
    sys.exit(status)


@click.command(
    "checks",
    help=text(
        "Перечислить проверки или объяснить одну: profgraph checks КОД.",
        "List the checks, or explain one: profgraph checks CODE.",
    ),
)
@click.argument("code", required=False)
@_LANG
@click.pass_obj
def explain(settings: Settings, code: str | None, lang: Language | None) -> None:
    from ..shapes.catalogue import bundled_catalogue
    from ..shapes.examples import examples
    from ..shapes.rendering.checks import check_text, listed_checks

    lang, shown = lang or settings.lang, screen()
    shapes = {shape.code.lower(): shape for shape in bundled_catalogue().values()}
    if code is None:
        listed = listed_checks(tuple(shapes.values()), lang, width=shown.width, colour=shown.is_coloured)
        click.echo(listed, nl=False)
        return
    shape = shapes.get(code.lower())
    if shape is None:
        raise UnknownNameError(
            ru=f"«{code}»: такой проверки нет; список проверок: profgraph checks",
            en=f"{code!r}: there is no such check; for the checks: profgraph checks",
        )
    example = examples().get(shape.code)
    click.echo(check_text(shape, example, lang, width=shown.width, colour=shown.is_coloured), nl=False)


def _sorted_out(results: Iterable[FileReport | SourceError], settings: Settings) -> tuple[list[FileReport], int]:
    """Return the reports and the exit status; say at once which files cannot be read."""
    reports, status = [], 0
    for result in results:
        if isinstance(result, SourceError):
            click.echo(result.message.in_language(settings.lang), err=True)
            status = _UNREADABLE
            continue
        reports.append(result)
        if not result.conforms:
            status = max(status, _VIOLATED)
    return reports, status


def _rendered(
    reports: Sequence[FileReport], form: str, lang: Language, checks: Checks, shown: Screen, *, details: bool
) -> str:
    if form == "json":
        from ..shapes.rendering.json import to_json

        return to_json(reports)
    if form == "ttl":
        from ..shapes.rendering.turtle import to_turtle

        return to_turtle(reports)
    if form == "html":
        from ..shapes.rendering.html import render_page

        return render_page(reports, lang, shapes=checks.shapes.values(), details=details)
    from ..shapes.rendering.terminal import to_text

    return to_text(reports, lang, width=shown.width, colour=shown.is_coloured, details=details)
