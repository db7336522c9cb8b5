"""`towns add` and `towns check` as a volunteer types them, in a process of their own, against towns played on this computer."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from scrapers.crawl import crawl_source
from tests.command import run_command
from tests.sites import Internet, serve_sites
from tracker.settings import ROOT
from tracker.town_files import MOST_LINES
from tracker.towns import load_town_file

DIRECTORIES = ("directories", "megalis", "data_gouv")
TYPED = ("--insee", "99999", "--name", "Malcontre")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-06-20T10:00:00+00:00")
    return tmp_path


@pytest.fixture(scope="module")
def village() -> Iterator[Internet]:
    with serve_sites("plain_list", *DIRECTORIES) as internet:
        yield internet


def typed(internet: Internet, *words: str) -> CompletedProcess[str]:
    env = {**os.environ, **internet.environment()}
    return run_command(*words, env=env)


def one_line(done: CompletedProcess[str]) -> str:
    said = [line for line in done.stderr.splitlines() if line.startswith("chose-promise:")]
    assert len(said) == 1 and "Traceback" not in done.stderr and not done.stdout, (done.stdout, done.stderr)
    return said[0]


def test_an_address_gives_a_town_that_works(place: Path, village: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(village.asked)
    done = typed(village, "towns", "add", "http://www.orfeuil.invalid/")
    assert done.returncode == 0, done.stderr
    assert len(village.asked) - before <= 30
    assert "Orfeuil (INSEE 99103, SIREN 219900103)" in done.stdout and "Communauté de communes du Moulin" in done.stdout
    found = re.search(r"procès-verbal +(\d+) +12/05/2011 +11/06/2026 +\d+", done.stdout)
    assert found and int(found[1]) >= 6
    path = place / "data" / "towns" / "orfeuil.yml"
    town = load_town_file(path)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert town.status == "to_confirm" and all(source.awaits_confirmation for source in town.sources)
    assert [body.siren for body in town.bodies] == ["219900103", "249900019"] and town.terms[-1].key == "2026-2032"
    assert not (place / "store" / "archive").exists() and not (place / "store" / "runs").exists()
    village.assert_all_known()
    for name, value in village.environment().items():
        monkeypatch.setenv(name, value)
    run = crawl_source(town, town.sources[0])
    truth = {paper.sha256 for paper in village.truth("plain_list")}
    assert run.counts["documents"] == len(truth)


def test_a_town_that_has_a_file_keeps_it(place: Path, village: Internet) -> None:
    path = place / "data" / "towns" / "orfeuil.yml"
    path.parent.mkdir(parents=True)
    path.write_text("slug: orfeuil\n", encoding="utf-8")
    done = typed(village, "towns", "add", "www.orfeuil.invalid", "--insee", "99103")
    assert done.returncode in (2, 5)  # the typed address has no scheme: https is tried, and this village has none
    done = typed(village, "towns", "add", "http://www.orfeuil.invalid/", "--insee", "99103")
    assert done.returncode == 2 and "has a file already" in one_line(done)
    assert path.read_text(encoding="utf-8") == "slug: orfeuil\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("https://www.ville.example/pv.pdf",), "one document"), (("https://www.facebook.com/mairie",), "social network"),
        (("http://192.0.2.1/",), "IP address"), (("file:///etc/passwd",), "not the address of a web site"),
        (("http://localhost/",), "private network"), (("https://www.ville.example/", "--insee", "219900103"), "expected 5 characters"),
        (("https://www.ville.example/", "--siren", "35047"), "expected 9 figures"),
    ],
)  # fmt: skip
def test_what_is_no_town_hall_s_site_is_refused_before_anything_is_asked(
    place: Path, village: Internet, words: tuple[str, ...], expected: str
) -> None:
    before = len(village.asked)
    done = typed(village, "towns", "add", *words)
    assert done.returncode == 2 and expected in one_line(done) and len(village.asked) == before


@pytest.mark.parametrize(
    ("site", "code", "expected"),
    [
        ("maintenance", 5, "closed for maintenance"), ("bad_certificate", 5, "certificate"), ("dead_host", 5, "nobody answers"),
        ("robots_refusal", 4, "robots.txt forbids"), ("status_403", 4, "refuses this program (403)"),
        ("moved_host", 2, "--follow-redirect"),
    ],
)  # fmt: skip
def test_a_site_that_cannot_be_looked_at_is_one_clear_line(place: Path, site: str, code: int, expected: str) -> None:
    with serve_sites(site, "directories") as internet:
        done = typed(internet, "towns", "add", internet.site(site).origin + "/", *TYPED)
    assert (done.returncode, expected in one_line(done)) == (code, True), done.stderr
    assert not (place / "data").exists()


def test_a_host_without_address_is_said(place: Path, village: Internet) -> None:
    done = typed(village, "towns", "add", "https://nulle-part.invalid/", *TYPED)
    assert done.returncode == 5 and "no such host" in one_line(done)


def test_a_move_to_another_host_is_followed_when_asked(place: Path) -> None:
    with serve_sites("moved_host", "directories", "megalis", "data_gouv") as internet:
        done = typed(internet, "towns", "add", internet.site("moved_host").origin + "/", *TYPED, "--follow-redirect")
    assert done.returncode == 0, done.stderr
    assert "the site sends to" in done.stdout
    written = yaml.safe_load((place / "data" / "towns" / "malcontre.yml").read_text(encoding="utf-8"))
    assert "nouveau" in written["sources"][0]["url"]


def test_a_shell_that_shows_nothing_writes_no_file_and_says_why(place: Path) -> None:
    with serve_sites("angular_shell", *DIRECTORIES) as internet:
        done = typed(internet, "towns", "add", internet.site("angular_shell").origin + "/", *TYPED)
    assert done.returncode == 4 and "Angular" in done.stdout and "Aucun fichier écrit" in done.stdout
    assert not (place / "data").exists()


def test_an_unknown_commune_is_not_guessed(place: Path, village: Internet) -> None:
    with serve_sites("soft_404", "directories") as internet:
        done = typed(internet, "towns", "add", internet.site("soft_404").origin + "/")
    assert done.returncode == 2 and "--insee" in one_line(done)


def test_check_says_since_when_a_source_is_silent(place: Path, village: Internet) -> None:
    town = {
        "slug": "orfeuil", "name": "Orfeuil", "insee": "99103", "bodies": [{"key": "council", "name": "Conseil municipal d'Orfeuil"}],
        "terms": [{"key": "t", "start": "2020-05-18", "end": "2032-03-31"}],
        "sources": [
            {"key": "site", "body": "council", "platform": "discovery", "url": "http://www.orfeuil.invalid/"},
            {"key": "dossier", "body": "council", "platform": "folder"},
        ],
    }  # fmt: skip
    path = place / "data" / "towns" / "orfeuil.yml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump(town), encoding="utf-8")
    assert typed(village, "crawl", "orfeuil", "--source", "site").returncode == 0
    done = typed(village, "towns", "check", "orfeuil")
    assert done.returncode == 0 and re.search(r"orfeuil/site +discovery +réussi +\d+ +11/06/2026 +-", done.stdout), done.stdout
    town["sources"][0]["expect"] = {"max_age_days": 3}  # type: ignore[index]
    path.write_text(yaml.safe_dump(town), encoding="utf-8")
    done = typed(village, "towns", "check", "orfeuil")
    assert done.returncode == 4 and "depuis le 11/06/2026" in done.stdout
    town["sources"][0] |= {"url": "http://www.orfeuil.invalid/tourisme.html", "expect": {}}  # type: ignore[operator]
    path.write_text(yaml.safe_dump(town), encoding="utf-8")
    done = typed(village, "towns", "check", "orfeuil", "--json")
    row = json.loads(done.stdout)[0]
    assert done.returncode == 4 and row["silent"] and row["since"] == "2026-06-11" and row["shown"] == 0


def test_the_guide_shows_a_file_that_the_contract_takes(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "add-a-town.md").read_text(encoding="utf-8"), re.DOTALL)
    town = next(block for block in blocks if block.startswith("slug:"))
    path = tmp_path / "exemple-sur-mer.yml"
    path.write_text(town, encoding="utf-8")
    assert load_town_file(path).sources[0].platform == "wordpress"
