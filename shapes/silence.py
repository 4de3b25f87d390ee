"""Keeps libraries from writing to standard error what the error or the report says anyway."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# rdflib logs a traceback for every literal that its datatype does not allow, pySHACL every shape that it gives up.
_LOGGERS = ("rdflib.term", "pyshacl-validate")


@contextmanager
def without_remarks() -> Iterator[None]:
    """Drop warnings and remarks of the libraries while shapes are read, judged and run."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [one.disabled for one in loggers]
    for one in loggers:
        one.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for one, was in zip(loggers, before, strict=True):
            one.disabled = was
