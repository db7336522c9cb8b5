"""The ranking's model in force: the one that this store learned from its people's answers, else the shipped one.

A learned model is only ever written after its gate passed (`learn.py`). A file that no longer fits these features is left aside, with
a line in the log: the shipped model serves until the next night.
"""

import json
import logging
from pathlib import Path
from typing import Any

from tracker.errors import InputError
from tracker.linking.model import Model, load_model, shipped_model
from tracker.settings import store_dir

log = logging.getLogger(__name__)


def learning_dir() -> Path:
    """Return the folder of what this store has learned; removing it brings the shipped model back."""
    return store_dir() / "linking"


def model_file() -> Path:
    """Return where the learned model is."""
    return learning_dir() / "model.json"


def standing_model() -> Model:
    """Return the model that ranks now."""
    if model_file().is_file():
        try:
            return load_model(model_file()).without_sure()
        except InputError as error:
            log.warning("%s; the shipped model serves", error)
    return shipped_model()


def note(line: dict[str, Any]) -> None:
    """Add one line to the history of learning: what was tried, and why it was kept or refused."""
    learning_dir().mkdir(parents=True, exist_ok=True)
    with (learning_dir() / "learned.jsonl").open("a", encoding="utf-8") as history:
        history.write(json.dumps(line, ensure_ascii=False) + "\n")
