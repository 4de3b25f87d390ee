"""The command `profgraph`."""

from __future__ import annotations

import io
import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from . import __version__
from .errors import Message, ProfGraphError, UsageError, unwritten
from .settings import Settings, default_graph, from_environment, language, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence


_UNREADABLE = 2
_LIST_FORMATS = ("table", "csv", "json")
_QUERY_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdfxml", "xlsx")


# The texts of `--help` are made when this module is read, before options are parsed.
_HELP = language_of(sys.argv[1:])


def _text(ru: str, en: str) -> str:
    return ru if _HELP == "ru" else en


_FORMAT = _text(
    "Вид ответа: таблица для людей или формат для программ.", "A table for people, or a format for programs."
)


@click.group(
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=_text("Профессиональные стандарты как граф знаний.", "Professional standards as a knowledge graph."),
)
@click.version_option(__version__, prog_name="profgraph")
@click.option(
    "--store",
    metavar=_text("ПАПКА|АДРЕС", "FOLDER|ADDRESS"),
    help=_text(
        "Хранилище: папка или адрес SPARQL-сервиса (PROFGRAPH_STORE).",
        "The store: a folder, or the address of a SPARQL endpoint (PROFGRAPH_STORE).",
    ),
)
@click.option("--lang", type=click.Choice(["ru", "en"]), help=_text("Язык сообщений.", "Language of messages."))
@click.option(
    "--default-graph",
    "mode",
    type=click.Choice(["union", "strict"]),
    help=_text(
        "Граф по умолчанию: объединение всех или строго по стандарту.",
        "The default graph: the union of all graphs, or strictly as SPARQL has it.",
    ),
)
@click.pass_context
def cli(context: click.Context, store: str | None, lang: str | None, mode: str | None) -> None:
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        return
    settings = from_environment()
    context.obj = replace(
        settings,
        store=store or settings.store,
        lang=language(lang) if lang else settings.lang,
        default_graph=default_graph(mode or settings.default_graph),
    )


