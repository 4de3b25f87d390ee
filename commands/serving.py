"""The command that starts the service."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from .wording import text

if TYPE_CHECKING:
    from pathlib import Path

    from ..settings import DefaultGraph, Settings
    from ..store.writing.supervisor import WriterProcess


@click.command(help=text("Запустить сервис: SPARQL и страницы.", "Start the service: SPARQL and pages."))
@click.option("--host", default="127.0.0.1", show_default=True, help=text("Адрес.", "The address."))
@click.option("--port", default=8014, show_default=True, type=click.IntRange(1, 65535), help=text("Порт.", "The port."))
@click.option(
    "--workers",
    type=click.IntRange(1, 1000),
    help=text(
        "Сколько запросов выполнять сразу (обычно — по числу ядер); одно место всегда для быстрых.",
        "How many queries run at once (usually one a core); one place is kept for quick ones.",
    ),
)
@click.option(
    "--processes",
    type=click.IntRange(1, 100),
    help=text(
        "Сколько процессов отвечает на запросы по HTTP (обычно — на один меньше, чем ядер, от 1 до 4).",
        "How many processes answer HTTP requests (usually one less than cores, from 1 to 4).",
    ),
)
@click.option(
    "--default-graph",
    "mode",
    type=click.Choice(["union", "strict"]),
    help=text(
        "Граф по умолчанию: объединение всех или строго по стандарту (PROFGRAPH_DEFAULT_GRAPH).",
        "The default graph: the union of all graphs, or strictly as SPARQL has it (PROFGRAPH_DEFAULT_GRAPH).",
    ),
)
@click.option(
    "--bare",
    is_flag=True,
    help=text(
        "Новое хранилище для любых данных, без графов программы.",
        "A new store for data of any kind, without the graphs of the program.",
    ),
)
@click.pass_obj
def serve(
    settings: Settings,
    host: str,
    port: int,
    workers: int | None,
    processes: int | None,
    mode: DefaultGraph | None,
    *,
    bare: bool,
) -> None:
    from ..loader.pipeline import fill_if_empty
    from ..store.folder import Folder
    from ..web.serving import serve as serve_http

    mode, workers = mode or settings.default_graph, workers or settings.workers
    processes = processes or settings.processes
    wanted = replace(settings, host=host, port=port, default_graph=mode, workers=workers, processes=processes)
    with ExitStack() as held:
        # For a bare store at an address `folder` says that it cannot be.
        if bare or not wanted.is_remote:
            if _may_be_written(wanted.folder):
                held.enter_context(_writer_process(wanted, bare=bare))
            if not Folder(wanted.folder).is_bare:
                fill_if_empty(wanted)
        serve_http(wanted)


def _writer_process(settings: Settings, *, bare: bool) -> WriterProcess:
    from ..loader.gate import consequences
    from ..store.writing.process import Order
    from ..store.writing.supervisor import WriterProcess

    gate = partial(consequences, settings.shacl_engine)
    is_union = settings.default_graph == "union"
    order = Order(settings.folder, settings.base, gate, is_union=is_union, bare=bare, services=settings.services)
    return WriterProcess(order)


def _may_be_written(folder: Path) -> bool:
    """Tell whether there can be a writer; a store on a disk that is read-only is served too."""
    return not folder.exists() or os.access(folder, os.W_OK)
