"""Why each link was kept, refused, followed or left: one line of JSON for each, in the run's folder, for whoever wonders.

A crawler that cannot say why it left a document out cannot be corrected by the people who know the site.
"""

from pathlib import Path
from typing import Literal

from scrapers.discovery.judge import Judged
from scrapers.discovery.page import PageLink
from scrapers.runs import RunFolder
from tracker.items import Item

FILE = "explanations.jsonl"
# likely: asked as a page, because its words name a record although its address does not look like a file
Decision = Literal["kept", "refused", "opened", "likely", "followed", "not_followed", "left"]


class Explanation(Item):
    """One decision about one link."""

    url: str
    page_url: str = ""
    text: str = ""
    heading: str = ""
    decision: Decision
    score: float = 0.0  # of being a council record
    follow: float = 0.0  # how much it was worth following
    kind: str = ""
    date: str = ""
    reasons: tuple[str, ...] = ()


class Explanations:
    """The decisions of a crawl, and their file; each line is written at once, so that a killed crawl still explains what it did."""

    def __init__(self, run: RunFolder) -> None:
        """Write beside the run's items."""
        self.path = run.path / FILE
        self._taken: dict[str, Decision] = {}

    def of(self, url: str) -> Decision | None:
        """Return the last decision on an address."""
        return self._taken.get(url)

    def add(
        self, link: PageLink, page_url: str, decision: Decision, judged: Judged | None = None, *more: str
    ) -> None:  # fmt: skip
        """Take a decision and write why."""
        self._taken[link.url] = decision
        said = Explanation(url=link.url, page_url=page_url, text=link.text, heading=link.heading, decision=decision, reasons=more)
        if judged is not None:
            told = {"score": judged.score, "follow": judged.follow, "kind": judged.kind.value, "date": str(judged.date or "")}
            said = said.model_copy(update={**told, "reasons": (*more, *judged.reasons)})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(said.model_dump_json(exclude_defaults=True) + "\n")


def read_explanations(folder: Path) -> list[Explanation]:
    """Return the decisions of a run folder, in the order they were taken; none when its crawl discovered nothing by itself."""
    path = folder / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Explanation.model_validate_json(line) for line in lines]
