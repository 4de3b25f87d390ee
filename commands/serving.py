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

    from ..settings import Settings
    from ..store.writing.supervisor import WriterProcess


@click.command(help=text("Запустить сервис: SPARQL и страницы.", "Start the service: SPARQL and pages."))
@click.option("--host", default="127.0.0.1", show_default=True, help=text("Адрес.", "The address."))
@click.option("--port", default=8014, show_default=True, type=click.IntRange(1, 65535), help=text("Порт.", "The port."))
@click.pass_obj
def serve(settings: Settings, host: str, port: int) -> None:
    from ..loader.pipeline import fill_if_empty
    from ..web.serving import serve as serve_http

    with ExitStack() as held:
        if not settings.is_remote:
            if _may_be_written(settings.folder):
                held.enter_context(_writer_process(settings))
            fill_if_empty(settings)
        serve_http(replace(settings, host=host, port=port))


def _writer_process(settings: Settings) -> WriterProcess:
    from ..loader.gate import consequences
    from ..store.writing.process import Order
    from ..store.writing.supervisor import WriterProcess

    gate = partial(consequences, settings.shacl_engine)
    is_union = settings.default_graph == "union"
    return WriterProcess(Order(settings.folder, settings.base, gate, is_union=is_union))


def _may_be_written(folder: Path) -> bool:
    """Tell whether there can be a writer; a store on a disk that is read-only is served too."""
    return not folder.exists() or os.access(folder, os.W_OK)
