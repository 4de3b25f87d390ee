"""The build takes the query editor: only the pinned package, only its files; without npm it says so and goes on."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from base64 import b64encode
from dataclasses import replace
from hashlib import sha512
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent
FILES = {"package/build/a.js": b"let a;", "package/build/a.css": b"a {}", "package/build/a.js.map": b"{}"}
NEEDS = "PROFGRAPH_NEEDS_EDITOR"
OLD = 499162500  # as npm dates what it packs


@pytest.fixture(scope="module")
def editor() -> ModuleType:
    spec = spec_from_file_location("editor", ROOT / ".build" / "editor.py")
    assert spec
    assert spec.loader
    module = sys.modules["editor"] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a package of npm as it is sent."""
    path = tmp_path / "a-1.0.0.tgz"
    with tarfile.open(path, "w:gz") as opened:
        for name, content in FILES.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), OLD
            opened.addfile(member, io.BytesIO(content))
    return path


def pin_of(editor: ModuleType, archive: Path) -> object:
    integrity = "sha512-" + b64encode(sha512(archive.read_bytes()).digest()).decode()
    return editor.Pin("a", "1.0.0", integrity, ("package/build/a.js", "package/build/a.css"))


def lying(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), int(path.stat().st_mtime)) for path in folder.iterdir()}


def test_the_pin_names_an_exact_version_and_its_hash(editor: ModuleType) -> None:
    pin = editor.pinned()
    assert pin.package == "@zazuko/yasgui"
    assert re.fullmatch(r"\d+\.\d+\.\d+", pin.version)
    assert re.fullmatch(r"sha512-[\w+/]{86}==", pin.integrity)


def test_nothing_of_it_is_in_the_repository(editor: ModuleType) -> None:
    below = editor.PLACE.relative_to(ROOT).as_posix()
    assert f"/{below}/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_only_the_named_files_are_taken_as_they_are(editor: ModuleType, archive: Path, tmp_path: Path) -> None:
    place = tmp_path / "static" / "a"
    place.mkdir(parents=True)
    (place / "older.js").write_text("let b;", encoding="utf-8")
    editor.unpack(archive, pin_of(editor, archive), place)
    assert lying(place) == {"a.js": (b"let a;", OLD), "a.css": (b"a {}", OLD)}


def test_a_package_with_another_hash_is_refused(editor: ModuleType, archive: Path) -> None:
    pin = pin_of(editor, archive)
    editor.verify(archive, pin)
    archive.write_bytes(archive.read_bytes() + b"\0")
    with pytest.raises(editor.MissingEditorError, match=r"^a@1\.0\.0 has the hash sha512-.*==, not sha512-.*==$"):
        editor.verify(archive, pin)


def test_what_is_there_is_not_fetched_again(
    editor: ModuleType, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    pin, place = pin_of(editor, archive), tmp_path / "place"
    editor.unpack(archive, pin, place)
    (place / "integrity.txt").write_text(pin.integrity, encoding="utf-8")  # type: ignore[attr-defined]  # a Pin
    editor.provide(pin, place)
    with pytest.raises(editor.MissingEditorError, match=r"^npm is not installed$"):
        editor.provide(replace(pin, integrity="sha512-of-another-release"), place)  # type: ignore[type-var]  # a Pin


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sources into which no editor was fetched."""
    copy = tmp_path_factory.mktemp("checkout") / "profgraph"
    without = shutil.ignore_patterns(
        ".git", "yasgui", "build", "*.egg-info", "__pycache__", ".*_cache", "tests", "bench"
    )
    shutil.copytree(ROOT, copy, ignore=without)
    return copy


def built(checkout: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the wheel as an installation does."""
    command = [sys.executable, "-m", "pip", "-v", "wheel", "--no-deps", "--wheel-dir", target, checkout]
    environ = {**{name: value for name, value in os.environ.items() if name != NEEDS}, **environment}
    return subprocess.run(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def of_the_editor(target: Path) -> set[str]:
    """Return the names of the editor's files in the wheel."""
    (wheel,) = target.glob("*.whl")
    below = "profgraph/web/static/yasgui/"
    with zipfile.ZipFile(wheel) as opened:
        return {name.removeprefix(below) for name in opened.namelist() if name.startswith(below)}


def test_without_npm_the_wheel_lacks_it_and_the_build_says_so(checkout: Path, tmp_path: Path) -> None:
    bare = str(Path(sys.executable).parent)
    done = built(checkout, tmp_path, PATH=bare)
    said = [line.strip() for line in done.stdout.splitlines() if "query editor" in line]
    assert (done.returncode, of_the_editor(tmp_path)) == (0, set())
    assert said == ["built without the query editor, its page has a plain text area: npm is not installed"]
    refused = built(checkout, tmp_path / "refused", PATH=bare, **{NEEDS: "1"})
    assert (refused.returncode, "no query editor: npm is not installed" in refused.stdout) == (1, True)


@pytest.mark.skipif(which("npm") is None, reason="npm is not installed")
def test_with_npm_the_wheel_has_it(editor: ModuleType, checkout: Path, tmp_path: Path) -> None:
    done = built(checkout, tmp_path, **{NEEDS: "1"})
    assert done.returncode == 0, done.stdout
    assert of_the_editor(tmp_path) == {Path(name).name for name in editor.pinned().files} | {"integrity.txt"}
