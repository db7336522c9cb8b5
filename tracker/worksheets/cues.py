"""The words of the machine's reasons, in both languages: they live beside the cues themselves, in `data/pledge_cues.yml`."""

from functools import lru_cache
from pathlib import Path

from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import read_yaml


def cue_words(name: str, lang: str = "fr") -> str:
    """Return what a cue means, or its own name when the file does not tell."""
    path = find_data_file("pledge_cues.yml")
    if not path.exists():
        return name
    words = _load(path, path.stat().st_mtime_ns).get(name)
    return words[1 if lang == "en" else 0] if words else name


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> dict[str, tuple[str, str]]:
    content = read_yaml(path)
    cues = content.get("cues") if isinstance(content, dict) else None
    if not isinstance(cues, dict):
        raise InputError(f"{path}: cues: expected a table of cues")
    found = {}
    for name, cue in cues.items():
        if isinstance(cue, dict) and isinstance(cue.get("fr"), str) and isinstance(cue.get("en"), str):
            found[str(name)] = (cue["fr"], cue["en"])
    return found
