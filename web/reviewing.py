"""The process that reads and validates a document for the service: it may be killed, and nothing else is in it.

Standard input holds one line of JSON (what to call the document, how to validate it, how much it may use) and then
the bytes of the document; standard output gets the report as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ..errors import Message, SourceError
from ..loader.findings import review
from ..loader.intake import from_bytes
from ..loader.published import known_at
from ..ontology.terms import Minter
from ..queries.days import today
from ..settings import Settings, shacl_engine
from ..shapes.rendering.json import to_json
from ..shapes.report import FileReport
from ..shapes.validation import bundled_checks
from ..store.workers.confinement import cap_memory
from ..store.workers.niceness import QUERY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..loader.intake import Taken
    from ..loader.known import Known
    from ..shapes.validation import Checks

OUT_OF_MEMORY = 3
MOST_DOCUMENTS = 20
_TOO_MANY = Message(
    ru=f"в файле больше {MOST_DOCUMENTS} документов, здесь проверены первые; все — командой profgraph validate",
    en=f"the file holds over {MOST_DOCUMENTS} documents, and the first were validated; for all: profgraph validate",
)


@dataclass(frozen=True)
class Review:
    """What the process is told: the document's name, the base of IRIs, the store, the engine, and its limits."""

    name: str
    base: str
    store: str
    engine: str
    memory_bytes: int
    seconds: int

    def line(self) -> bytes:
        """Return it as the first line of the input."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main() -> None:
    """Report on the documents in standard input: one as a rule, several in an archive or an export."""
    wanted = Review(**json.loads(sys.stdin.buffer.readline()))
    os.nice(QUERY)
    cap_memory(wanted.memory_bytes)
    # Processor time too: a process that outlived its parent would still end.
    resource.setrlimit(resource.RLIMIT_CPU, (wanted.seconds, wanted.seconds))
    checks = bundled_checks(shacl_engine(wanted.engine))
    reports = list(_reports(sys.stdin.buffer.read(), wanted, checks))
    sys.stdout.buffer.write(to_json(reports).encode())


def _reports(data: bytes, wanted: Review, checks: Checks) -> Iterator[FileReport]:
    minter, known = Minter(wanted.base), known_at(Settings(wanted.store, wanted.base))
    for number, one in enumerate(from_bytes(data, wanted.name), start=1):
        if number > MOST_DOCUMENTS:
            yield FileReport(wanted.name, refusal=_TOO_MANY)
            return
        yield _report(one, minter, checks, known)


def _report(one: Taken, minter: Minter, checks: Checks, known: Known) -> FileReport:
    try:
        if one.error:
            raise one.error
        return review(one.data, one.name, minter, checks, known, today=today())
    except SourceError as error:
        return FileReport(one.name, refusal=error.message)


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
