"""The build backend: setuptools, after what an earlier build left is cleared away.

setuptools copies into `build/lib` and ships whatever lies there; a rule or a question that was renamed since would
ship, and run, under both names.
"""

import shutil
from pathlib import Path

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403  (the hooks that are not changed)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):  # noqa: ANN001, ANN201  (PEP 517)
    """Build the wheel of the sources alone."""
    shutil.rmtree(Path("build", "lib"), ignore_errors=True)
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
