"""The demonstration's store, made once per test session by the real command."""

import os
import re
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
