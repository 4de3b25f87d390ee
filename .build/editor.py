"""The editor of the page of queries: YASGUI as npm has it, at the pinned version, checked by its hash."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_HERE = Path(__file__).resolve().parent
PLACE = _HERE.parent / "web" / "static" / "yasgui"
_SEAL = "integrity.txt"  # beside the files: which package they are of
_SECONDS = 120
# A machine without a network hears so within seconds.
_NPM = ("npm", "pack", "--silent", "--ignore-scripts", "--fetch-retries=1", "--fetch-retry-mintimeout=1000")


@dataclass(frozen=True)
class Pin:
    """A package of npm: its version, the only hash that it may have, and which of its files are taken."""

    package: str
    version: str
    integrity: str
    files: tuple[str, ...]


class MissingEditorError(Exception):
    """The editor cannot be had; the message says why."""


def pinned() -> Pin:
    """Return the package that this release is made with."""
    said = tomllib.loads((_HERE / "editor.toml").read_text(encoding="utf-8"))
    return Pin(said["package"], said["version"], said["integrity"], tuple(said["files"]))


def provide(pin: Pin, place: Path) -> None:
    """Put the files of the package there, unless they are; raise `MissingEditorError` where they cannot be had."""
    seal = place / _SEAL
    if seal.is_file() and seal.read_text(encoding="utf-8") == pin.integrity:
        return
    with TemporaryDirectory() as folder:
        archive = _packed(pin, Path(folder))
        verify(archive, pin)
        unpack(archive, pin, place)
    seal.write_text(pin.integrity, encoding="utf-8")
    # As old as the files, so that equal sources make an equal wheel.
    shutil.copystat(place / Path(pin.files[0]).name, seal)


def verify(archive: Path, pin: Pin) -> None:
    """Raise `MissingEditorError` where the archive is not the one that is pinned."""
    found = "sha512-" + b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != pin.integrity:
        raise MissingEditorError(f"{pin.package}@{pin.version} has the hash {found}, not {pin.integrity}")


def unpack(archive: Path, pin: Pin, place: Path) -> None:
    """Put the files that are taken, and no others, into a folder of their own, as old as they say they are."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    with tarfile.open(archive) as opened:
        for name in pin.files:
            member = opened.getmember(name)
            content = opened.extractfile(member)
            if content is None:
                raise MissingEditorError(f"{pin.package}@{pin.version}: {name} is no file")
            path = place / Path(name).name
            path.write_bytes(content.read())
            os.utime(path, (member.mtime, member.mtime))


def _packed(pin: Pin, folder: Path) -> Path:
    command = [*_NPM, "--pack-destination", str(folder), f"{pin.package}@{pin.version}"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603  (npm)
    except FileNotFoundError:
        raise MissingEditorError("npm is not installed") from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise MissingEditorError(f"npm cannot fetch {pin.package}@{pin.version}: is there a network?") from None
    return next(folder.glob("*.tgz"))


if __name__ == "__main__":
    try:
        provide(pinned(), PLACE)
    except MissingEditorError as error:
        sys.exit(f"no query editor: {error}")
