"""One act met in several documents is one row; two acts are never one because a number or a few words agree."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from tests.factories import Paper, crawl_and_read, sample_town, stored_content, write_run
from tracker import checks, ids
from tracker.ingest import ingest
from tracker.ingest.candidates import Candidate
from tracker.ingest.folders import Trouble
from tracker.ingest.titles import alike, clearly_differ, same_subject
from tracker.ingest.twins import find_twins
from tracker.items import ActItem
from tracker.models import Act, Issue
from tracker.store import reading
from tracker.vocabulary import DocumentKind, Outcome

TOWN = sample_town()
LIST, MINUTES = DocumentKind.LISTE_DELIBERATIONS, DocumentKind.PROCES_VERBAL
DAY = date(2026, 6, 26)
SCHOOL, ROAD, POOL = "Ouverture de l'école du Pré", "Réfection de la rue Haute", "Tarifs de la piscine"


def paper(url: str, kind: DocumentKind, *lines: tuple[str | None, str], long: bool = False, **changes: Any) -> Paper:
    """Return a document in which each act is a title, and for minutes a debate and a vote."""
    texts = [title + (" — le conseil en débat longuement, puis vote." if long else "") for _, title in lines]
    made = Paper(pages=("\n".join([url, *texts]),), url=url, kind=kind, day=DAY)
    for (number, title), text in zip(lines, texts, strict=True):
        made.act(text, text[-4:], number=number, title=title, **changes)
    return made


def minutes(*lines: tuple[str | None, str], url: str = "pv.txt", **changes: Any) -> Paper:
    return paper(url, MINUTES, *lines, long=True, **changes)


def listed(*lines: tuple[str | None, str], url: str = "liste.txt", **changes: Any) -> Paper:
    return paper(url, LIST, *lines, **changes)


def kept(*papers: Paper) -> tuple[list[tuple[str | None, str]], list[str]]:
    """Read the papers in every order and return the acts kept and the codes of the issues, which must not depend on it."""
    seen = {_one_order(order) for order in permutations(papers)}
    assert len(seen) == 1, f"the result depends on the order of the documents: {seen}"
    acts, codes = seen.pop()
    return [(number, title) for _, number, title, _ in acts], list(codes)


def _one_order(papers: tuple[Paper, ...]) -> tuple[Any, Any]:
    trouble = Trouble("run")
    clusters = find_twins([c for one in papers for c in candidates(one)], trouble)
    acts = [(k.id, k.best.act.number, k.best.act.title, tuple(c.act.sha256 for c in k.others)) for k in clusters]
    assert len({k.id for k in clusters}) == len(clusters)
    assert all(len({c.act.sha256 for c in k.members}) == len(k.members) for k in clusters)
    return tuple(sorted(acts)), tuple(sorted(issue.code for _, issue in trouble.found))


def candidates(one: Paper) -> list[Candidate]:
    acts = [ActItem.model_validate(act) for act in one.acts]
    numbers = [act.number for act in acts]
    made = []
    for act in acts:
        repeated = act.number is not None and numbers.count(act.number) > 1
        key = ids.act_id(
            transmission_id=act.transmission_id, siren="1", day=str(act.date), number=act.number,
            number_is_unique=not repeated, sha256=act.sha256, text=act.text,
        )  # fmt: skip
        made.append(Candidate({"id": key, "body_id": "v/council", "number_repeated": repeated}, act, one.kind, one.url))
    return made


def test_minutes_without_numbers_and_the_list_are_the_same_acts() -> None:
    found, codes = kept(minutes((None, SCHOOL), (None, ROAD)), listed(("2026-31", SCHOOL.upper()), ("2026-32", ROAD), ("2026-33", POOL)))
    assert sorted(found, key=str) == sorted([(None, SCHOOL), (None, ROAD), ("2026-33", POOL)], key=str)
    assert codes == []


def test_one_number_on_two_different_titles_is_two_acts_and_an_issue() -> None:
    found, codes = kept(minutes(("2026-31", SCHOOL)), listed(("2026-31", ROAD)))
    assert sorted(found) == [("2026-31", SCHOOL), ("2026-31", ROAD)]
    assert codes == ["number_conflict"]


def test_one_number_on_titles_that_are_shortened_is_one_act() -> None:
    assert kept(minutes(("D2026-31", "Budget primitif 2026")), listed(("2026_31", "BP 2026")))[0] == [("D2026-31", "Budget primitif 2026")]
    with_footer = POOL + " Liste affichée et mise en ligne selon les articles du code général des collectivités"
    assert len(kept(minutes(("31", POOL)), listed(("31", with_footer)))[0]) == 1


def test_the_same_title_under_two_numbers_is_one_act_only_beside_a_list() -> None:
    found, codes = kept(minutes(("2026-31", SCHOOL)), listed(("2026-32", SCHOOL)))
    assert found == [("2026-31", SCHOOL)]
    assert codes == ["number_conflict"]
    assert len(kept(minutes(("2026-31", SCHOOL)), minutes(("2026-32", SCHOOL), url="autre.txt"))[0]) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vente de la parcelle cadastrée AB 12 rue Haute", "Vente de la parcelle cadastrée AB 13 rue Haute"),
        ("Approbation du compte administratif 2025 du budget de l'eau", "Approbation du compte administratif 2025 du budget des ordures"),
        ("Décision modificative n° 1 du budget principal", "Décision modificative n° 2 du budget principal"),
    ],
)
def test_sibling_titles_are_two_acts(one: str, other: str) -> None:
    assert alike(one, other) >= 0.7
    assert len(kept(minutes((None, one)), listed((None, other)))[0]) == 2


def test_two_possible_twins_are_not_guessed() -> None:
    found, _ = kept(minutes((None, SCHOOL)), listed(("1", SCHOOL + " et de son jardin"), ("2", SCHOOL + " neuve")))
    assert len(found) == 3
    assert len(kept(minutes((None, SCHOOL)), listed(("2", SCHOOL + " neuve")))[0]) == 1


def test_acts_of_one_document_are_never_merged() -> None:
    assert len(kept(minutes((None, SCHOOL), ("2026-31", SCHOOL)))[0]) == 2


def test_a_number_printed_twice_follows_the_list_by_its_titles() -> None:
    found, _ = kept(
        minutes(("52", "Redevance télécommunications 2026"), ("52", POOL)), listed(("52", "RODP télécommunications"), ("53", POOL))
    )
    assert sorted(found) == [("52", "Redevance télécommunications 2026"), ("52", POOL)]


def test_other_days_and_no_day_are_other_acts() -> None:
    early, lost = minutes((None, SCHOOL)), minutes((None, SCHOOL), url="lost.txt")
    early.acts[0]["date"], lost.acts[0]["date"] = date(2025, 1, 1), None
    assert len(kept(early, lost, listed((None, SCHOOL)))[0]) == 3


def test_three_documents_of_one_sitting_are_one_act() -> None:
    files = minutes((None, SCHOOL)), minutes(("DE_2026_086", SCHOOL), url="registre.txt"), listed(("2026-86", SCHOOL))
    assert len(kept(*files)[0]) == 1


def test_one_transmission_id_is_one_act_whatever_its_title() -> None:
    one, other = minutes(("1", SCHOOL), transmission_id="T-1"), listed(("2", ROAD), transmission_id="T-1")
    assert len(kept(one, other)[0]) == 1


TITLES = st.lists(st.tuples(st.sampled_from([None, "1", "2", "D-1"]), st.sampled_from([SCHOOL, ROAD, POOL, ROAD + " n° 2"])), max_size=4)


@given(first=TITLES, second=TITLES, third=TITLES)
def test_nothing_depends_on_the_order_and_no_document_loses_an_act(first: Any, second: Any, third: Any) -> None:
    papers = [minutes(*first), listed(*second), minutes(*third, url="registre.txt")]
    for one in papers:
        for place, act in enumerate(one.acts):  # the factory finds the first of two equal lines: give each its own
            act["span"] = (act["span"][0], act["span"][1] + place)
            act["text"] += f" ({place})"
    found, _ = kept(*papers)
    assert max(map(len, (first, second, third))) <= len(found) <= len(first) + len(second) + len(third)


def test_the_words_of_titles() -> None:
    assert same_subject("Réfection des rues", "REFECTION DE LA RUE")
    assert not clearly_differ("BP 2026", "Budget primitif 2026")
    assert clearly_differ(SCHOOL, ROAD)
    assert alike("", SCHOOL) == 0


@pytest.mark.usefixtures("store")
def test_a_list_that_comes_later_fills_what_is_unknown_and_the_second_time_is_noop() -> None:
    pv = minutes((None, SCHOOL), (None, ROAD))
    crawl_and_read(pv)
    ingest(TOWN)
    official = listed(("2026-31", SCHOOL), ("2026-32", ROAD), outcome="adopted")
    write_run("minutes", [official.document()], number=2)
    write_run("read", [*pv.items(), *official.items()], number=2)
    ingest(TOWN, force=True)
    with reading() as session:
        acts = list(session.exec(select(Act)))
    assert {(act.number, act.outcome, act.sha256) for act in acts} == {(n, Outcome.ADOPTED, pv.sha256) for n in ("2026-31", "2026-32")}
    before = stored_content()
    again = ingest(TOWN)
    assert (again.inserted, again.updated, again.removed) == (0, 0, 0)
    assert stored_content() == before
    assert checks.check() == []


@pytest.mark.usefixtures("store")
def test_the_issue_names_both_titles_and_both_documents() -> None:
    crawl_and_read(minutes(("2026-31", SCHOOL)), listed(("2026-31", ROAD)))
    ingest(TOWN)
    with reading() as session:
        issue = session.exec(select(Issue)).one()
        by_title = {act.title: act.id for act in session.exec(select(Act))}
    assert issue.code == "number_conflict"
    assert all(word in issue.message for word in (SCHOOL, ROAD, "pv.txt", "liste.txt", "2026-31"))
    trusted = ids.act_id(
        transmission_id=None, siren="999999990", day=str(DAY), number="2026-31", number_is_unique=True, sha256="", text=""
    )  # fmt: skip
    assert by_title[ROAD] == trusted != by_title[SCHOOL]
