"""The demonstration's store, made once per test session by the real command, whatever the number of workers."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Demo:
    """Where the store is, and the one-time passwords that were printed."""

    path: Path
    logins: dict[str, str]


def make_demo(path: Path) -> Demo:
    """Run `chose-promise demo --no-serve` in its own process and read what it printed."""
    env = {**os.environ, "CHOSE_PROMISE_STORE": str(path)}
    done = subprocess.run([sys.executable, "-m", "cli", "demo", "--no-serve"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return Demo(path, dict(re.findall(r"^  (\S+)\s+(\S+)$", done.stdout, re.MULTILINE)))


def copy_demo(shared: Path, path: Path) -> Demo:
    """Copy the demonstration of a folder that several workers share; the first that comes makes it, the others wait."""
    shared.mkdir(exist_ok=True)
    kept = shared / "logins.json"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(make_demo(shared / "store").logins), encoding="utf-8")
        shutil.copytree(shared / "store", path)
    return Demo(path, json.loads(kept.read_text(encoding="utf-8")))
