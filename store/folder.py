"""The store folder: what lies where in it, and the base of the IRIs that it was created with."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import StoreError, UsageError
from ..settings import BASE
from .convert import to_ox_iri

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1


@dataclass(frozen=True)
class Folder:
    """Paths of a store folder; see `snapshots` for how its parts change."""

    path: Path

    @property
    def live(self) -> Path:
        """Return the engine's folder that only the writer opens."""
        return self.path / "live"

    @property
    def snapshots(self) -> Path:
        """Return the folder of the snapshots that readers open."""
        return self.path / "snapshots"

    @property
    def dumps(self) -> Path:
        """Return the folder of the files that were made of snapshots, a folder for each."""
        return self.path / "dumps"

    @cached_property
    def current(self) -> Path:
        """Return the link to the newest snapshot."""
        return self.path / "current"

    @property
    def description(self) -> Path:
        """Return the file that says what the folder is."""
        return self.path / "store.json"

    @property
    def writer_lock(self) -> Path:
        """Return the file that the writer locks and leaves its process id in."""
        return self.path / "writer.lock"

    @property
    def server(self) -> Path:
        """Return the file that says where the writer process of a server listens."""
        return self.path / "server.json"

    @property
    def audit(self) -> Path:
        """Return the log of all writes."""
        return self.path / "audit.jsonl"

    @property
    def trial(self) -> Path:
        """Return the copy on which an update is tried."""
        return self.path / "trial"

    @property
    def adding(self) -> Path:
        """Return the note of the graphs that are being added."""
        return self.path / "adding.json"

    @property
    def running(self) -> Path:
        """Return the folder of the names of running queries that may be called off."""
        return self.path / "running"

    def base(self) -> str:
        """Return the base of the IRIs in the store; raise `StoreError` when the folder does not say it."""
        return self._described()[0]

    @property
    def is_bare(self) -> bool:
        """Tell whether the store is made for data of any kind, without the graphs that come with the program."""
        return self.description.exists() and self._described()[1]

    def settle_base(self, wanted: str | None, *, bare: bool = False) -> str:
        """Return the base, fixed now if the folder is new; raise `StoreError` when it is another, or not bare."""
        if not self.description.exists():
            self._describe(usable_base(wanted or BASE), bare=bare)
        base, is_bare = self._described()
        if bare and not is_bare:
            raise self._not_bare()
        if wanted is None or wanted == base:
            return base
        raise StoreError(
            ru=f"{self.path}: IRI этого хранилища начинаются с {base}, не с {wanted}; выберите другую папку",
            en=f"{self.path}: the IRIs of this store begin with {base}, not {wanted}; name another folder",
        )

    def refuse_foreign(self) -> None:
        """Raise `StoreError` when the folder holds something, but no store."""
        if not self.description.exists() and self._is_foreign():
            raise self._not_a_store()

    def nothing_loaded(self) -> StoreError:
        """Return the error for a store that nobody has written to yet."""
        return StoreError(
            ru=f"{self.path}: здесь ещё ничего не загружено; выполните `profgraph load`",
            en=f"{self.path}: nothing is loaded here yet; run `profgraph load`",
        )

    def _is_foreign(self) -> bool:
        # These two may be left by a writer that was killed while it made the folder.
        ours = {self._new_description.name, self.writer_lock.name}
        return self.path.exists() and any(entry.name not in ours for entry in self.path.iterdir())

    def _described(self) -> tuple[str, bool]:
        try:
            described = json.loads(self.description.read_bytes())
            form, base, bare = described["format"], described["base"], described.get("bare", False)
        except FileNotFoundError:
            raise self._not_a_store() if self._is_foreign() else self.nothing_loaded() from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise _damaged(self.description) from error
        if form != FORMAT or not isinstance(base, str) or not isinstance(bare, bool):
            raise _damaged(self.description)
        return base, bare

    def _describe(self, base: str, *, bare: bool) -> None:
        described = {"format": FORMAT, "base": base} | ({"bare": True} if bare else {})
        self._new_description.write_text(json.dumps(described), encoding="utf-8")
        self._new_description.replace(self.description)

    @property
    def _new_description(self) -> Path:
        return self.path / "store.json.new"

    def _not_bare(self) -> StoreError:
        return StoreError(
            ru=f"{self.path}: в этом хранилище есть графы программы; для --bare укажите новую папку: --store ПАПКА",
            en=f"{self.path}: this store holds graphs of the program; for --bare name a new folder: --store FOLDER",
        )

    def _not_a_store(self) -> StoreError:
        return StoreError(
            ru=f"{self.path}: это не хранилище ProfGraph; укажите пустую или новую папку: --store ПАПКА",
            en=f"{self.path}: not a ProfGraph store; name an empty or a new folder: --store FOLDER",
        )


def usable_base(base: str) -> str:
    """Return the base of IRIs in its normal form; raise `UsageError` where it cannot be one."""
    if base.startswith(("http://", "https://")) and base.endswith("/"):
        with suppress(UsageError):
            return to_ox_iri(base).value
    raise UsageError(
        ru=f"PROFGRAPH_BASE: «{base}» не подходит; нужен адрес http(s) с косой чертой в конце",
        en=f"PROFGRAPH_BASE: {base!r} does not fit; it must be an http(s) address that ends with a slash",
    )


def base_of(path: Path, wished: str | None) -> str:
    """Return the base of the IRIs in a store, or the one that it would have where there is none yet."""
    folder = Folder(path)
    return folder.base() if folder.description.exists() else usable_base(wished or BASE)


def _damaged(path: Path) -> StoreError:
    return StoreError(
        ru=f"{path}: файл повреждён или записан другой версией ProfGraph; восстановите его из копии",
        en=f"{path}: damaged, or written by another release of ProfGraph; restore it from a backup",
    )
