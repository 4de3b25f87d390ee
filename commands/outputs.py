"""In what format an answer comes, and the file that it goes to: never a document that it tells of."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import Message, UsageError
from ..settings import Settings
from ..store.whole_file import real
from .wording import FORMAT, text

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping
    from importlib.resources.abc import Traversable

    Decorator = Callable[[Callable[..., None]], Callable[..., None]]

# Of a command whose answer is a table.
table_format = click.option(
    "--format", "form", default="table", type=click.Choice(("table", "csv", "json")), help=FORMAT
)


class _OutsideTheStore(click.Path):
    """A path to write to, which is no place in the folder of the store that the command reads."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        path = Path(value)
        settings = ctx.obj if ctx else None
        if isinstance(settings, Settings) and not settings.is_remote:
            folder, place = real(settings.folder), real(path)
            if folder in (place, *place.parents):
                raise UsageError(
                    ru=f"{path}: это в папке хранилища {settings.store}, там только его данные; назовите другое место",
                    en=f"{path}: that is in the folder of the store {settings.store}, which is for its data only; "
                    "name another place",
                )
        return super().convert(value, param, ctx)


# Where a command writes: any place but the store's own.
WRITTEN_FILE = _OutsideTheStore(path_type=Path, dir_okay=False)
WRITTEN = _OutsideTheStore(path_type=Path)


def output_option(ru: str, en: str, *, required: bool = False, kind: click.Path = WRITTEN) -> Decorator:
    """Return the option that names the file of an answer."""
    return click.option("-o", "--output", required=required, type=kind, help=text(ru, en))


answer_file = output_option("Файл для ответа.", "The file to write.")


@dataclass(frozen=True)
class Answer:
    """What an answer is called where its file has to be another: that there is no such kind, that it would erase."""

    lacking: Message
    erasing: Message

    def form(self, output: Path | None, by_suffix: Mapping[str, str]) -> str:
        """Return the format that the name of a file asks for; raise `UsageError` on one that there is not."""
        suffix = output.suffix.lower() if output else ""
        if suffix in by_suffix:
            return by_suffix[suffix]
        known = ", ".join(filter(None, by_suffix))
        raise UsageError(
            ru=f"{output}: {self.lacking.ru} вида «{suffix}» нет; "
            f"назовите файл с окончанием {known} или укажите --format",
            en=f"{output}: {self.lacking.en} of the kind {suffix!r}; "
            f"name a file that ends with {known}, or give --format",
        )

    def refuse_overwriting(self, files: Iterable[Path | Traversable], output: Path | None, option: str = "-o") -> None:
        """Raise `UsageError` where the answer would be written over a document."""
        if output and real(output) in {real(Path(str(file))) for file in files}:
            raise UsageError(
                ru=f"{output}: {self.erasing.ru}; назовите другой файл: {option} ФАЙЛ",
                en=f"{output}: {self.erasing.en}; name another file: {option} FILE",
            )


def refuse_on_screen(form: str, output: Path | None) -> None:
    """Raise `UsageError` where a workbook would go to a terminal."""
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise UsageError(ru="xlsx: укажите файл: -o ответ.xlsx", en="xlsx: name a file: -o answer.xlsx")


REPORT = Answer(
    lacking=Message(ru="отчёта", en="there is no report"),
    erasing=Message(
        ru="это проверяемый документ, отчёт стёр бы его",
        en="this is a document to validate, which the report would erase",
    ),
)
OF_LOAD = Answer(
    lacking=Message(ru="отчёта", en="there is no report"),
    erasing=Message(
        ru="это загружаемый документ, отчёт стёр бы его",
        en="this is a document to load, which the report would erase",
    ),
)
COMPARISON = Answer(
    lacking=Message(ru="сравнения", en="no comparison is"),
    erasing=Message(
        ru="это сравниваемый документ, ответ стёр бы его",
        en="this is a document to compare, which the answer would erase",
    ),
)
