"""Dumps: the files in which all data, and each edition, are there for download, and how one of them is made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import Message, UnknownNameError, excerpt
from ..store.protocol import CSV
from ..store.whole_file import whole_file
from .export import PACKED, export, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ..store.embedded import EmbeddedStore
    from .parameters import LoadedVersion

WHOLE = "profgraph"
DIGEST = ".sha256"


@dataclass(frozen=True)
class Form:
    """A format of dumps: how names of files end, the suffix it is exported by, its type and what people call it.

    `content` is the type of what is inside, where it is packed.
    """

    ending: str
    suffix: str
    media_type: str
    title: Message
    content: str = ""

    @property
    def is_packed(self) -> bool:
        """Tell whether its files are packed by gzip."""
        return self.ending.endswith(PACKED)


def _rdf(suffix: str, media_type: str, title: str) -> Form:
    return Form(suffix, suffix, media_type, Message(ru=title, en=title))


_PLAIN = (
    _rdf(".trig", "application/trig", "TriG"),
    _rdf(".nq", "application/n-quads", "N-Quads"),
    _rdf(".ttl", "text/turtle", "Turtle"),
    _rdf(".jsonld", "application/ld+json", "JSON-LD"),
)
_TABLES = (
    Form(
        ".csv.zip",
        ".zip",
        "application/zip",
        Message(ru="CSV с описанием (CSVW)", en="CSV, described (CSVW)"),
        content=CSV,
    ),
    Form(
        ".xlsx",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Message(ru="Excel", en="Excel"),
    ),
)
EDITION_FORMS = (*_PLAIN, *_TABLES)
# The whole is long: packed it has a tenth of the bytes.
WHOLE_FORMS = (
    *(
        form
        for plain in _PLAIN
        for form in (
            plain,
            Form(plain.ending + PACKED, plain.suffix, "application/gzip", plain.title, plain.media_type),
        )
    ),
    *_TABLES,
)


@dataclass(frozen=True)
class Dump:
    """A file of all data, or of one edition."""

    form: Form
    edition: LoadedVersion | None = None

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return f"{self.edition.name if self.edition else WHOLE}{self.form.ending}"


def dumps_of(editions: Iterable[LoadedVersion]) -> tuple[Dump, ...]:
    """Return all dumps of a store that holds these editions: first those of the whole."""
    return (
        *(Dump(form) for form in WHOLE_FORMS),
        *(Dump(form, edition) for edition in editions for form in EDITION_FORMS),
    )


def dump_called(name: str, editions: Iterable[LoadedVersion]) -> Dump:
    """Return the dump of this name; raise `UnknownNameError` when there is none."""
    known: Mapping[str, Dump] = {dump.name: dump for dump in dumps_of(editions)}
    if name in known:
        return known[name]
    said, endings = excerpt(name), " ".join(form.ending for form in EDITION_FORMS)
    raise UnknownNameError(
        ru=f"файла «{said}» нет; имена — {WHOLE} или редакция, 16.020@620n-2014-09-08, и окончание: {endings}",
        en=f"there is no file {said!r}; a name is {WHOLE} or an edition, 16.020@620n-2014-09-08, and one of: {endings}",
    )


def newest_called(name: str, editions: Iterable[LoadedVersion]) -> Dump | None:
    """Return the dump of the newest edition of the standard that the name has for an edition: `16.020.ttl`."""
    # The later of one standard replace the earlier: editions come by code and date.
    newest = {edition.code: edition for edition in editions}
    named = {f"{code}{form.ending}": Dump(form, newest[code]) for code in newest for form in EDITION_FORMS}
    return named.get(name)


def prepare(store: EmbeddedStore, dump: Dump, folder: Path) -> None:
    """Write the dump and its digest into the folder; the dump appears last, when all is whole."""
    with whole_file(folder / dump.name) as output:
        with packed(output, is_packed=dump.form.is_packed) as target:
            iri = dump.edition.iri if dump.edition else None
            export(store, dump.form.suffix, iri, target, lang="ru", scratch=folder)
        output.seek(0)
        digest = hashlib.file_digest(output, "sha256").hexdigest()
        with whole_file(folder / f"{dump.name}{DIGEST}") as line:
            line.write(f"{digest}  {dump.name}\n".encode())
