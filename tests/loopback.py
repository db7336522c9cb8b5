"""Builds small sites and towns for the collecting tests; the server is the product's own (`scrapers.loopback`)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.items import IssueItem, RunItem
from tracker.towns import TownConfig

PUBLIC = "http://mairie.invalid"
PDF = b"%PDF-1.4\n% a very small document\n"


def write_site(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a site and return its folder."""
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)
    return folder


def listing(*links: str, following: str = "") -> str:
    """Return a listing page with one dated row for each `address|words|date`."""
    rows = []
    for link in links:
        address, words, day = (*link.split("|"), "", "")[:3]
        rows.append(f'<li class="doc"><a href="{address}">{words}</a> <time>{day}</time></li>')
    more = f'<a class="next" href="{following}">suite</a>' if following else ""
    return f'<html><body><a href="/mentions.html">Mentions</a><ul>{"".join(rows)}</ul>{more}</body></html>'


def make_town(**source: Any) -> TownConfig:
    """Return a small town with one source."""
    base = {"key": "pv", "body": "conseil", "platform": "html_list", "url": f"{PUBLIC}/seances/index.html"}
    selectors = {"row": "li.doc", "link": "a", "date": "time", "next": "a.next"}
    if source.get("platform") == "folder":
        base, selectors = {"key": "pv", "body": "conseil"}, {}
    return TownConfig.model_validate(
        {
            "slug": "petite-ville", "name": "Petite-Ville", "insee": "99001", "bodies": [{"key": "conseil", "name": "Conseil municipal"}],
            "terms": [{"key": "t", "start": "2020-05-18", "end": "2026-03-15"}], "sources": [{**base, "selectors": selectors, **source}],
        }
    )  # fmt: skip


def issue_codes(issues: list[IssueItem]) -> list[str]:
    """Return the sorted codes of issues."""
    return sorted(issue.code for issue in issues)


def shape(run: RunItem) -> tuple[str, int, int]:
    """Return outcome, documents and issues of a run."""
    return run.outcome.value, run.counts.get("documents", 0), run.counts["issues"]
