"""The process that reads the pages of one PDF: it may be killed, for a PDF can ask for any time and memory.

Standard input holds one line of JSON (the limits) and then the bytes of the PDF; standard output gets JSON: the
pages, or why there are none.
"""

from __future__ import annotations

import io
import json
import logging
import os
import resource
import sys
from typing import TYPE_CHECKING

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ....store.workers.confinement import cap_memory
from .boxes import boxes_of
from .paragraphs import text_paragraphs
from .pieces import TextPiece, to_json
from .running import running_lines
from .strips import band, rows_of, strips
from .words import words_of

if TYPE_CHECKING:
    from .geometry import Box, Line, Word
    from .pieces import Page, Piece

# What is raised on a damaged PDF depends on where the damage is.
_OF_DAMAGE = (
    *(MalformedPDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(ArithmeticError, OSError),
)


def extracted(data: bytes, most_pages: int) -> dict[str, object]:
    """Return the pages of a PDF for JSON, or the name of the reason why they cannot be had."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > most_pages:
                return {"refused": "long"}
            read = []
            for page in pdf.pages:
                read.append((words_of(page), boxes_of(page)))
                page.close()
    except PdfminerException as error:
        # pdfplumber puts whatever went wrong into an exception of its own.
        causes = [*error.args, error.__context__]
        if any(isinstance(one, MemoryError | RecursionError) for one in causes):
            raise MemoryError from error
        is_locked = any(isinstance(one, PDFPasswordIncorrect) for one in causes)
        return {"refused": "password" if is_locked else "broken"}
    except _OF_DAMAGE:
        return {"refused": "broken"}
    if not any(words for words, _ in read):
        return {"refused": "no text"}
    running = running_lines([words for words, _ in read])
    return {"pages": to_json([_page(*one, lines) for one, lines in zip(read, running, strict=True)])}


def _page(words: list[Word], boxes: list[Box], running: list[Line]) -> Page:
    """Return what a page holds, from top to bottom; running lines come first."""
    repeated = {word for line in running for word in line.words}
    rest = [word for word in words if word not in repeated]
    placed: list[tuple[float, Piece]] = []
    for strip in strips(boxes):
        top, bottom = band(strip)
        own = [word for word in rest if top <= word.middle <= bottom]
        rest = [word for word in rest if word not in own]
        placed += rows_of(strip, own)
    placed += [(top, TextPiece(lines)) for top, lines in text_paragraphs(rest)]
    placed.sort(key=lambda one: one[0])
    return (*(TextPiece((line.text,), is_running=True) for line in running), *(piece for _, piece in placed))


def main() -> None:
    """Write the pages of the PDF in standard input."""
    limits = json.loads(sys.stdin.buffer.readline())
    cap_memory(limits["memory_bytes"])
    _lower_seconds(limits["seconds"])
    # pdfminer logs what it forgives; what it does not is told by the result.
    logging.disable()
    sys.stdout.write(json.dumps(extracted(sys.stdin.buffer.read(), limits["pages"])))


def _lower_seconds(most: int) -> None:
    """Lower the limit of processor time; who started this process may have a lower one, which cannot be raised."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (least, least))


if __name__ == "__main__":
    try:
        main()
    except (MemoryError, RecursionError):
        sys.exit(os.EX_TEMPFAIL)
