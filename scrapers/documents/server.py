"""The warm parent: reads requests on standard input and forks one limited child per document.

A fork of a process that has already imported pypdfium2 costs a few milliseconds; a fresh interpreter costs sixty.
A child that a hostile file kills (memory, time, abort) gives an answer that says so; the server and its neighbours go on.
Protocol: one JSON request per line `{"path", "hint", "name"}`, one JSON `Reading` per line in answer.
"""

import json
import os
import select
import signal
import sys
import time
from pathlib import Path

from scrapers.documents.extract import EXTRACTOR, extract
from scrapers.documents.limits import MAX_ANSWER_BYTES, WALL_SECONDS, limit_this_process
from scrapers.documents.shapes import Reading, failed

_UNKNOWN = "application/octet-stream"


def answer(request: dict[str, str], wall_seconds: float = WALL_SECONDS) -> Reading:
    """Return the reading made by a limited child, or why the child did not give one."""
    end, start = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        _work(request, start)
    os.close(start)
    data, why = _collect(end, time.monotonic() + wall_seconds)
    os.close(end)
    if why:
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    why = why or _death(status)
    if why:
        return failed(_UNKNOWN, EXTRACTOR, "reader_killed", f"{request['name']}: {why}; the document is left unread")
    return Reading.from_json(data.decode("ascii"))


def _work(request: dict[str, str], start: int) -> None:
    """Read one document in the child and leave without running the parent's clean-up."""
    code = 1
    try:
        limit_this_process()
        reading = extract(Path(request["path"]), request.get("hint") or None, request["name"])
        with os.fdopen(start, "wb") as out:
            out.write(reading.to_json().encode("ascii"))
        code = 0
    except MemoryError:
        code = 3
    finally:
        os._exit(code)


def _collect(end: int, deadline: float) -> tuple[bytes, str]:
    chunks: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([end], [], [], left)[0]:
            return b"", "the reading took longer than its time limit"
        chunk = os.read(end, 1 << 20)
        if not chunk:
            return b"".join(chunks), ""
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_ANSWER_BYTES:
            return b"", f"the text is larger than {MAX_ANSWER_BYTES} bytes"


def _death(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"the reader was ended by {signal.Signals(os.WTERMSIG(status)).name} (limits of memory and time, or a broken file)"
    code = os.WEXITSTATUS(status)
    if code == 3:
        return "the document needs more memory than allowed"
    return f"the reader failed (exit code {code})" if code else ""


def main() -> None:
    """Serve requests until standard input closes."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # nothing that a library prints may mix with the answers
    for line in sys.stdin:
        request = json.loads(line)
        wall = float(request.pop("wall_seconds", WALL_SECONDS))
        answers.write(answer(request, wall).to_json() + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
