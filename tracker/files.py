"""Writing a file whole: a reader meets the old file or the new one, never a part, even when the writer is killed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

_READABLE = 0o644  # temporary files are made for their owner alone; what is kept is read by other programs of the machine


@contextmanager
def replaced(path: Path, mode: str = "w", *, encoding: str | None = "utf-8", newline: str | None = None) -> Iterator[IO[Any]]:
    """Give a stream beside `path` (its folder is made) that takes its place once all is written, and leaves no trace after an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    half = Path(name)
    try:
        with os.fdopen(handle, mode, encoding=None if "b" in mode else encoding, newline=newline) as stream:
            yield stream
        half.chmod(_READABLE)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text so that a reader sees the old one or the new one."""
    with replaced(path) as stream:
        stream.write(text)
