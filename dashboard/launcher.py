"""Verbs that the dashboard starts as subprocesses, because it never imports the rooms that read foreign bytes.

One page image at a time per page, and one re-reading at a time for the whole server: a second click waits or is told so.
"""

import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock, Semaphore

from tracker.settings import store_dir

log = logging.getLogger(__name__)
RENDER_SECONDS, STEP_SECONDS = 60, 1800
_COMMAND = (sys.executable, "-m", "cli")
_DONE = (0, 4)  # 4: some documents could not be read, which the coverage page tells
_renders = Semaphore(2)
_reading = Lock()
_known: dict[tuple[str, int], Path] = {}


def page_image(sha256: str, page: int) -> Path | None:
    """Return the PNG of a page of an archived document, made by the verb `render` and kept in the store; None when it has none."""
    kept = _known.get((sha256, page))
    if kept is not None and kept.is_file():
        return kept
    with _renders:
        code, said = _run(["render", sha256, str(page)], RENDER_SECONDS)
    path = Path(said.strip().splitlines()[-1]) if code == 0 and said.strip() else None
    if path is None or not path.is_file() or store_dir().resolve() not in path.resolve().parents or path.suffix != ".png":
        return None
    _known[sha256, page] = path
    return path


def read_again(town: str) -> str:
    """Read a town's archived documents again, then ingest and link; return the key of a sentence that says how it went."""
    if not _reading.acquire(blocking=False):
        return "ui.split.busy"
    try:
        for verb in ("read", "ingest", "link"):
            code, _ = _run([verb, town], STEP_SECONDS)
            if code not in (_DONE if verb == "read" else (0,)):
                return "ui.split.failed"
    finally:
        _reading.release()
    return "ui.split.reread"


def _run(arguments: list[str], seconds: int) -> tuple[int, str]:
    """Run a verb in a process group of its own and return its exit code and standard output; too long counts as failed."""
    command = [*_COMMAND, *arguments]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, start_new_session=True) as child:  # type: ignore[call-overload]
        try:
            said, told = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            said, told = child.communicate()
    if child.returncode:
        log.warning("verb ended badly", extra={"verb": arguments[0], "exit_code": child.returncode, "said": told[-500:]})
    return int(child.returncode), str(said)
