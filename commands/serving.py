"""The command that starts the service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from .wording import text

if TYPE_CHECKING:
    from ..settings import Settings


@click.command(help=text("Запустить сервис: SPARQL и страницы.", "Start the service: SPARQL and pages."))
@click.option("--host", default="127.0.0.1", show_default=True, help=text("Адрес.", "The address."))
@click.option("--port", default=8014, show_default=True, type=click.IntRange(1, 65535), help=text("Порт.", "The port."))
@click.pass_obj
def serve(settings: Settings, host: str, port: int) -> None:
    from ..loader.pipeline import fill_if_empty
    from ..web.serving import serve as serve_http

    if not settings.is_remote:
        fill_if_empty(settings)
    serve_http(replace(settings, host=host, port=port))
