"""Programme importers: a set of our own in the three shapes, the refusals, and the real sets when they are there."""

import json
import os
from pathlib import Path

import pytest
import yaml

from scrapers.programme_mapping import load_mapping
from scrapers.programmes import import_programme
from tracker.errors import InputError
from tracker.programmes import load_programme_file, load_programmes
from tracker.settings import ROOT
from tracker.themes import load_themes
from tracker.towns import load_town

IMPORTERS = sorted((ROOT / "data" / "importers").glob("*.yml"))
MAPPING = {
    "town": "essai", "year": 2026, "term": "2026-2032", "file": "set.json", "format": "json", "levels": ["", "items"],
    "organization": {"path": "id"},
    "lists": {"l1": {"key": "liste-un", "name": "Liste un"}, "l2": {"key": "liste-deux", "name": "Liste deux"}},
    "key": {"level": 1, "path": "id"}, "quote": {"level": 1, "path": "words"},
    "section": {"level": 1, "path": "t", "names": "names.json"}, "theme": {"level": 1, "path": "t", "names": "names.json"},
    "themes": {"Vélo": ["transport"], "École": ["education"]}, "title": "Programme, {list}", "source_url": "https://example.org/{list}",
    "publisher": "Essai",
}  # fmt: skip
SET = [
    {
        "id": "l1",
        "items": [{"id": "A 1", "t": "t1", "words": " Créer un abri à vélos. "}, {"id": "A 1", "t": "t2", "words": "Ouvrir une classe."}],
    },
    {"id": "l2", "items": [{"id": "b", "t": "t2", "words": "Rénover l'école : toiture."}]},
]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path / "data"))
    (tmp_path / "names.json").write_text('[{"id": "t1", "label": "Vélo"}, {"id": "t2", "label": "École"}]', encoding="utf-8")
    _put(tmp_path, MAPPING, SET)
    return tmp_path


def _put(place: Path, mapping: dict[str, object], content: object) -> None:
    (place / "mapping.yml").write_text(yaml.safe_dump(mapping, allow_unicode=True), encoding="utf-8")
    (place / "set.json").write_text(json.dumps(content), encoding="utf-8")


def _import(place: Path) -> list[Path]:
    return import_programme(place, place / "mapping.yml", "essai")


def test_each_list_becomes_a_valid_file_whose_pledges_wait_for_a_person(place: Path) -> None:
    paths = _import(place)
    assert [p.relative_to(place).as_posix() for p in paths] == [
        "data/programmes/essai/liste-un-2026.yml",
        "data/programmes/essai/liste-deux-2026.yml",
    ]
    one = load_programme_file(paths[0])
    assert (one.organization, one.title, one.source_url) == ("liste-un", "Programme, Liste un", "https://example.org/l1")
    assert [(p.quote, p.section, p.themes, p.confirmed) for p in one.pledges] == [
        ("Créer un abri à vélos.", "Vélo", ("transport",), False),
        ("Ouvrir une classe.", "École", ("education",), False),
    ]
    assert all(p.key.startswith("a-1-") for p in one.pledges) and len({p.key for p in one.pledges}) == 2
    assert load_programme_file(paths[1]).pledges[0].key == "b"


def test_keys_do_not_depend_on_the_order_of_the_set(place: Path) -> None:
    mapping = {k: v for k, v in MAPPING.items() if k != "key"}
    _put(place, mapping, SET)
    before = {p.quote: p.key for p in load_programme_file(_import(place)[0]).pledges}
    _put(place, mapping, [{**SET[0], "items": SET[0]["items"][::-1]}, SET[1]])
    assert {p.quote: p.key for p in load_programme_file(_import(place)[0]).pledges} == before


