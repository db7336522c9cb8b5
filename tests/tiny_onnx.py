"""A sentence model of five words, written byte by byte: the real backend can be tested without fetching anything.

The graph is one Gather (token -> row of a small table) in the protobuf form that ONNX Runtime reads; pooling is left to the backend.
"""

import json
from pathlib import Path

import numpy as np

WORDS = ("[PAD]", "[UNK]", "creche", "mairie", "arbre")
TABLE = np.random.default_rng(0).standard_normal((len(WORDS), 8)).astype(np.float32)
_FLOAT, _LONG = 1, 7


def write_model(folder: Path) -> Path:
    """Write the files of the model and return their folder."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"hidden_size": TABLE.shape[1], "pad_token_id": 0}), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 64, "pad_token": "[PAD]"}), encoding="utf-8")
    (folder / "model.onnx").write_bytes(_model())
    return folder


def _number(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def _field(place: int, value: bytes | str | int) -> bytes:
    if isinstance(value, int):
        return _number(place << 3) + _number(value)
    content = value.encode() if isinstance(value, str) else value
    return _number(place << 3 | 2) + _number(len(content)) + content


def _port(name: str, kind: int, *dimensions: str | int) -> bytes:
    shape = b"".join(_field(1, _field(2 if isinstance(size, str) else 1, size)) for size in dimensions)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _model() -> bytes:
    table = _field(1, TABLE.shape[0]) + _field(1, TABLE.shape[1]) + _field(2, _FLOAT) + _field(8, "table") + _field(9, TABLE.tobytes())
    node = _field(1, "table") + _field(1, "input_ids") + _field(2, "last_hidden_state") + _field(4, "Gather")
    ports = [_field(11, _port(name, _LONG, "batch", "length")) for name in ("input_ids", "attention_mask")]
    ports.append(_field(12, _port("last_hidden_state", _FLOAT, "batch", "length", TABLE.shape[1])))
    graph = _field(1, node) + _field(2, "gather") + _field(5, table) + b"".join(ports)
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, "") + _field(2, 13))