@cli.command(
    help=_text(
        "Загрузить файлы или папки; без них — стандарт из поставки.",
        "Load files or folders; without any, the bundled standard.",
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help=_text("Не загружать и с предупреждениями.", "Refuse on warnings too."))
@click.option(
    "--as",
    "version",
    metavar="VERSION",
    help=_text("Считать файл этой редакцией: 620n-2014-09-08.", "Take the file for this edition: 620n-2014-09-08."),
)
@click.option("--details", is_flag=True, help=_text("Показать каждое исправление.", "Show every repair."))
@click.pass_obj
def load(settings: Settings, paths: Sequence[Path], *, strict: bool, version: str | None, details: bool) -> None:
    from .loader.pipeline import Loaded, bundled, sources
    from .loader.pipeline import load as load_files
    from .loader.summary import summary, watched
    from .store.writer import Writer

    files = list(sources(paths)) if paths else [bundled()]
    if version and len(files) != 1:
        raise UsageError(ru="--as: укажите ровно один файл", en="--as: name exactly one file")
    status = 0
    with Writer.open(settings.folder, base=settings.base) as writer, ExitStack() as held:
        # Also when whoever reads the output has enough: what is committed is to be seen.
        held.callback(writer.publish)
        results = load_files(files, writer, strict=strict, version=version)
        for result in watched(results, len(files)):
            if isinstance(result, Loaded):
                for line in summary(result, details=details):
                    click.echo(line.in_language(settings.lang))
            else:
                click.echo(result.error.message.in_language(settings.lang), err=True)
                status = max(status, result.error.exit_status)
    if not files:
        click.echo(_said(settings, "нет ни одного файла .txt", "there is not one .txt file"), err=True)
        status = _UNREADABLE
    sys.exit(status)


@cli.command("list", help=_text("Показать загруженные стандарты.", "Show the loaded standards."))
@click.option("--format", "form", default="table", type=click.Choice(_LIST_FORMATS), help=_FORMAT)
@click.pass_obj
def list_(settings: Settings, form: str) -> None:
    from .queries.inventory import EDITION_COLUMNS, editions
    from .queries.terminal import listed
    from .store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        click.echo(listed(editions(store), EDITION_COLUMNS, settings.lang, form), nl=False)


@cli.command(help=_text("Показать, сколько чего в хранилище.", "Show how much of everything there is."))
@click.option("--format", "form", default="table", type=click.Choice(_LIST_FORMATS), help=_FORMAT)
@click.pass_obj
def stats(settings: Settings, form: str) -> None:
    from .queries.inventory import COUNT_COLUMNS, statistics
    from .queries.terminal import listed
    from .store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        click.echo(listed(statistics(store, settings.lang), COUNT_COLUMNS, settings.lang, form), nl=False)


@cli.command(
    help=_text(
        "Убрать редакцию: 16.020 (если она одна), 16.020@620n-2014-09-08 или IRI.",
        "Remove an edition: 16.020 (if there is one), 16.020@620n-2014-09-08 or an IRI.",
    )
)
@click.argument("standard")
@click.pass_obj
def remove(settings: Settings, standard: str) -> None:
    from .loader.versions import removal
    from .queries.parameters import resolve_single_edition
    from .store.open import open_store
    from .store.writer import Writer

    with open_store(replace(settings, store=str(settings.folder), default_graph="union")) as store:
        edition = resolve_single_edition(store, standard)
    with Writer.open(settings.folder, base=settings.base) as writer:
        writer.apply(removal(writer, edition.iri))
        writer.publish()
    click.echo(_said(settings, f"убран: {edition.name}", f"removed: {edition.name}"))


@cli.command(
    help=_text(
        "Задать вопрос: profgraph query effective-knowledge function=B/03.6.",
        "Ask a question: profgraph query effective-knowledge function=B/03.6.",
    )
)
@click.argument("name", required=False)
@click.argument("arguments", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("-f", "--file", "path", type=click.Path(path_type=Path), help=_text("Файл SPARQL.", "A SPARQL file."))
@click.option("-q", "--text", help=_text("Текст SPARQL.", "SPARQL text."))
@click.option("--list", "listing", is_flag=True, help=_text("Перечислить вопросы.", "List the questions."))
@click.option("--format", "form", default="table", type=click.Choice(_QUERY_FORMATS), help=_FORMAT)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_text("Файл для ответа.", "The file to write."))
@click.pass_obj
def query(
    settings: Settings,
    name: str | None,
    arguments: tuple[str, ...],
    path: Path | None,
    text: str | None,
    *,
    listing: bool,
    form: str,
    output: Path | None,
) -> None:
    from .queries.asking import answer_bytes, arguments_of, ask, listed_questions
    from .queries.terminal import write_out
    from .store.open import open_store

    if listing:
        click.echo(listed_questions(settings.lang), nl=False)
        return
    if sum(given is not None for given in (name, path, text)) != 1:
        raise UsageError(
            ru="укажите имя вопроса, -f ФАЙЛ или -q ТЕКСТ; список вопросов: profgraph query --list",
            en="name a question, -f FILE or -q TEXT; for the questions: profgraph query --list",
        )
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise UsageError(ru="xlsx: укажите файл: -o ответ.xlsx", en="xlsx: name a file: -o answer.xlsx")
    # Strict is for a reader's own query: the questions of the catalogue ask the union.
    settings = replace(settings, default_graph="union") if name else settings
    with open_store(settings) as store:
        asked = ask(store, name, arguments_of(arguments), path, text, lang=settings.lang)
        write_out(answer_bytes(store, asked, form, settings.lang), output)


@cli.command(
    help=_text(
        "Выгрузить всё или один стандарт: .nq .trig .ttl .nt .jsonld .csv .xlsx.",
        "Export everything or one standard: .nq .trig .ttl .nt .jsonld .csv .xlsx.",
    )
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help=_text("Файл.", "The file."))
@click.option("--standard", metavar="S", help=_text("Редакция: 16.020.", "An edition: 16.020."))
@click.option(
    "--entailment",
    type=click.Choice(["owl-rl"]),
    help=_text("Полное замыкание OWL 2 RL одного стандарта.", "The full OWL 2 RL closure of one standard."),
)
@click.pass_obj
def export(settings: Settings, output: Path, standard: str | None, entailment: str | None) -> None:
    from .queries.export import export as exported
    from .queries.export import export_closure
    from .queries.parameters import resolve_standard
    from .queries.terminal import write_out
    from .store.embedded import EmbeddedStore

    with EmbeddedStore(settings.folder) as store:
        edition = resolve_standard(store, standard) if standard or entailment else None
        suffix = output.suffix.lower()
        if entailment and edition:
            data = export_closure(store, suffix, edition)
        else:
            data = exported(store, suffix, edition, lang=settings.lang)
    write_out(data, output)


@cli.command(help=_text("Запустить сервис: SPARQL и страницы.", "Start the service: SPARQL and pages."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_text("Адрес.", "The address."))
@click.option(
    "--port", default=8014, show_default=True, type=click.IntRange(1, 65535), help=_text("Порт.", "The port.")
)
@click.pass_obj
def serve(settings: Settings, host: str, port: int) -> None:
    from .loader.pipeline import fill_if_empty
    from .web.serving import serve as serve_http

    if not settings.is_remote:
        fill_if_empty(settings)
    serve_http(replace(settings, host=host, port=port))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit; every error is one line on stderr."""
    _speak_utf8()
    lang = language_of(sys.argv[1:] if arguments is None else arguments)
    try:
        cli.main(list(arguments) if arguments is not None else None, prog_name="profgraph", standalone_mode=False)
    except ProfGraphError as error:
        click.echo(error.message.in_language(lang), err=True)
        sys.exit(error.exit_status)
    except click.ClickException as error:
        click.echo(_misuse(error).in_language(lang), err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read the output has enough; nothing more may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        click.echo(unwritten(error).in_language(lang), err=True)
        sys.exit(_UNREADABLE)
    sys.exit(0)


def _misuse(error: click.ClickException) -> Message:
    """Return what click says of a misuse in one line; its own words are English."""
    said = " ".join(error.format_message().split()).rstrip(".")
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "profgraph"
    return Message(ru=f"команда не понята: {said}; см. {command} --help", en=f"{said}; see {command} --help")


def _said(settings: Settings, ru: str, en: str) -> str:
    return Message(ru=ru, en=en).in_language(settings.lang)


def _speak_utf8() -> None:
    """Make Cyrillic come through whatever the locale is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
