"""The process that reads and validates one document for the service: it may be killed, and nothing else is in it.

Standard input holds one line of JSON (what to call the document, how to validate it, how much it may use) and then
the bytes of the document; standard output gets the report as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict, dataclass

from ..errors import SourceError
from ..loader.findings import review
from ..ontology.terms import Minter
from ..settings import shacl_engine
from ..shapes.rendering.json import to_json
from ..shapes.report import FileReport
from ..shapes.validation import bundled_checks

OUT_OF_MEMORY = 3


@dataclass(frozen=True)
class Review:
    """What the process is told: the document's name, the base of IRIs, the engine, and its limits."""

    name: str
    base: str
    engine: str
    memory_bytes: int
    seconds: int

    def line(self) -> bytes:
        """Return it as the first line of the input."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main() -> None:
    """Report on the document in standard input."""
    wanted = Review(**json.loads(sys.stdin.buffer.readline()))
    # Processor time too: a process that outlived its parent would still end.
    resource.setrlimit(resource.RLIMIT_AS, (wanted.memory_bytes, wanted.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (wanted.seconds, wanted.seconds))
    checks = bundled_checks(shacl_engine(wanted.engine))
    try:
        report = review(sys.stdin.buffer.read(), wanted.name, Minter(wanted.base), checks)
    except SourceError as error:
        report = FileReport(wanted.name, refusal=error.message)
    sys.stdout.buffer.write(to_json([report]).encode())


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
