"""A file is replaced whole or not at all, whatever happens while it is written."""

from pathlib import Path

import pytest

from tracker.files import replaced, write_whole


def test_a_file_is_made_with_its_folder_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    write_whole(path, "un")
    write_whole(path, "été")
    assert path.read_text(encoding="utf-8") == "été" and path.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in path.parent.iterdir()] == ["a.txt"]


def test_a_writer_that_fails_leaves_the_old_file_and_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "old")
    with pytest.raises(RuntimeError), replaced(path) as stream:
        stream.write("half")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old" and [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_bytes_and_very_long_names_are_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    with replaced(path, "wb") as stream:
        stream.write(b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
