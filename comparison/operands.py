"""What a person compares: an edition of the store, by its name or IRI, or a file that need not be loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UnknownNameError, UsageError, excerpt
from ..loader.building import build
from ..loader.files import as_typed
from ..loader.intake import taken
from ..ontology.terms import Minter
from ..queries.parameters import is_iri, is_standard_name, resolve_standard
from ..store.protocol import table_of
from .reading import PREDICATES, edition_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rdflib import URIRef

    from ..loader.files import File
    from ..loader.intake import Taken
    from ..store.protocol import Store
    from .edition import Edition

# The graph of the document alone: what is inferred follows from it. Its places, and labels of all else, are many.
_STATED = """
SELECT ?subject ?predicate ?object
WHERE {
  VALUES ?version { %s }
  GRAPH ?graph { ?version a ps:StandardVersion }
  VALUES ?predicate { %s }
  GRAPH ?graph { ?subject ?predicate ?object }
  FILTER(?object != ps:SourceFragment && (?predicate != rdfs:label || ?subject = ?version))
}
"""


def loaded(store: Store, name: str) -> Edition:
    """Return the edition that a name means; a bare code means the newest. Raise as `resolve_standard`."""
    return _stated(store, resolve_standard(store, name))


def named(name: str, store: Callable[[], Store], base: str) -> Edition:
    """Return the edition behind an operand of a command: a name of one in the store, or else a file.

    Raise `UsageError` for what is neither, `SourceError` or `RefusedError` for a file that is no standard.
    """
    file = as_typed(Path(name))
    path = Path(str(file.path))
    if path.exists() and not path.is_dir():
        return _read(file, base)
    if path.is_dir():
        raise UsageError(
            ru=f"{excerpt(name)}: это папка, а сравнивается один документ; назовите файл",
            en=f"{excerpt(name)}: this is a folder, and one document is compared; name a file",
        )
    if is_iri(name) or is_standard_name(name):
        return loaded(store(), name)
    raise UnknownNameError(
        ru=f"{excerpt(name)}: нет ни такого файла, ни такой редакции; пример редакции: 16.020@620n-2014-09-08",
        en=f"{excerpt(name)}: there is no such file and no such edition; an edition is 16.020@620n-2014-09-08",
    )


def _stated(store: Store, version: URIRef) -> Edition:
    query = _STATED % (version.n3(), " ".join(one.n3() for one in PREDICATES))
    rows = table_of(store.query(query)).rows
    return edition_of(((s, p, o) for s, p, o in rows if s is not None and p is not None and o is not None), version)


def _read(file: File, base: str) -> Edition:
    """Return the edition in a file, read as it would be loaded."""
    one = _only(list(taken(file)), file.name)
    if one.error:
        raise one.error
    built = build(one.data, one.name, Minter(base), draft=True)
    return edition_of(built.graphs.triples["asserted"], built.graphs.version)


def _only(documents: Sequence[Taken], name: str) -> Taken:
    if len(documents) == 1:
        return documents[0]
    raise UsageError(
        ru=f"{name}: документов в файле {len(documents)}, а сравнивается один; выньте нужный в отдельный файл",
        en=f"{name}: the file holds {len(documents)} documents, one is compared; take it out into a file of its own",
    )
