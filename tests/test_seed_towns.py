"""The towns shipped with the program: each loads, says no more than it knows, and is asked by no scheduler before a person confirms it."""

import json
import logging
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError
from sqlmodel import select

import flows
import scheduler
from cli import cli
from tracker import clock
from tracker.errors import InputError, TownConfigError
from tracker.ingest import ingest
from tracker.models import Jurisdiction, Organization
from tracker.settings import shipped_data_dir
from tracker.store import reading
from tracker.towns import BodyConfig, SourceConfig, TownConfig, load_town_file
from tracker.vocabulary import Classification, Platform, PledgeSourceKind

SEEDS = sorted((shipped_data_dir() / "towns").glob("*.yml"))
WITH_EPCI = {"saint-medard-en-jalles", "nantes", "grenoble", "brest", "poitiers", "amiens", "rennes"}
OTHERS = {"montpellier", "pierrefonds", "putanges", "corte", "audierne"}
NEEDS = {Platform.OPENDATASOFT: "dataset", Platform.DATA_FAIR: "dataset", Platform.WEBDELIB: "url", Platform.MEGALIS: "url"}
OUT_OF_RULE = {"amiens"}  # registered under a rank that is not its INSEE code
ADDRESS = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?")
WATCHED = """
slug: essai
name: Essai
insee: "99001"
bodies: [{key: conseil, name: Conseil}]
terms: [{key: t, start: 2020-01-01, end: 2026-01-01}]
sources:
  - {key: vue, body: conseil, platform: html_list, url: "https://essai.invalid/a", status: confirmed, frequency: daily}
  - {key: devinee, body: conseil, platform: html_list, url: "https://essai.invalid/b", frequency: daily}
  - {key: autre, body: conseil, platform: discovery, url: "https://essai.invalid/", frequency: weekly}
  - {key: local, body: conseil, platform: folder, path: documents, frequency: monthly}
  - {key: main, body: conseil, platform: folder, frequency: hourly}
"""


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem)
def town(request: pytest.FixtureRequest) -> TownConfig:
    return load_town_file(request.param)


@pytest.fixture
def only_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "towns").mkdir()
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    yield tmp_path / "towns"


