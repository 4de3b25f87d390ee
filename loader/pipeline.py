"""From files to the store: each file is read, recognised, built, checked and committed, or refused alone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING

from ..errors import ProfGraphError, RefusedError, SourceError, StoreError
from ..ontology.resources import classifier_items
from ..ontology.terms import PROV, PS
from ..shapes.validation import integrity_violations
from ..store.embedded import EmbeddedStore
from ..store.writer import Writer
from .classification import Classification
from .diagnostic_rules import Severity
from .diagnostics import diagnose
from .editions import hint, identified, is_of_unknown_order, other_readings, replacing
from .graph.version import version_iri
from .recognition.recogniser import in_document_order, recognise
from .sources.text import read_text
from .versions import replacement, version_graphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from rdflib import URIRef

    from ..errors import Message
    from ..settings import Settings
    from .diagnostics import Diagnostic
    from .model import Standard
    from .versions import VersionGraphs

SUFFIXES = frozenset({".txt", ".md"})


@dataclass(frozen=True)
class Built:
    """A standard that was read, with its graphs and all that was found in it."""

    standard: Standard
    diagnostics: tuple[Diagnostic, ...]
    graphs: VersionGraphs


@dataclass(frozen=True)
class Loaded:
    """A file whose version is in the store; `changed` tells whether the store is another now."""

    name: str
    built: Built
    changed: bool
    hints: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A file that is not in the store, and why."""

    name: str
    error: ProfGraphError


def bundled() -> Traversable:
    """Return the source text of the standard that comes with the package."""
    return files("profgraph") / "data" / "16.020-620n-2014.txt"


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that `paths` name, folders searched for texts, in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
        else:
            yield path


def load(
    paths: Iterable[Path | Traversable], writer: Writer, *, strict: bool = False, version: str | None = None
) -> Iterator[Loaded | Refused]:
    """Yield what became of each file; every accepted one is a transaction of its own.

    `strict` refuses a document with warnings; `version` names the edition that a document is a reading of.
    """
    read: dict[URIRef, Built] = {}
    for path in paths:
        try:
            built = build(_read(path), path.name, writer, version=version)
            _refuse_another_text(path.name, built, read.setdefault(built.graphs.version, built))
            if strict:
                _refuse_warnings(built, path.name)
                _refuse_replacing(built, path.name, writer)
            yield _committed(path.name, built, writer, join=version is not None)
        except ProfGraphError as error:
            yield Refused(path.name, error)


def _committed(name: str, built: Built, writer: Writer, *, join: bool) -> Loaded:
    """Commit the version; with `join`, its readings of unknown order give way to it in the same transaction."""
    version = built.graphs.version
    others = other_readings(writer, version, built.graphs.triples["asserted"])
    given_up = tuple(filter(is_of_unknown_order, others)) if join else ()
    _refuse_the_same_file(built, name, writer, given_up)
    hints = [hint(version, others)] if not join else []
    hints.append(replacing(writer, version, built.standard.source.sha256))
    changed = writer.apply(replacement(writer, built.graphs, instead_of=given_up))
    return Loaded(name, built, changed, tuple(one for one in hints if one))


def _refuse_another_text(name: str, built: Built, first: Built) -> None:
    """Raise `RefusedError` where two files of one run are different texts of one edition: neither is the right one."""
    if built.standard.source.sha256 == first.standard.source.sha256:
        return
    other = first.standard.source.name
    raise RefusedError(
        ru=f"{name}: та же редакция, но другой текст, чем в {other}; загружайте только один из них",
        en=f"{name}: the same edition as {other}, but another text; load only one of them",
    )


def _refuse_replacing(built: Built, name: str, writer: Writer) -> None:
    told = replacing(writer, built.graphs.version, built.standard.source.sha256)
    if told:
        raise RefusedError(ru=f"{name}: --strict: {told.ru}", en=f"{name}: --strict: {told.en}")


