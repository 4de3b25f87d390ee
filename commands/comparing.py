"""The command that lays two forms of one order side by side, without a store: compare-sources."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import RefusedError, SourceError
from .outputs import COMPARISON, answer_file
from .wording import text

if TYPE_CHECKING:
    from ..comparison.forms.rendering import Reading
    from ..errors import Language
    from ..settings import Settings

_DIFFERENT = 1
_BY_SUFFIX = {"": "text", ".txt": "text", ".json": "json", ".csv": "csv"}
_FILE = click.Path(path_type=Path)


@click.command(
    "compare-sources",
    help=text(
        "Сравнить два файла одного приказа, в любых формах: чем расходятся их функции, коды, уровни, тексты."
        " Код завершения: 0 — не расходятся, 1 — расходятся, 2 — не сравнить.",
        "Compare two files of one order, in any forms: where their functions, codes, levels and texts differ."
        " Exit status: 0 they agree, 1 they differ, 2 they cannot be compared.",
    ),
)
@click.argument("first", metavar="A", type=_FILE)
@click.argument("second", metavar="B", type=_FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    help=text("Вид ответа; иначе — по имени файла -o или text.", "The format; else by the name of -o, or text."),
)
@click.option("--lang", type=click.Choice(["ru", "en"]), help=text("Язык ответа.", "Language of the answer."))
@answer_file
@click.pass_obj
def compare_sources(
    settings: Settings, first: Path, second: Path, form: str | None, lang: Language | None, output: Path | None
) -> None:
    from ..comparison.forms.differences import compared
    from ..comparison.forms.rendering import to_csv, to_json, to_text
    from ..queries.terminal import write_out

    lang = lang or settings.lang
    form = form or COMPARISON.form(output, _BY_SUFFIX)
    COMPARISON.refuse_overwriting((first, second), output)
    a, b = _reading(first), _reading(second)
    found = compared(a.standard, b.standard)
    told = to_json(found, a, b) if form == "json" else (to_csv if form == "csv" else to_text)(found, a, b, lang)
    write_out(told.encode(), output)
    sys.exit(_DIFFERENT if found.differences else 0)


def _reading(path: Path) -> Reading:
    """Return what is read in a file; raise `SourceError` where it is not one standard."""
    from ..comparison.forms.rendering import Reading
    from ..loader.files import as_typed
    from ..loader.intake import taken
    from ..loader.recognition.recogniser import recognise
    from ..loader.sources.choice import read_document

    file = as_typed(path)
    documents = taken(file)
    one, other = next(documents, None), next(documents, None)
    if one is None or other is not None:
        raise _not_one(file.name)
    if one.error:
        raise one.error
    try:
        return Reading(one.name, recognise(read_document(one.data, one.name), draft=True))
    except RefusedError as error:
        # Elsewhere a refusal is one outcome of several; here there is nothing to compare.
        raise SourceError(ru=error.message.ru, en=error.message.en) from error


def _not_one(name: str) -> SourceError:
    return SourceError(
        ru=f"{name}: сравнивается по одному документу, а в файле их не один; назовите файл одного приказа",
        en=f"{name}: one document is compared with one, and the file does not hold one; name the file of one order",
    )
