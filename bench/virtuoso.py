"""Virtuoso as Debian packs it (`virtuoso-opensource-7`), over the same triples in one graph, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox
from servers import free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Its default graph would be the union with the graphs of its own.
GRAPH = "http://localhost/bench"
_PROGRAM, _CONSOLE = "virtuoso-t", "isql-vt"
_SETTINGS = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 20000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
MaxKeepAlives = 10
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 100000
"""


def is_installed() -> bool:
    """Tell whether both of its programs are there."""
    return all(map(shutil.which, (_PROGRAM, _CONSOLE)))


@contextmanager
def virtuoso(store: Path, folder: Path) -> Iterator[int]:
    """Give the port of a Virtuoso over the triples of the store's newest snapshot."""
    folder.mkdir()
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(sql=sql, http=http, folder=folder), encoding="utf-8")
    triples = (quad.triple for quad in ox.Store.read_only(str(store / "current" / "engine")))
    ox.serialize(triples, str(folder / "all.nt"), ox.RdfFormat.N_TRIPLES)
    command = [_PROGRAM, "+configfile", str(settings), "+wait", "+foreground"]
    with running(command, http, "/sparql?query=ASK%7B%7D", dict(os.environ), folder):
        load = f"ttlp(file_to_string_output('{folder}/all.nt'), '', '{GRAPH}'); checkpoint;"
        console = [_CONSOLE, f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=stdout", f"EXEC={load}"]
        subprocess.run(console, check=True, stdout=subprocess.DEVNULL, timeout=300)  # noqa: S603  (our own command)
        yield http
