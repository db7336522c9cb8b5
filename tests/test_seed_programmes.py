"""The drafts that ship with the seed towns: they load, link and stay unpublished, and copy nobody's text beyond short quotes."""

import os
import re
from functools import cache
from pathlib import Path

import pytest

from tracker import checks
from tracker.ids import fold
from tracker.ingest import ingest
from tracker.ingest.places import check_programmes, pledge_rows
from tracker.linking.link import link
from tracker.programmes import PledgeConfig, ProgrammeConfig, load_programme_file
from tracker.queries import overview, pledge_list
from tracker.queries.shapes import ANYONE, Viewer
from tracker.settings import shipped_data_dir
from tracker.themes import load_themes
from tracker.towns import TownConfig, load_town_file
from tracker.vocabulary import PledgeSourceKind, Role, RunOutcome, Wording

TOWNS = ("amiens", "brest", "grenoble", "nantes", "poitiers", "saint-medard-en-jalles")
LONGEST_QUOTE = 30  # words: a short quotation
MOST_PLEDGES = 150  # in one file, so that a person can read it
SHINGLE = 8
VERA = Viewer("vera", "Vera", Role.VOLUNTEER)


def files(town: str) -> list[Path]:
    return sorted((shipped_data_dir() / "programmes" / town).glob("*.yml"))


@cache
def town_of(slug: str) -> TownConfig:
    return load_town_file(shipped_data_dir() / "towns" / f"{slug}.yml")


@cache
def programmes(town: str) -> tuple[ProgrammeConfig, ...]:
    return tuple(load_programme_file(path) for path in files(town))


def pledges() -> list[tuple[ProgrammeConfig, PledgeConfig]]:
    return [(programme, pledge) for town in TOWNS for programme in programmes(town) for pledge in programme.pledges]


@pytest.mark.parametrize("town", TOWNS)
def test_the_drafts_of_a_town_fit_its_file(town: str) -> None:
    assert programmes(town)
    check_programmes(town_of(town), programmes(town))
    assert [path.stem for path in files(town)] == [programme.name for programme in programmes(town)]
    assert all(len(programme.pledges) <= MOST_PLEDGES for programme in programmes(town))


def test_nothing_is_confirmed_and_nothing_can_be_published() -> None:
    for programme, pledge in pledges():
        assert not pledge.confirmed and not pledge.decided_by, f"{programme.slug}#{pledge.key}"
        row = pledge_rows(programme)[programme.pledges.index(pledge)]
        assert not (row["wording"] == Wording.VERBATIM and row["confirmed"] and not row["second_hand"])


def test_every_draft_says_where_it_comes_from_and_its_themes_are_known() -> None:
    known = set(load_themes())
    for programme, pledge in pledges():
        assert programme.source_url.startswith("https://") and programme.publisher
        assert pledge.themes and set(pledge.themes) <= known, f"{programme.slug}#{pledge.key}"
        assert not pledge.anchor or pledge.anchor.startswith("https://"), f"{programme.slug}#{pledge.key}"


def test_second_hand_measures_are_never_quoted_and_quotes_are_short() -> None:
    for programme, pledge in pledges():
        if programme.second_hand or pledge.second_hand:
            assert pledge.quote is None, f"{programme.slug}#{pledge.key}: second-hand words are no quote"
        assert not pledge.quote or len(pledge.quote.split()) <= LONGEST_QUOTE, f"{programme.slug}#{pledge.key}"
        assert not pledge.quote or pledge.anchor, f"{programme.slug}#{pledge.key}: a quote needs the page it is on"


def test_every_kind_of_source_that_the_seeds_name_is_there() -> None:
    kinds = {programme.kind for town in TOWNS for programme in programmes(town)}
    assert kinds >= {
        PledgeSourceKind.PROGRAMME, PledgeSourceKind.CONTRAT, PledgeSourceKind.PACTE, PledgeSourceKind.DISCOURS,
        PledgeSourceKind.PRESSE, PledgeSourceKind.PLAN_DE_MANDAT, PledgeSourceKind.DEMANDE,
    }  # fmt: skip


def test_the_drafts_are_ingested_and_linked_on_an_empty_store_and_the_public_sees_none(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(shipped_data_dir()))
    for slug in TOWNS:
        ingest(town_of(slug))
        report = link(town_of(slug))
        demands = sum(len(one.pledges) for one in programmes(slug) if one.is_demand)
        assert report.outcome == RunOutcome.EMPTY  # pledges, and no act yet
        assert (report.pledges, report.demands) == (sum(len(one.pledges) for one in programmes(slug)) - demands, demands)
        assert pledge_list(slug, ANYONE) == []
        seen = overview(slug, VERA)
        assert seen is not None and (seen.pledges, sum(seen.demands.values())) == (0, 0)
        assert seen.not_publishable == report.pledges
    assert checks.check() == []


def corpus(*folders: str) -> Path:
    data = os.environ.get("CHOSE_PROMISE_REAL_DATA")
    if not data:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set: the real programmes are off")
    return Path(data).joinpath(*folders)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def shingles(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + SHINGLE]) for start in range(len(found) - SHINGLE + 1)}


def test_own_words_are_nobody_elses() -> None:
    mine: dict[tuple[str, ...], str] = {}
    whole: dict[str, str] = {}
    for programme, pledge in pledges():
        if pledge.wording == Wording.OWN:
            name = f"{programme.slug}#{pledge.key}"
            mine |= dict.fromkeys(shingles(pledge.text), name)
            whole[" ".join(words(pledge.text))] = name
    for folder in ("programmes", "gold"):
        for path in sorted(corpus(folder).rglob("*")):
            if path.suffix in {".json", ".jsonl", ".txt", ".md", ".csv", ".tsv", ".yml"}:
                text = path.read_text(encoding="utf-8", errors="replace")
                assert not {mine[one] for one in shingles(text) & mine.keys()}, path
                lines = {" ".join(words(line)) for line in re.split(r'[|"\n]', text)}
                assert not {whole[one] for one in lines & whole.keys()}, path


def plain(markdown: str) -> str:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", markdown)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("*", "").replace("\\", "")
    return " ".join(re.sub(r"(?<!\w)_+|_+(?!\w)", "", text).split())


def test_the_quotes_of_poitiers_are_word_for_word_on_the_page_that_they_name() -> None:
    posts: dict[str, str] = {}
    for path in corpus("programmes", "poitiers-collectif", "posts").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        if slug := re.search(r"^slug: '?([^'\n]+)'?$", text, re.MULTILINE):
            posts[f"https://poitierscollectif.fr/{slug[1]}/"] = plain(text)
    quoted = [pledge for programme in programmes("poitiers") for pledge in programme.pledges if pledge.quote]
    assert len(quoted) > 100
    assert [pledge.key for pledge in quoted if (pledge.quote or "") not in posts[pledge.anchor]] == []
