"""The vectors of a town's acts, computed once per text and model and kept in the store; it may be emptied at any time."""

import logging
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tracker.files import replaced
from tracker.ids import digest
from tracker.linking.encoder import Encoder, Kind, Vectors
from tracker.settings import store_dir

log = logging.getLogger(__name__)
BODY_READ = 600  # characters of an act's text that are encoded after its title: models read little more
_DECIMALS = 4  # kept vectors are no finer, and the same pair gives the same cosine whatever it is computed with


def passage_of(title: str, body: str) -> str:
    """Return what is encoded of an act."""
    return " ".join(f"{title}. {body[: 2 * BODY_READ]}".split())[: len(title) + BODY_READ]


def vectors_file(town: str, encoder: Encoder) -> Path:
    """Return where the vectors of a town are kept: a folder for each model, whose name says it and tells it from any other."""
    plain = re.sub(r"[^a-z0-9]+", "-", encoder.name.lower()).strip("-")[:60]
    return store_dir() / "linking" / "vectors" / f"{plain}-{digest(encoder.name, str(encoder.dimension))[:8]}" / f"{town}.npz"


class ActVectors:
    """The acts of one index as vectors, in its order: what the ranker asks for a cosine."""

    def __init__(self, encoder: Encoder, texts: Sequence[str], kept: Path | None = None) -> None:
        """Encode what is not kept yet; `kept` is a file of vectors, made or completed."""
        self._encoder = encoder
        keys = [digest(text) for text in texts]
        known = _load(kept, encoder.dimension) if kept else {}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            made = encoder.encode(list(missing.values()), Kind.PASSAGE).astype(np.float16).astype(np.float32)  # as they are kept
            known |= zip(missing, made, strict=True)
        if kept and (missing or len(known) > len(set(keys))):
            _save(kept, {key: known[key] for key in keys})
        self._rows = np.array([known[key] for key in keys], np.float32).reshape(len(keys), encoder.dimension)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def name(self) -> str:
        """Name the model."""
        return self._encoder.name

    def cosines(self, pledge: str) -> Vectors:
        """Return how near each act is to a pledge, from -1 to 1."""
        return np.asarray(self.cosines_many([pledge])[0])

    def cosines_many(self, pledges: Sequence[str]) -> Vectors:
        """Return the same for many pledges (pledges × acts)."""
        near = self._encoder.encode(list(pledges), Kind.QUERY) @ self._rows.T
        return np.asarray(np.clip(np.round(np.nan_to_num(near), _DECIMALS), -1, 1), np.float32)


def _load(path: Path, dimension: int) -> dict[str, Vectors]:
    """Return the kept vectors; a file that is missing, cut, of another shape or without sense counts as empty."""
    try:
        with np.load(path, allow_pickle=False) as held:
            keys, rows = held["keys"].ravel(), held["rows"].astype(np.float32)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile, zlib.error):
        log.warning("kept vectors cannot be read and are made again", extra={"file": path.name})
        return {}
    if rows.shape != (len(keys), dimension) or not (np.abs(rows) < 1.01).all():  # of length one: NaN fails too
        return {}
    return {str(key): row for key, row in zip(keys, rows, strict=True)}


def _save(path: Path, known: dict[str, Vectors]) -> None:
    """Write the vectors of the present acts only, beside the file and then in its place."""
    with replaced(path, "wb") as stream:
        np.savez(stream, keys=np.array(list(known), "U16"), rows=np.array(list(known.values()), np.float16))
