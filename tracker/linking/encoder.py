"""An optional encoder: how near two texts are in meaning, as one more feature of the ranking. Off unless a model is named; never downloads.

`CHOSE_PROMISE_ENCODER` names a folder that holds an ONNX sentence model, or a model that fastembed already keeps on this machine.
Nothing else of linking imports this module unless an encoder is wanted, and fastembed itself is imported only when a model is opened.
"""

import json
import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from tracker.errors import InputError

SETTING = "CHOSE_PROMISE_ENCODER"
Vectors = npt.NDArray[np.float32]
BATCH = 64
_PREFIXES = ("query: ", "passage: ")  # e5 models were trained with them and lose much without
_FILES = ("onnx/model.onnx", "model.onnx", "model_optimized.onnx", "onnx/model_quantized.onnx", "model_quantized.onnx")
_HOW = (
    "Nothing was downloaded. Install the extra `encoder` of this project, fetch a sentence model in ONNX form yourself "
    "(model.onnx, tokenizer.json, tokenizer_config.json, config.json in one folder), and name its folder"
)


class Kind(StrEnum):
    """Some models read a question and a document differently."""

    QUERY = "query"
    PASSAGE = "passage"


class Encoder(Protocol):
    """Anything that turns texts into vectors of length one."""

    @property
    def name(self) -> str:
        """Name the model: vectors of two names are never mixed."""

    @property
    def dimension(self) -> int:
        """Return how many numbers a vector has."""

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Return one row of length one for each text, in their order."""


def load_encoder() -> Encoder | None:
    """Return the encoder that the settings name, or None when they name none: linking then does without."""
    named = os.environ.get(SETTING, "").strip()
    return FastembedEncoder(named) if named else None


class FastembedEncoder:
    """The one backend: fastembed on ONNX Runtime, with files of this machine only."""

    def __init__(self, model: str) -> None:
        """Open a model that is already on disk, or refuse with how to get it."""
        os.environ["HF_HUB_OFFLINE"] = "1"  # before its first import: the library of the hub reads it once
        try:
            import fastembed
        except ImportError as error:
            raise InputError(f"{SETTING}: the library fastembed is not installed. {_HOW}") from error
        folder = Path(model).expanduser()
        try:
            self._model = _of_folder(fastembed, folder) if folder.is_dir() else fastembed.TextEmbedding(model, local_files_only=True)
        except Exception as error:
            raise InputError(f"{SETTING}: {model!r} is no model that can be opened here ({_line(error)}). {_HOW}") from error
        self._name = f"fastembed:{folder.name if folder.is_dir() else model}"
        self._prefixes = _PREFIXES if "e5" in self._name.lower() else ("", "")
        self._dimension = int(self.encode(["mairie"], Kind.PASSAGE).shape[1])

    @property
    def name(self) -> str:
        """Name the backend and the model."""
        return self._name

    @property
    def dimension(self) -> int:
        """Return how many numbers a vector has."""
        return self._dimension

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Return one row of length one for each text."""
        prefix = self._prefixes[kind == Kind.PASSAGE]
        rows = list(self._model.embed([prefix + text for text in texts], batch_size=BATCH))
        return unit(np.array(rows, np.float32)) if rows else np.empty((0, self._dimension), np.float32)


def unit(rows: Vectors) -> Vectors:
    """Return rows of length one; a row of zeros stays one, and is near nothing."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float32)


def _of_folder(library: Any, folder: Path) -> Any:
    """Register the model of a folder under its name, with the pooling that its own files tell, and open it."""
    from fastembed.common.model_description import ModelSource, PoolingType

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model_file = next((name for name in _FILES if (folder / name).is_file()), None)
    if model_file is None:
        raise FileNotFoundError(f"no {_FILES[0]} nor {_FILES[1]} in the folder")
    pooling = folder / "1_Pooling" / "config.json"
    first_token = pooling.is_file() and json.loads(pooling.read_text(encoding="utf-8")).get("pooling_mode_cls_token")
    name = f"local/{folder.name}"
    if name.lower() not in {one["model"].lower() for one in library.TextEmbedding.list_supported_models()}:
        library.TextEmbedding.add_custom_model(
            model=name, pooling=PoolingType.CLS if first_token else PoolingType.MEAN, normalization=True,
            sources=ModelSource(hf=name), dim=int(config["hidden_size"]), model_file=model_file,
        )  # fmt: skip
    return library.TextEmbedding(name, specific_model_path=str(folder), local_files_only=True)


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
