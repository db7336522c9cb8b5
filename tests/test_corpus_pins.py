"""Every real document gives what it gave when a person last looked: a change is wanted, looked at, and pinned anew."""

import pytest

from tests.corpus_pins import current_pins, read_pins
from tracker.settings import real_data_dir

pytestmark = pytest.mark.corpus


def test_no_document_reads_otherwise_than_pinned() -> None:
    folder = real_data_dir()
    if folder is None:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set")
    pinned = {pin["file"]: pin for pin in read_pins()}
    found = {pin["file"]: pin for pin in current_pins(folder / "minutes")}
    assert found.keys() == pinned.keys()
    changed = [
        f"{file}: {name}: pinned {pinned[file][name]!r}, read {value!r}"
        for file, pin in found.items()
        for name, value in pin.items()
        if value != pinned[file][name]
    ]
    assert not changed, "\n".join([*changed, "", "look at each; then `python -m tests.corpus_pins` pins them anew"])