def luhn(number: str) -> bool:
    """Say whether the last digit of a SIREN follows from the others."""
    doubled = [int(digit) * (1 + position % 2) for position, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def test_the_twelve_towns_are_shipped() -> None:
    assert {path.stem for path in SEEDS} == WITH_EPCI | OTHERS


def test_a_seed_is_short_and_waits_for_a_person(town: TownConfig) -> None:
    lines = (shipped_data_dir() / "towns" / f"{town.slug}.yml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert town.status == "to_confirm" and not town.fictional and town.publisher is None
    assert [s.key for s in town.sources if s.status == "confirmed"] == []


def test_each_source_has_what_its_platform_needs(town: TownConfig) -> None:
    for source in town.sources:
        assert source.platform == Platform.FOLDER or ADDRESS.fullmatch(source.url or ""), source.key
        assert source.platform not in NEEDS or getattr(source, NEEDS[source.platform]), source.key
        if source.platform in (Platform.MEGALIS, Platform.DECP):
            assert town.body(source.body).siren, f"{source.key}: this route asks by SIREN"


def test_no_address_is_given_twice_for_one_body(town: TownConfig) -> None:
    asked = [(s.body, s.url, s.dataset) for s in town.sources if s.url]
    assert len(asked) == len(set(asked))


def test_codes_are_well_formed(town: TownConfig) -> None:
    for body in town.bodies:
        assert body.siren is None or luhn(body.siren), body.key
    sirens = [body.siren for body in town.bodies if body.siren]
    assert len(sirens) == len(set(sirens))


def test_a_city_of_the_usual_rule_carries_its_insee_code(town: TownConfig) -> None:
    """21 + department + 0 + commune + check digit; a commune nouvelle (20…) has a number of its own."""
    siren = next(b.siren for b in town.bodies if b.classification == Classification.COUNCIL)
    if siren and siren.startswith("21") and town.slug not in OUT_OF_RULE:
        assert siren[2:8] == town.insee[:2] + "0" + town.insee[2:]


def test_a_city_comes_with_its_epci(town: TownConfig) -> None:
    if town.slug in WITH_EPCI:
        assert [b.classification for b in town.bodies] == [Classification.COUNCIL, Classification.EPCI]


def test_terms_follow_one_another(town: TownConfig) -> None:
    assert all(term.start < term.end for term in town.terms)
    assert all(before.end < after.start for before, after in zip(town.terms, town.terms[1:], strict=False))


def test_people_and_lists_belong_to_their_term(town: TownConfig) -> None:
    lists = {o.key: o for o in town.organizations}
    terms = {t.key: t for t in town.terms}
    assert all(o.term is None or o.term in terms for o in lists.values())
    for term in town.terms:
        assert term.majority is None or lists[term.majority].term == term.key
        days = [m.start for m in term.mayors if m.start]
        assert days == sorted(days) and all(term.start <= day <= term.end for day in days)
        assert all(mayor.start for mayor in term.mayors[1:]), "a second mayor has a first day"


def test_mergers_join_lists_of_one_election(town: TownConfig) -> None:
    lists = {o.key: o for o in town.organizations}
    for one in lists.values():
        assert one.merged_into is None or (one.merged_into != one.key and lists[one.merged_into].election == one.election)


def test_what_the_reference_says_of_mergers_mayors_and_followers() -> None:
    towns = {path.stem: load_town_file(path) for path in SEEDS}
    merged = {o.key: o.merged_into for t in towns.values() for o in t.organizations if o.merged_into}
    assert merged["demain"] == "delpeyrat-2020" and merged["la-france-insoumise-2026"] == "rolland-2026"
    amiens = next(t for t in towns["amiens"].terms if t.key == "2020-2026")
    assert [(m.name, str(m.start)) for m in amiens.mayors] == [("B. Fouré", "None"), ("H. de Jenlis", "2024-10-24")]
    watching = {o.key for t in towns.values() for o in t.organizations if o.watches}
    assert watching >= {"demain", "nantes-en-commun", "grenoble-en-commun", "b2lc", "poitiers-collectif", "amiens-en-mieux"}
    demands = [s.kind for o in towns["grenoble"].organizations if o.key == "atelier-populaire" for s in o.pledge_sources]
    assert demands == [PledgeSourceKind.DEMANDE]


def test_an_address_that_the_reference_did_not_verify_is_no_source() -> None:
    unverified = "deliberations-du-conseil-municipal-de-grenoble"
    assert not [s.url for path in SEEDS for s in load_town_file(path).sources if unverified in (s.url or "")]


def test_the_list_of_towns_shows_them(only_seeds: Path) -> None:
    shown = json.loads(CliRunner().invoke(cli, ["towns", "list", "--json"]).output)
    assert {row["slug"]: row["status"] for row in shown} == dict.fromkeys(WITH_EPCI | OTHERS, "to_confirm")


def test_every_seed_enters_an_empty_store(store: Path) -> None:
    for path in SEEDS:
        ingest(load_town_file(path))
    with reading() as session:
        assert len(session.exec(select(Jurisdiction)).all()) == len(SEEDS)
        watchers = session.exec(select(Organization.key).where(Organization.classification == "association")).all()
    assert set(watchers) >= {"atelier-populaire", "amiens-en-mieux"}


@pytest.mark.parametrize("field", ["watches: [personne]", "merged_into: personne"])
def test_a_list_that_points_nowhere_is_refused(tmp_path: Path, field: str) -> None:
    text = WATCHED.replace("sources:", f"organizations: [{{key: a, name: A, {field}}}]\nsources:")
    (tmp_path / "essai.yml").write_text(text, encoding="utf-8")
    with pytest.raises(TownConfigError, match=r"organization a: expected one of \['a'\], found \['personne'\]"):
        load_town_file(tmp_path / "essai.yml")


def test_the_new_fields_are_frozen_and_closed() -> None:
    town = load_town_file(next(path for path in SEEDS if path.stem == "amiens"))
    with pytest.raises(ValidationError):
        town.terms[1].mayors[0].name = "X"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        BodyConfig.model_validate({"key": "a", "name": "A", "mayor": "X"})


def test_no_seed_is_ever_scheduled(town: TownConfig) -> None:
    assert scheduler.jobs_of(town) == []


def test_the_scheduler_asks_confirmed_sources_only(only_seeds: Path) -> None:
    (only_seeds / "essai.yml").write_text(WATCHED, encoding="utf-8")
    town = load_town_file(only_seeds / "essai.yml")
    assert [job.id for job in scheduler.jobs_of(town)] == ["essai:daily", "essai:monthly"]
    assert [s.key for s in flows.sources_to_crawl(town, frequency="daily", confirmed=True)] == ["vue"]
    with pytest.raises(InputError):
        flows.sources_to_crawl(town, frequency="weekly", confirmed=True)


def test_a_person_may_crawl_what_nobody_confirmed(only_seeds: Path) -> None:
    (only_seeds / "essai.yml").write_text(WATCHED, encoding="utf-8")
    town = load_town_file(only_seeds / "essai.yml")
    assert [s.key for s in flows.sources_to_crawl(town)] == ["vue", "devinee", "autre", "local"]
    assert [s.key for s in flows.sources_to_crawl(town, source="devinee")] == ["devinee"]


def test_the_scheduled_command_itself_leaves_guesses_alone(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    class Child:
        def __init__(self, command: list[str], **_: object) -> None:
            asked.append(command)

        def __enter__(self) -> "Child":
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def wait(self, timeout: float) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", Child)
    assert scheduler.run_job(scheduler.Job("essai", "daily", "Europe/Paris"), clock.now()) == 0
    assert asked[0][-3:] == ["--frequency", "daily", "--confirmed"]


def test_the_scheduler_says_what_it_leaves_alone(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = Path(os.environ["CHOSE_PROMISE_DATA"]) / "towns"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "essai.yml").write_text(WATCHED.replace("status: confirmed, ", "").replace("path: documents, ", ""), encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="scheduler"):
        assert scheduler.main(once=True) == []
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 1 and said[0].startswith("not scheduled, nobody confirmed them")
    assert "; essai: vue, devinee, autre; " in said[0] and "local" not in said[0]
    assert {path.stem for path in SEEDS if f"{path.stem}: " in said[0]} == (WITH_EPCI | OTHERS) - {"montpellier", "putanges", "rennes"}


def test_the_scheduler_says_nothing_when_nothing_waits(
    store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(scheduler, "town_files", dict)
    with caplog.at_level(logging.WARNING, logger="scheduler"):
        assert scheduler.main(once=True) == []
    assert caplog.records == []


def test_an_unconfirmed_source_is_the_default() -> None:
    guessed = SourceConfig.model_validate({"key": "a", "body": "b", "platform": "html_list", "url": "https://essai.invalid/"})
    assert guessed.awaits_confirmation and not guessed.fed_by_hand
