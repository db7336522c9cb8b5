"""One limited child: forked from the warm server when a document is to be read, answering by a pipe.

A child reads one document and ends, so that nothing of a hostile file is left for the next. Every answer is a frame: a letter, a length,
bytes. `T` asks for more seconds (pages to recognise); `R` carries the reading, `O` too when it needed more than PDF text. The parent trusts
none of it: unknown letters, long answers and silence end the child and its group.
"""

import gc
import os
import select
import signal
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scrapers.documents.extract import extract
from scrapers.documents.limits import MAX_ANSWER_BYTES, MOST_SECONDS, limit_processor_time, limit_this_process
from scrapers.documents.sniff import PDF

_READ, _OTHER, _TIME = b"R", b"O", b"T"
_FRAME = struct.Struct(">cQ")
_CHUNK = 1 << 20
PROGRAMME = "programme"  # the purpose that asks for lines with their layout
_OUT_OF_MEMORY = 3
_MOST_OPEN = 256  # the server holds a dozen descriptors


class Ended(Exception):  # noqa: N818 - an outcome, not an error of the program
    """The child gave no answer; `transient` when the same document may well be read another time."""

    def __init__(self, why: str, transient: bool = False) -> None:
        """Keep the sentence and whether the load of the computer may be its cause."""
        super().__init__(why)
        self.transient = transient


class Worker:
    """The parent's side of one child."""

    def __init__(self, request: dict[str, str], client: int) -> None:
        """Fork the child that reads the document asked for; `client` is watched while it works."""
        self.other_format = False
        self._client = client
        self._status: int | None = None
        self._answers, answers = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _live(request, answers)
        os.close(answers)

    def reading(self, wall_seconds: float, meanwhile: Callable[[], None] = lambda: None) -> bytes:
        """Return the reading as JSON; raise `Ended` when the child died, was too slow or said nonsense.

        `meanwhile` is done when the child has asked for more time: there is some.
        """
        deadline = time.monotonic() + wall_seconds
        letter, said = self._frame(deadline)
        if letter == _TIME:
            deadline += min(float(said), MOST_SECONDS)
            meanwhile()
            letter, said = self._frame(deadline)
        if letter not in (_READ, _OTHER) or b"\n" in said:
            raise Ended("the reader gave an answer that is no reading")
        self.other_format = letter == _OTHER
        return said

    def end(self) -> None:
        """End the child and whatever it started; it has nothing to lose."""
        if self._status is None:
            self._kill()
            self._status = os.waitpid(self._pid, 0)[1]
        if self._answers >= 0:
            os.close(self._answers)
        self._answers = -1

    def _kill(self) -> None:
        for kill in (os.killpg, os.kill):  # the child may not yet lead its group
            try:
                kill(self._pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def _frame(self, deadline: float) -> tuple[bytes, bytes]:
        letter, size = _FRAME.unpack(self._bytes(_FRAME.size, deadline))
        if size > MAX_ANSWER_BYTES:
            raise Ended(f"the text is larger than {MAX_ANSWER_BYTES} bytes")
        return letter, self._bytes(size, deadline)

    def _bytes(self, size: int, deadline: float) -> bytes:
        chunks, left = [], size
        while left:
            wait = deadline - time.monotonic()
            ready = select.select([self._answers, self._client], [], [], wait)[0] if wait > 0 else []
            if not ready:
                raise Ended("the reading took longer than its time limit", transient=True)
            if self._client in ready and not select.select([self._answers], [], [], 0)[0]:
                self.end()
                sys.exit(0)  # a client says nothing while it waits: it has gone
            chunk = os.read(self._answers, min(left, _CHUNK))
            if not chunk:
                raise Ended(*self._death())
            chunks.append(chunk)
            left -= len(chunk)
        return b"".join(chunks)

    def _death(self) -> tuple[str, bool]:
        """Wait for the child that closed its pipe, and say why it ended."""
        self._status = os.waitpid(self._pid, 0)[1]
        if os.WIFSIGNALED(self._status):
            number = signal.Signals(os.WTERMSIG(self._status))
            why = f"the reader was ended by {number.name} (limits of memory and time, or a broken file)"
            return why, number is signal.SIGKILL  # no limit of ours: the computer was short of memory, or somebody ended it
        code = os.WEXITSTATUS(self._status)
        return ("the document needs more memory than allowed" if code == _OUT_OF_MEMORY else f"the reader failed (exit code {code})"), False


def _live(request: dict[str, str], answers: int) -> None:
    """Read the document asked for in the child, and leave without running the parent's clean-up."""
    code = 1
    try:
        os.setsid()
        gc.disable()
        _keep_only(answers)
        limit_this_process(lambda seconds: _send(answers, _TIME, str(seconds).encode()))
        limit_processor_time()
        _serve(request, answers)
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    finally:
        os._exit(code)


def _keep_only(answers: int) -> None:
    """Close everything of the parent's but this pipe and the place for messages: a hostile file finds nothing to write to."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.closerange(3, answers)
    os.closerange(answers + 1, _MOST_OPEN)


def _serve(request: dict[str, str], answers: int) -> None:
    path, hint, name = Path(request["path"]), request.get("hint") or None, request["name"]
    if request.get("purpose") == PROGRAMME:
        from scrapers.documents.programme import extract_programme  # its readers are needed for no other document

        reading = extract_programme(path, hint, name)
    else:
        reading = extract(path, hint, name)
    plain = reading.media_type == PDF and not reading.ocr
    _send(answers, _READ if plain else _OTHER, reading.to_json().encode("utf-8"))


def _send(answers: int, letter: bytes, said: bytes) -> None:
    write_all(answers, _FRAME.pack(letter, len(said)))
    write_all(answers, said)


def write_all(pipe: int, said: bytes) -> None:
    """Write everything, however little the other end takes at once."""
    view = memoryview(said)
    while view:
        view = view[os.write(pipe, view) :]
