"""Where a worker writes an answer: in memory while it is small, then in a file without a name, up to a cap."""

from __future__ import annotations

import io
import tempfile
from typing import TYPE_CHECKING

from ...errors import AnswerTooLargeError, StoreError
from .limits import MEGABYTE

if TYPE_CHECKING:
    from typing import IO

    from _typeshed import ReadableBuffer

INLINE = 256 * 1024


class Spool(io.RawIOBase):
    """Takes the bytes of one answer; raises `AnswerTooLargeError` beyond the cap."""

    def __init__(self, cap: int) -> None:
        super().__init__()
        self._cap = cap
        self._held = bytearray()
        self._file: IO[bytes] | None = None
        self.size = 0

    def writable(self) -> bool:
        """Tell that it can be written."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Take more of the answer."""
        count = memoryview(data).nbytes
        self.size += count
        if self.size > self._cap:
            raise too_large(self._cap)
        if self._file is None and self.size > INLINE:
            self._file = tempfile.TemporaryFile(prefix="profgraph-")  # noqa: SIM115  (closed with the spool)
            self._file.write(self._held)
            self._held.clear()
        if self._file is None:
            self._held += data
        else:
            self._file.write(data)
        return count

    def whole(self) -> tuple[bytes | None, int | None]:
        """Return the answer, or the descriptor of its file; raise `StoreError` where the disk has no room for it."""
        if self._file is None:
            return bytes(self._held), None
        try:
            self._file.flush()
        except OSError as error:
            raise StoreError(
                ru=f"для ответа нет места на диске ({error.strerror}); освободите {tempfile.gettempdir()}",
                en=f"the disk has no room for the answer ({error.strerror}); free some in {tempfile.gettempdir()}",
            ) from error
        return None, self._file.fileno()

    def close(self) -> None:
        """Let the file go; whoever has got its descriptor keeps it."""
        if self._file is not None:
            self._file.close()
        super().close()


def too_large(cap: int) -> AnswerTooLargeError:
    """Return the error for an answer of more than `cap` bytes."""
    size = max(1, cap // MEGABYTE)
    return AnswerTooLargeError(
        ru=f"ответ больше {size} МБ; сузьте запрос или разделите его на части: LIMIT, OFFSET",
        en=f"the answer is larger than {size} MB; narrow the query or divide it: LIMIT, OFFSET",
    )
