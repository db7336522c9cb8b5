"""The one command line that serves the dashboard: loopback, no statistics, no watcher, whatever folder it is started from."""

import sys
import tomllib
from pathlib import Path

from tracker.settings import ROOT

_HERE = Path(__file__).resolve().parent
_CONFIG = ROOT / ".streamlit" / "config.toml"


def _settings() -> dict[str, object]:
    sections: dict[str, dict[str, object]] = tomllib.loads(_CONFIG.read_text(encoding="utf-8"))
    return {f"{section}.{key}": value for section, keys in sections.items() for key, value in keys.items()}


def _flag(name: str, value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [part for one in values for part in (f"--{name}", str(one).lower() if isinstance(one, bool) else str(one))]


def command(port: int, address: str = "127.0.0.1") -> list[str]:
    """Return the command that serves the dashboard on this port; it answers to loopback names and to `address` only."""
    settings = _settings()
    hosts = settings["server.allowedHosts"]
    settings |= {"server.port": port, "server.address": address}
    if isinstance(hosts, list) and address not in hosts:
        settings["server.allowedHosts"] = [*hosts, address]
    flags = [part for name, value in settings.items() for part in _flag(name, value)]
    return [sys.executable, "-m", "streamlit", "run", str(_HERE / "asgi.py"), *flags]
