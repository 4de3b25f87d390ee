"""What is said when a write was made, but what comes after it failed."""

from __future__ import annotations

from ..errors import StoreError


class AftermathError(StoreError):
    """A write was made, but its line in the log is missing, or readers do not see it yet."""


def unlogged() -> AftermathError:
    """Return the error for a write that the log does not tell to be made."""
    return AftermathError(
        ru="изменение сделано, но в журнал audit.jsonl не записано; проверьте место на диске, следующая запись допишет",
        en="the change was made, but the log audit.jsonl lacks it; check the space on the disk, the next write adds it",
    )


def unpublished() -> AftermathError:
    """Return the error for a write that is in no snapshot."""
    return AftermathError(
        ru="изменение сделано, но читателям ещё не видно; проверьте место на диске, следующая запись его покажет",
        en="the change was made, but readers do not see it yet; check the space on the disk, the next write shows it",
    )
