"""The command `profgraph`."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import click

from . import __version__
from .commands import (
    asking,
    checking,
    classifiers,
    comparing,
    concepts,
    copies,
    crosswalks,
    differing,
    graphs,
    keeping,
    loading,
    serving,
)
from .commands.wording import text
from .errors import Message, ProfGraphError, unwritten
from .settings import default_graph, from_environment, language, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNREADABLE = 2


@click.group(
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=text("Профессиональные стандарты как граф знаний.", "Professional standards as a knowledge graph."),
)
@click.version_option(__version__, prog_name="profgraph")
@click.option(
    "--store",
    metavar=text("ПАПКА|АДРЕС", "FOLDER|ADDRESS"),
    help=text(
        "Хранилище: папка или адрес SPARQL-сервиса (PROFGRAPH_STORE).",
        "The store: a folder, or the address of a SPARQL endpoint (PROFGRAPH_STORE).",
    ),
)
@click.option("--lang", type=click.Choice(["ru", "en"]), help=text("Язык сообщений.", "Language of messages."))
@click.option(
    "--default-graph",
    "mode",
    type=click.Choice(["union", "strict"]),
    help=text(
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
        is_store_named=bool(store) or settings.is_store_named,
        lang=language(lang) if lang else settings.lang,
        default_graph=default_graph(mode or settings.default_graph),
    )


for command in (
    loading.load,
    keeping.list_,
    keeping.stats,
    keeping.remove,
    checking.validate,
    checking.explain,
    comparing.compare_sources,
    asking.query,
    asking.export,
    differing.diff,
    classifiers.classifiers,
    crosswalks.crosswalks,
    graphs.graph,
    concepts.concepts,
    copies.backup,
    copies.restore,
    serving.serve,
):
    cli.add_command(command)


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


def _speak_utf8() -> None:
    """Make Cyrillic come through whatever the locale is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