def _refuse_the_same_file(built: Built, name: str, writer: Writer, given_up: tuple[URIRef, ...]) -> None:
    """Raise `RefusedError` where another edition was read from the same file: one text is one edition."""
    source = writer.minter.source(built.standard.source.sha256)
    for owner, _, _, _ in writer.triples(None, PROV.wasDerivedFrom, source):
        if owner == built.graphs.version or owner in given_up:
            continue
        told = "@".join(owner.rsplit("/", 2)[-2:])
        raise RefusedError(
            ru=f"{name}: этот файл уже загружен как {told}; сначала уберите её: profgraph remove {told}",
            en=f"{name}: this file is loaded already as {told}; remove that first: profgraph remove {told}",
        )


def fill_if_empty(settings: Settings) -> None:
    """Load the bundled standard into a store that holds no standard; a store that holds one is only read."""
    with suppress(StoreError), EmbeddedStore(settings.folder) as store:
        if store.query("ASK { ?version ps:isVersionOf ?work }"):
            return
    with Writer.open(settings.folder, base=settings.base) as writer:
        for result in load([bundled()], writer):
            if isinstance(result, Refused):
                raise result.error
        writer.publish()


def build(data: bytes, name: str, writer: Writer, *, version: str | None = None) -> Built:
    """Return the standard in `data` with its graphs; raise `SourceError` or `RefusedError`."""
    recognised = recognise(read_text(data, name))
    standard = _named_alike(identified(recognised.standard, version, name, writer.minter), writer)
    classification = Classification(classifier_items(writer.minter), standard.order.date)
    iri = version_iri(standard, writer.minter)
    if version and is_of_unknown_order(iri):
        iri = writer.minter.version_named(standard.code, version)
    diagnostics = in_document_order(
        [
            *recognised.diagnostics,
            *classification.diagnostics(standard),
            *_unknown_order(recognised.standard, iri, version),
        ]
    )
    graphs = version_graphs(standard, iri, diagnostics, writer.minter, classification)
    refuse_violations(graphs, name)
    return Built(standard, diagnostics, graphs)


def _read(path: Path | Traversable) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(
            ru=f"{path}: файл не читается ({reason}); проверьте имя и права",
            en=f"{path}: the file cannot be read ({reason}); check its name and permissions",
        ) from error


def _named_alike(standard: Standard, writer: Writer) -> Standard:
    """Return the standard with the smallest of the names under which the same bytes were loaded."""
    source = writer.minter.source(standard.source.sha256)
    names = [standard.source.name, *(str(name) for _, _, name, _ in writer.triples(source, PS.fileName, None))]
    return replace(standard, source=replace(standard.source, name=min(names)))


def _unknown_order(standard: Standard, iri: URIRef, given: str | None) -> list[Diagnostic]:
    if standard.order.number and standard.order.date:
        return []
    return [diagnose("order-given" if given else "order-unknown", None, version=iri.rpartition("/")[2])]


def refuse_violations(graphs: VersionGraphs, name: str) -> None:
    """Raise `RefusedError` where the graph of a version would be wrong: the integrity shapes say so."""
    violations = integrity_violations(graphs.triples["asserted"] | graphs.triples["inferred"])
    if not violations:
        return
    first, more = violations[0], len(violations) - 1
    node = first.focus.removeprefix(f"{graphs.version}/")
    raise RefusedError(
        ru=f"{name}: {node}: {first.message.ru} ({first.shape}; ещё нарушений: {more}); исправьте документ",
        en=f"{name}: {node}: {first.message.en} ({first.shape}; {more} more violations); mend the document",
    )


def _refuse_warnings(built: Built, name: str) -> None:
    warnings = [finding for finding in built.diagnostics if finding.severity == Severity.WARNING]
    if not warnings:
        return
    first, more = warnings[0], len(warnings) - 1
    line = first.place.first if first.place else None
    raise RefusedError(
        ru=f"{name}{f', строка {line}' if line else ''}: --strict: {first.message.ru}"
        + (f" (и ещё предупреждений: {more})" if more else ""),
        en=f"{name}{f', line {line}' if line else ''}: --strict: {first.message.en}"
        + (f" (and {more} more warnings)" if more else ""),
    )
