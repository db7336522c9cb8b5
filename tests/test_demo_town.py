"""The fictional town: its files follow the schemas, its site is what its sources give, its people's decisions hold together."""

import csv
import hashlib
import html
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
import yaml

from tracker.programmes import ProgrammeConfig, load_programme_file
from tracker.towns import load_town_file

DEMO = Path(__file__).parent.parent / "data" / "demo"
SITE = DEMO / "site"


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def lines_of(path: Path) -> list[str]:
    if path.suffix == ".html":
        return [flat(html.unescape(re.sub("<[^>]+>", "", line))) for line in path.read_text(encoding="utf-8").splitlines()]
    document = pdfium.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return [flat(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def programmes() -> dict[str, ProgrammeConfig]:
    files = sorted((DEMO / "programmes" / "valmont-sur-ourle").glob("*.yml"))
    return {path.stem: load_programme_file(path) for path in files}


@pytest.fixture(scope="module")
def decisions() -> dict[str, list[dict[str, Any]]]:
    return yaml.safe_load((DEMO / "decisions.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (DEMO / "truth.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def find(name: str) -> Path:
    return next(SITE.rglob(name))


def test_the_town_is_fictional_and_pinned() -> None:
    town = load_town_file(DEMO / "towns" / "valmont-sur-ourle.yml")
    assert town.fictional
    assert town.as_of == date(2026, 11, 15)
    assert {b.key for b in town.bodies} == {"ville", "metropole"}
    assert all(s.url and s.url.startswith("http://demo.invalid/") and (SITE / s.url.split("/", 3)[3]).exists() for s in town.sources)


def test_there_are_enough_sittings_and_acts(rows: list[dict[str, str]]) -> None:
    assert len({(r["file"]) for r in rows}) >= 24
    assert len(rows) >= 300
    assert {r["outcome"] for r in rows} >= {"adopted", "rejected", "noted", "adjourned", "withdrawn", "elected"}
    titles = [(r["file"], r["title"]) for r in rows]
    assert len(titles) == len(set(titles)), "two acts of one sitting have the same title"


def test_the_three_layouts_are_printed() -> None:
    assert any(re.match(r"2021-03-\d\d [A-Z]", line) for line in lines_of(find("compte-rendu-05-03-2021.pdf")))
    assert any(re.match(r"20220325 \d+ – ", line) for line in lines_of(find("20220325-PV.pdf")))
    assert any(re.match(r"D2024-\d{3} - Objet : ", line) for line in lines_of(find("20240322-PV.pdf")))
    big = lines_of(find("PV-conseil-municipal-2026-06-26.pdf"))
    assert any(line.startswith("Contre : 12 Valmont en commun") for line in big)
    assert sum("Armement de la police municipale" in line for line in big) == 2, "the agenda repeats the title"


def test_every_quoted_pledge_stands_in_its_programme(programmes: dict[str, ProgrammeConfig]) -> None:
    quoted = 0
    for programme in programmes.values():
        source = SITE / programme.source_url.split("/", 3)[3]
        assert hashlib.sha256(source.read_bytes()).hexdigest() == programme.sha256
        text = flat(" ".join(lines_of(source)))
        for pledge in programme.pledges:
            if pledge.quote and not pledge.second_hand:
                assert pledge.quote in text, pledge.key
                quoted += 1
    assert quoted >= 60


def test_some_pledges_can_never_be_published(programmes: dict[str, ProgrammeConfig]) -> None:
    everything = [p for programme in programmes.values() for p in programme.pledges]
    assert any(p.second_hand for p in everything)
    assert any(not p.quote for p in everything)
    assert any(p.quote and not p.confirmed for p in everything)


def test_themes_are_those_of_the_project(programmes: dict[str, ProgrammeConfig], decisions: dict[str, Any]) -> None:
    known = set(yaml.safe_load((DEMO.parent / "themes.yml").read_text(encoding="utf-8")))
    assert {t for programme in programmes.values() for p in programme.pledges for t in p.themes} <= known
    assert {tag["theme"] for tag in decisions["tags"]} <= known


def test_decisions_refer_to_pledges_and_acts_that_exist(
    programmes: dict[str, ProgrammeConfig], decisions: dict[str, Any], rows: list[dict[str, str]]
) -> None:
    pledges = {f"{name}/{p.key}" for name, programme in programmes.items() for p in programme.pledges}
    acts = {(r["date"], r[key]): r["file"] for r in rows for key in ("number", "title")}
    for part in ("tags", "judgements", "search_logs", "verdicts", "replies"):
        assert {row["pledge"] for row in decisions[part]} <= pledges
    for row in decisions["judgements"]:
        name = acts[str(row["date"]), row.get("number") or row["title"]]
        if row["judgement"] == "confirmed":
            assert any(row["quote"] in line for line in lines_of(find(name))), row["key"]
            assert row["step"] and row["direction"]


def test_verdicts_of_every_status_are_published_by_another_person(decisions: dict[str, Any]) -> None:
    public = [v for v in decisions["verdicts"] if v["state"] == "published"]
    assert {v["status"] for v in public} == set(range(1, 8))
    assert len(public) >= 14
    reviewers = {u["id"] for u in decisions["users"] if u["role"] == "reviewer"}
    for verdict in decisions["verdicts"]:
        signers = {r["reviewer"] for r in verdict["reviews"]}
        assert verdict["author"] not in signers and signers <= reviewers
        if verdict["state"] == "published":
            assert verdict["published_by"] in signers and len(signers) >= (2 if verdict["status"] in (5, 6) else 1)
            assert verdict["published_at"].date() <= date(2026, 11, 15)


def test_verdicts_have_what_their_code_asks(decisions: dict[str, Any]) -> None:
    judged = {row["key"]: row for row in decisions["judgements"]}
    logs = {row["key"]: row for row in decisions["search_logs"]}
    for verdict in decisions["verdicts"]:
        cited = [judged[key] for key in verdict["evidence"]]
        assert all(c["pledge"] == verdict["pledge"] and c["judgement"] == "confirmed" for c in cited)
        assert all(c["at"] <= verdict["created_at"] for c in cited), verdict["key"]
        if verdict["status"] in (1, 5):
            log = logs[verdict["search_log"]]
            assert log["pledge"] == verdict["pledge"] and log["period_to"] >= verdict["as_of"]
        if verdict["status"] == 4:
            assert verdict["proof_level"] == "A"
        if verdict["status"] == 3:
            assert verdict["missing_part"] and any(c["step"] in ("delivered", "amended") for c in cited)
        if verdict["status"] == 7:
            assert verdict["reason_code"]
        if verdict["status"] == 6:
            assert any(c["direction"] == "contradicts" for c in cited)


def test_grave_verdicts_were_announced_fifteen_days_before(decisions: dict[str, Any]) -> None:
    notices = {n["verdict"]: n for n in decisions["notices"]}
    for verdict in decisions["verdicts"]:
        if verdict["status"] in (5, 6) and verdict["state"] == "published":
            notice = notices[verdict["key"]]
            assert notice["planned_publication"] - notice["sent_at"].date() >= timedelta(days=15)
            assert all(r["signed_at"].date() >= notice["planned_publication"] for r in verdict["reviews"])


def test_the_planned_defects_are_there() -> None:
    assert find("deliberation-D2024-017.pdf").read_bytes().startswith(b"<!doctype html>")
    assert find("deliberation-D2025-004.pdf").read_bytes() == b""
    assert b"%%EOF" not in find("liste-deliberations-2023-03-24.pdf").read_bytes()
    assert not "".join(lines_of(find("PV-CM-du-161222.pdf"))).strip()


def test_files_are_small() -> None:
    sizes = [p.stat().st_size for p in SITE.rglob("*") if p.is_file()]
    assert max(sizes) <= 300_000 and sum(sizes) < 6_000_000


def test_the_site_is_what_its_sources_give() -> None:
    done = subprocess.run([sys.executable, str(DEMO / "build.py"), "--check"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