def test_importing_again_is_the_same_and_a_new_edition_replaces_only_untouched_files(place: Path) -> None:
    first = [p.read_bytes() for p in _import(place)]
    assert [p.read_bytes() for p in _import(place)] == first
    _put(place, MAPPING, [SET[0], {"id": "l2", "items": [{"id": "b", "t": "t2", "words": "Rénover deux écoles."}]}])
    paths = _import(place)
    assert load_programme_file(paths[1]).pledges[0].quote == "Rénover deux écoles."
    touched = paths[0].read_text(encoding="utf-8").replace("confirmed: false", "confirmed: true", 1)
    paths[0].write_text(touched, encoding="utf-8")
    others = paths[1].read_bytes()
    _put(place, MAPPING, SET)
    with pytest.raises(InputError, match=r"liste-un-2026\.yml: changed by a person"):
        _import(place)
    assert paths[0].read_text(encoding="utf-8") == touched
    assert paths[1].read_bytes() == others


@pytest.mark.parametrize(
    ("mapping", "content", "expected"),
    [
        ({"town": "ailleurs"}, SET, "town: expected 'essai'"),
        ({"surprise": 1}, SET, "surprise: Extra inputs"),
        ({"themes": {"Vélo": ["transport"]}}, SET, "pledge 2: theme 'École'"),
        ({"lists": {"l1": {"key": "liste-un", "name": "Liste un"}}}, SET, "pledge 3: list 'l2'"),
        ({"levels": ["nowhere", "items"]}, SET, "nowhere: expected a list, found NoneType"),
        ({}, [{"id": "l1", "items": [{"id": "x", "t": "t1", "words": " "}]}], "pledge 1: quote: expected at least three"),
        ({}, [{"id": "l1", "items": [{"id": "x", "t": "t9", "words": "Planter."}]}], r"expected a code of names\.json"),
        ({}, [], "found none"),
        ({"file": "absent.json"}, SET, r"absent\.json: no such file"),
    ],
)
def test_a_wrong_mapping_or_set_is_refused_and_nothing_is_written(
    place: Path, mapping: dict[str, object], content: object, expected: str
) -> None:
    _put(place, MAPPING | mapping, content)
    with pytest.raises(InputError, match=expected):
        _import(place)
    assert not (place / "data").exists()


def test_a_broken_json_line_is_named(place: Path) -> None:
    _put(place, MAPPING | {"format": "jsonl", "levels": [""]}, SET)
    (place / "set.json").write_text('{"id": "l1"}\n{broken\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"set\.json:2: not valid JSON"):
        _import(place)


OF_A_TOWN = [path for path in IMPORTERS if (ROOT / "data" / "towns" / f"{load_mapping(path).town}.yml").exists()]


@pytest.mark.parametrize("path", IMPORTERS, ids=lambda p: p.stem)
def test_shipped_mappings_use_known_themes(path: Path) -> None:
    known = set(load_themes())
    assert {key for keys in load_mapping(path).themes.values() for key in keys} <= known


@pytest.mark.parametrize("path", OF_A_TOWN, ids=lambda p: p.stem)
def test_lists_of_a_mapping_are_organizations_of_its_town(path: Path) -> None:
    mapping = load_mapping(path)
    town = load_town(mapping.town)
    assert {one.key for one in mapping.lists.values()} <= {o.key for o in town.organizations}
    assert mapping.term in {t.key for t in town.terms}


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("town", "name", "lists", "pledges"),
    [("putanges", "putanges-2026", 1, 19), ("montpellier", "montpellier-2026", 9, 388), ("rennes", "rennes-2020", 9, 559)],
)
def test_real_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, town: str, name: str, lists: int, pledges: int) -> None:
    data = os.environ.get("CHOSE_PROMISE_REAL_DATA")
    if not data:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set: the real programmes are off")
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    written = import_programme(Path(data) / "programmes" / name, ROOT / "data" / "importers" / f"{name}.yml", town)
    programmes = load_programmes(town)
    assert (len(written), sum(len(p.pledges) for p in programmes)) == (lists, pledges)
    assert not any(p.confirmed for programme in programmes for p in programme.pledges)
