"""The file that `towns add` writes, whatever the directories call a place: it is read back as it was meant, or not written."""

from pathlib import Path

import pytest

from tracker.errors import InputError, TrackerError
from tracker.town_files import Place, free_path, new_town, slug_of, town_yaml, write_town
from tracker.towns import SourceConfig, town_files

SOURCES = (SourceConfig(key="site", body="council", platform="discovery", url="https://ville.invalid/"),)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["../../x", "x\nslug: evil", "x'2020-01-01', siren: '1", "2020-01-01", "'2020-01-01'", "null", "yes", "1e5", "y\x85k", "\u2028z",
     "a: b # c", "x, start: '2020-01-01', end: '2020-01-02'"],
)  # fmt: skip
def test_strange_names_are_written_as_names(name: str) -> None:
    town = new_town(Place(name, "99001", epci_name=name, epci_siren="200000000"), SOURCES)
    path = free_path(town.slug)
    written = write_town(path, town_yaml(town, f"https://v.invalid/{name}", "n"))
    assert (written.name, written.bodies, written.terms, written.sources) == (town.name, town.bodies, town.terms, town.sources)
    assert "\n" not in town.name and list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", "  ", "日本", "x" * 300])
def test_a_name_that_gives_no_file_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(InputError, match="expected the name of a commune"):
        slug_of(name)


def test_a_file_that_cannot_be_read_back_is_not_left(data: Path) -> None:
    path = data / "towns" / "ville.yml"
    with pytest.raises(TrackerError):
        write_town(path, "slug: ville\nname: {")
    assert "ville" not in town_files() and not list(path.parent.iterdir())


def test_a_file_of_a_person_is_never_written_over(data: Path) -> None:
    town = new_town(Place("Ville", "99001"), SOURCES)
    path = data / "towns" / "ville.yml"
    text = town_yaml(town, "https://ville.invalid/", "n")
    write_town(path, text)
    with pytest.raises(InputError, match="has a file already"):
        write_town(path, text)
