"""The build backend: setuptools, with the query editor, after what an earlier build left is cleared away.

setuptools copies into `build/lib` and ships whatever lies there; a rule or a question that was renamed since would
ship, and run, under both names.
"""

import os
import shutil
import sys
from pathlib import Path

from editor import PLACE, MissingEditorError, pinned, provide
from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403  (the hooks that are not changed)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):  # noqa: ANN001, ANN201  (PEP 517)
    """Build the wheel of the sources and the editor alone."""
    _take_editor()
    shutil.rmtree(Path("build", "lib"), ignore_errors=True)
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):  # noqa: ANN001, ANN201  (PEP 660)
    """Install the checkout itself, with the editor in it."""
    _take_editor()
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory, config_settings=None):  # noqa: ANN001, ANN201  (PEP 517)
    """Pack the sources with the editor: a wheel that is built of them needs no network."""
    _take_editor()
    return build_meta.build_sdist(sdist_directory, config_settings)


def _take_editor() -> None:
    """Say it in one line where the editor cannot be had; end the build there if it must not lack it."""
    try:
        provide(pinned(), PLACE)
    except MissingEditorError as error:
        if os.environ.get("PROFGRAPH_NEEDS_EDITOR"):
            sys.exit(f"no query editor: {error}")
        sys.stderr.write(f"built without the query editor, its page has a plain text area: {error}\n")
