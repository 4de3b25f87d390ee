"""The commands that read the store: query and export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .outputs import answer_file, output_option, refuse_on_screen
from .wording import AS_OF_DAY, FORMAT, text

if TYPE_CHECKING:
    from ..settings import Settings

_EXPORT_FORMATS = ("esco", "ctdl", "case", "skos", "sssom", "csvw", "xlsx")
_QUERY_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdfxml", "xlsx")


@click.command(
    help=text(
        "Задать вопрос: profgraph query effective-knowledge function=B/03.6.",
        "Ask a question: profgraph query effective-knowledge function=B/03.6.",
    )
)
@click.argument("name", required=False)
@click.argument("arguments", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("-f", "--file", "path", type=click.Path(path_type=Path), help=text("Файл SPARQL.", "A SPARQL file."))
@click.option("-q", "--text", help=text("Текст SPARQL.", "SPARQL text."))
@click.option("--as-of", "day", metavar="DATE", help=AS_OF_DAY)
@click.option("--list", "listing", is_flag=True, help=text("Перечислить вопросы.", "List the questions."))
@click.option("--format", "form", default="table", type=click.Choice(_QUERY_FORMATS), help=FORMAT)
@answer_file
@click.pass_obj
def query(
    settings: Settings,
    name: str | None,
    arguments: tuple[str, ...],
    path: Path | None,
    text: str | None,
    day: str | None,
    *,
    listing: bool,
    form: str,
    output: Path | None,
) -> None:
    from ..queries.asking import answered, arguments_of, ask, listed_questions, on_day, remark
    from ..queries.catalogue import question
    from ..queries.endpoints import refuse_others
    from ..queries.terminal import write_out
    from ..store.open import open_store
    from .federating import federated

    if listing:
        click.echo(listed_questions(settings.lang), nl=False)
        return
    if sum(given is not None for given in (name, path, text)) != 1:
        raise UsageError(
            ru="укажите имя вопроса, -f ФАЙЛ или -q ТЕКСТ; список вопросов: profgraph query --list",
            en="name a question, -f FILE or -q TEXT; for the questions: profgraph query --list",
        )
    refuse_on_screen(form, output)
    # Strict is for a reader's own query: the questions of the catalogue ask the union.
    settings = replace(settings, default_graph="union") if name else settings
    with open_store(settings) as store:
        given = on_day(arguments_of(arguments), day, name)
        asked = ask(store, name, given, path, text, lang=settings.lang)
        if name and not settings.is_remote:
            refuse_others(question(name), given, settings.services)
        if asked.note:
            click.echo(asked.note.in_language(settings.lang), err=True)
        with federated(asked.text, settings) as admitted:
            answer = answered(store, replace(asked, text=admitted), form, settings.lang)
        if why := remark(store, name, given, answer):
            click.echo(why.in_language(settings.lang), err=True)
        write_out(answer.body, output)


@click.command(
    help=text(
        "Выгрузить всё или один стандарт: .nq .trig .ttl .nt .jsonld (и .gz к ним) .csv .xlsx .zip (CSV с описанием).",
        "Export everything or one standard: .nq .trig .ttl .nt .jsonld (or with .gz) .csv .xlsx .zip (CSV, described).",
    )
)
@output_option("Файл; с --all — папка.", "The file; with --all, a folder.", required=True)
@click.option("--standard", metavar="S", help=text("Редакция: 16.020.", "An edition: 16.020."))
@click.option(
    "--format",
    "form",
    type=click.Choice(_EXPORT_FORMATS),
    help=text(
        "Форма других систем: ESCO, CTDL-ASN, CASE 1.1, SKOS, SSSOM; csvw и xlsx — таблица функций с их строками.",
        "The form of other systems: ESCO, CTDL-ASN, CASE 1.1, SKOS, SSSOM; csvw, xlsx: a table of functions and items.",
    ),
)
@click.option(
    "--entailment",
    type=click.Choice(["owl-rl"]),
    help=text("Полное замыкание OWL 2 RL одного стандарта.", "The full OWL 2 RL closure of one standard."),
)
@click.option(
    "--all",
    "is_all",
    is_flag=True,
    help=text(
        "Все файлы, что сервис отдаёт на /dumps/: всё и каждая редакция, с SHA-256.",
        "All files that a service has at /dumps/: everything and each edition, with SHA-256.",
    ),
)
@click.pass_obj
def export(
    settings: Settings, output: Path, standard: str | None, form: str | None, entailment: str | None, *, is_all: bool
) -> None:
    from ..queries.exporting import export_all, export_file, export_named
    from ..store.embedded import EmbeddedStore

    if is_all and (standard or entailment or form):
        raise UsageError(
            ru="--all выгружает всё; уберите --standard, --format и --entailment",
            en="--all exports everything; leave out --standard, --format and --entailment",
        )
    if form and entailment:
        raise UsageError(
            ru="--entailment выгружает RDF по окончанию имени файла; уберите --format",
            en="--entailment exports RDF by the end of the file's name; leave out --format",
        )
    with EmbeddedStore(settings.folder, is_pinned=True) as store:
        if is_all:
            click.echo(export_all(store, output).in_language(settings.lang))
        elif form:
            export_named(store, output, form, standard, lang=settings.lang)
        else:
            export_file(store, output, standard, lang=settings.lang, is_closed=entailment is not None)
