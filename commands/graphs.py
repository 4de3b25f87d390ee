"""The commands on graphs of others: add, list, show, remove."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import SourceError
from .outputs import table_format
from .wording import said, text

if TYPE_CHECKING:
    from ..loader.foreign.adding import Added, Given
    from ..ontology.terms import Minter
    from ..settings import Settings

_ADD = "graph add"  # the purpose of the write, in the log


@click.group(help=text("Чужие графы рядом со стандартами.", "Graphs of others beside the standards."))
def graph() -> None:
    pass


@graph.command(
    help=text(
        "Добавить чужой граф (Turtle, N-Triples, RDF/XML, JSON-LD, также .gz) из файла или с адреса: saro saro.ttl.",
        "Add a graph of others (Turtle, N-Triples, RDF/XML, JSON-LD, also .gz) by file or address: saro saro.ttl.",
    )
)
@click.argument("name")
@click.argument("source", metavar=text("ФАЙЛ|АДРЕС", "FILE|URL"))
@click.option(
    "--mapping",
    "mapping_file",
    metavar=text("ФАЙЛ", "FILE"),
    type=click.Path(path_type=Path),
    help=text(
        "Соответствия чужого и нашего: Turtle (owl:equivalentClass, skos:exactMatch …) или SSSOM TSV.",
        "Alignments between theirs and ours: Turtle (owl:equivalentClass, skos:exactMatch …) or SSSOM TSV.",
    ),
)
@click.pass_obj
def add(settings: Settings, name: str, source: str, mapping_file: Path | None) -> None:
    from ..loader.foreign.adding import add_graph, refuse_name
    from ..loader.foreign.mapping import read_mapping
    from ..ontology.terms import Minter
    from ..store.folder import base_of
    from ..store.writing.opening import open_writer

    refuse_name(name)
    # Read before the store is opened: what is refused leaves no trace.
    minter = Minter(base_of(settings.folder, settings.base))
    mapping = read_mapping(mapping_file, minter) if mapping_file else None
    given = _read(settings, name, source, minter)
    with open_writer(settings.folder, base=settings.base, purpose=_ADD) as writer:
        done = add_graph(writer, name, given, mapping)
        writer.publish()
    for line in _told(settings, name, given, done):
        click.echo(line)


@graph.command("list", help=text("Показать чужие графы хранилища.", "Show the graphs of others in the store."))
@table_format
@click.pass_obj
def list_(settings: Settings, form: str) -> None:
    from ..queries.foreign_graphs import GRAPH_COLUMNS, foreign_graphs
    from ..queries.terminal import listed
    from ..store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        click.echo(listed(foreign_graphs(store), GRAPH_COLUMNS, settings.lang, form), nl=False)


@graph.command(
    help=text(
        "Показать, откуда граф, когда добавлен и чему соответствует: saro.",
        "Show from where a graph is, when it was added and what it is aligned with: saro.",
    )
)
@click.argument("name")
@table_format
@click.pass_obj
def show(settings: Settings, name: str, form: str) -> None:
    from ..queries.foreign_graphs import FACT_COLUMNS, foreign_graph_facts
    from ..queries.terminal import listed
    from ..store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        table = foreign_graph_facts(store, name, settings.lang, _added(settings, name))
        click.echo(listed(table, FACT_COLUMNS, settings.lang, form), nl=False)


@graph.command(
    help=text(
        "Убрать чужой граф со всем, что из него выведено: saro.",
        "Remove a graph of others with all that follows from it: saro.",
    )
)
@click.argument("name")
@click.pass_obj
def remove(settings: Settings, name: str) -> None:
    from ..loader.foreign.adding import refuse_name, remove_graph
    from ..store.writing.opening import open_writer

    refuse_name(name)
    with open_writer(settings.folder, base=settings.base, purpose="graph remove") as writer:
        triples = remove_graph(writer, name)
        writer.publish()
    click.echo(
        said(settings, f"{name}: граф убран, троек: {triples}", f"{name}: the graph was removed, triples: {triples}")
    )


def _read(settings: Settings, name: str, source: str, minter: Minter) -> Given:
    from ..loader.foreign.adding import read_graph
    from .fetching import fetched, is_address

    most = settings.upload_bytes
    if is_address(source):
        raw = fetched(source, settings.sources, most)
        return read_graph(raw, name, source, minter, most=most, address=source)
    path = Path(source)
    try:
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except OSError as error:
        raise SourceError(
            ru=f"{path}: не открывается ({error.strerror}); проверьте имя и права",
            en=f"{path}: cannot be opened ({error.strerror}); check the name and the permissions",
        ) from error
    return read_graph(raw, name, path.name, minter, most=most)


def _added(settings: Settings, name: str) -> str | None:
    """Return when the graph was added, which the log of a folder tells."""
    from ..ontology.terms import Minter
    from ..store.audit_reading import last_written
    from ..store.folder import Folder, base_of

    if settings.is_remote:
        return None
    iri = Minter(base_of(settings.folder, settings.base)).foreign(name)
    return last_written(Folder(settings.folder).audit, str(iri), _ADD)


def _told(settings: Settings, name: str, given: Given, done: Added) -> list[str]:
    new = ("добавлен", "added") if done.changed else ("без изменений", "unchanged")
    lines = [
        said(
            settings,
            f"{given.origin.file}: граф {name} {new[0]}: троек {done.triples}, узлов без IRI названо "
            f"{done.blank_nodes}, соответствий {done.alignments}, выведено троек {done.inferred}",
            f"{given.origin.file}: graph {name} {new[1]}: triples {done.triples}, blank nodes named "
            f"{done.blank_nodes}, alignments {done.alignments}, triples inferred {done.inferred}",
        )
    ]
    for held, number in done.repeats.items():
        lines.append(
            said(
                settings,
                f"  троек, которые уже есть в <{held}> и второй раз не записаны: {number}",
                f"  triples that <{held}> holds already, not stored twice: {number}",
            )
        )
    if done.others:
        lines.append(
            said(
                settings,
                f"  в файле соответствий других троек, не записаны: {done.others}",
                f"  other triples in the mapping file, not stored: {done.others}",
            )
        )
    return lines
