"""Compound pledges in lists and figures: parts stand under their parent, and both totals are told, never added up."""

from pathlib import Path
from typing import Any

import pytest

from tests.judging import fill
from tests.screens import screen
from tracker import queries
from tracker.models import Pledge
from tracker.queries.shapes import ANYONE, Totals
from tracker.store import writing
from tracker.vocabulary import FulfilmentKind, Status, Wording

WHOLE = "Rénover trois halles et planter des haies."
PARTS = ("Rénover trois halles", "planter des haies.")


@pytest.fixture(autouse=True)
def _compound(store: Path) -> None:
    """Give the small town one compound pledge of two parts, beside its five simple ones."""
    fill()
    about: dict[str, Any] = {"wording": Wording.VERBATIM, "confirmed": True, "fulfilment": FulfilmentKind.OUTCOME, "themes": ["ecology"]}
    with writing() as session:
        programme = session.get_one(Pledge, "ple-halle").programme_id
        rows = [("ple-tout", WHOLE, None), ("ple-a", PARTS[0], "ple-tout"), ("ple-b", PARTS[1], "ple-tout")]
        for place, (key, text, parent) in enumerate(rows, start=90):
            session.add(Pledge(id=key, programme_id=programme, key=key, position=place, text=text, parent_id=parent, **about))
            session.flush()


def test_parts_are_never_counted_beside_their_parent() -> None:
    rows = queries.pledge_list("ville", ANYONE)
    assert len(rows) == 8
    assert queries.totals(queries.families(rows)) == Totals(written=6, compound=1, single=7)
    seen = queries.overview("ville", ANYONE)
    assert seen is not None
    assert seen.totals == Totals(6, 1, 7) and (seen.as_written, seen.pledges) == (6, 7)
    assert sum(seen.by_status.values()) == 7 and seen.totals_by_source["ville/liste-a-2020"] == Totals(5, 1, 6)


def test_a_part_whose_parent_is_hidden_stands_by_itself() -> None:
    rows = [row for row in queries.pledge_list("ville", ANYONE) if row.id != "ple-tout"]
    assert queries.totals(queries.families(rows)) == Totals(7, 0, 7)


def test_the_list_shows_parts_under_their_parent_with_both_totals() -> None:
    shown = screen("pledges", town="ville")
    assert "6 promesses, dont 1 composée ; 7 engagements suivis un à un" in shown
    assert "Promesse composée : 2 parties" in shown and shown.count('class="cp-family"') == 1
    whole, first, second = (shown.index(f">{words}</a>") for words in (WHOLE, *PARTS))
    assert whole < shown.index('class="cp-family"') < first < second


def test_a_search_shows_the_parts_that_answer_and_tells_how_many_there_are() -> None:
    shown = screen("pledges", town="ville", words="haies planter")
    assert "Ici : 1 promesse, dont 1 composée ; 1 engagement suivi par lui-même." in shown
    assert f">{PARTS[0]}</a>" not in shown and f">{PARTS[1]}</a>" in shown and f">{WHOLE}</a>" in shown
    assert "1 montrée sur 2" in shown
    assert "En tout : 6 promesses, dont 1 composée ; 7 engagements suivis un à un." in shown


def test_a_compound_pledge_has_no_status_of_its_own() -> None:
    unexamined = queries.Filters(status=int(Status.UNEXAMINED))
    found = {row.id for row in queries.pledge_list("ville", ANYONE, unexamined)}
    assert {"ple-a", "ple-b"} <= found and "ple-tout" not in found
    shown = screen("pledges", town="ville", words="trois halles et")
    assert shown.count("Pas encore examiné</span></span>") == 2  # its two parts, not itself


def test_the_front_page_tells_both_totals() -> None:
    front = screen("overview", town="ville")
    assert "6 promesses, dont 1 composée ; 7 engagements suivis un à un" in front
    assert "Par statut, au" in front and "7 promesses sont suivies" not in front
