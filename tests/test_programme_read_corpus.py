"""The longest published lists of two towns, laid out as PDFs of two columns, read back within the bars; needs the real documents."""

from pathlib import Path

import pytest

from benchmarks.programmes import BARS, VARIANTS, lists, score
from scrapers.programmes.reading import Source, read_sources
from tracker.settings import real_data_dir


@pytest.mark.parametrize("town", ["rennes", "montpellier"])
def test_measures_are_recovered_from_two_columns(town: str, tmp_path: Path) -> None:
    folder = real_data_dir()
    if folder is None:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set")
    suffix, make = VARIANTS["pdf 2 columns"]
    known = [rubrics for name, rubrics in lists(folder / "programmes") if name.startswith(town)]
    longest = max(known, key=lambda rubrics: sum(len(rubric.measures) for rubric in rubrics))
    path = tmp_path / f"programme{suffix}"
    path.write_bytes(make("Ensemble", longest))
    read = score(read_sources([Source(path, "0" * 64, path.name, path.name)]), longest)
    assert read.found >= BARS["recall"] * read.measures and read.found >= BARS["precision"] * read.proposed
    assert read.verbatim == BARS["verbatim"]
