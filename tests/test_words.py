"""Words proposed for the thesaurus: who may, what is refused, what is handed to a maintainer, and the page « Mots du métier »."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from tests.judging import fill
from tests.screens import html, opened, press
from tracker import queries, words
from tracker.errors import InputError, RightsError
from tracker.linking.thesaurus import load_thesaurus
from tracker.linking.thesaurus_file import LONGEST
from tracker.models import WordProposal, WordReview
from tracker.queries.shapes import ANYONE, Viewer
from tracker.settings import data_dir
from tracker.store import reading, writing
from tracker.vocabulary import Role

VERA, RITA = Viewer("vera", "Vera", Role.VOLUNTEER), Viewer("rita", "Rita", Role.REVIEWER)
THESAURUS = """
groups:
  meals: {note: "Repas des enfants. Pas les cafés.", theme: education, acts: ["8.1"], words: [cantine, repas], fires: [midi]}
  wells: {note: "Petit patrimoine.", theme: culture, acts: ["8.9"], words: [lavoir, "four a pain"]}
  more: {note: "Encore.", theme: culture, acts: ["8.9"], words: [lavoir, moulin]}
  again: {note: "Toujours.", theme: culture, acts: ["8.9"], words: [lavoir, calvaire]}
"""
WHY = "Lu dans les délibérations de ma commune."


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()
    data_dir().mkdir(parents=True, exist_ok=True)
    (data_dir() / "thesaurus.yml").write_text(THESAURUS, encoding="utf-8")
    near = {"words": {"cantine": [["refectoire", 0.8], ["repas", 0.7]], "repas": [["refectoire", 0.9]]}}
    (data_dir() / "neighbours.json").write_text(json.dumps(near), encoding="utf-8")


def propose(word: str = "réfectoire", group: str = "meals", who: str = "vera", reason: str = WHY) -> WordProposal:
    return words.propose_word(who, group, word, reason)


def rows() -> list[words.Answered]:
    with reading() as session:
        return words.proposed_words(session)


def test_a_proposal_is_kept_with_who_when_and_why() -> None:
    propose("  Réfectoire  ", reason=" Lu dans\nles délibérations.  ")
    [row] = rows()
    assert (row.group, row.word, row.reason, row.by, row.accepted) == ("meals", "refectoire", "Lu dans les délibérations.", "Vera", None)


@pytest.mark.parametrize(
    ("word", "group", "reason", "told"),
    [
        ("cantines", "meals", WHY, "already"),
        ("Midi", "meals", WHY, "already"),
        ("lavoirs", "meals", WHY, "three groups"),
        ("commune", "meals", WHY, "nearly everywhere"),
        ("association", "meals", WHY, "nearly every act"),
        ("de la", "meals", WHY, "names nothing"),
        ("sans abri", "meals", WHY, "alone"),
        ("x", "meals", WHY, "letters"),
        ("a" * (LONGEST + 1), "meals", WHY, "letters"),
        ('plat", evil: "x', "meals", WHY, "letters and digits"),
        ("plat\\n#", "meals", WHY, "letters and digits"),
        ("traiteur", "nothing", WHY, "No group"),
        ("traiteur", "meals", "court", "reason"),
        ("traiteur", "meals", "x" * 501, "reason"),
    ],
)
def test_what_would_harm_is_refused_in_plain_words(word: str, group: str, reason: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        propose(word, group, reason=reason)
    assert rows() == []


def test_strangers_and_the_same_word_again_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("nobody", "gone"):
        with pytest.raises(RightsError):
            propose(who=who)
    propose()
    with pytest.raises(InputError, match="already proposed"):
        propose("Refectoire", who="vito")
    monkeypatch.setattr(words, "MOST_OPEN", 1)
    with pytest.raises(RightsError, match="without an answer"):
        propose("traiteur")
    propose("traiteur", who="vito")


def test_only_another_reviewer_answers_and_the_newest_answer_counts() -> None:
    key = propose(who="rita").id
    for who in ("vera", "rita"):
        with pytest.raises(RightsError):
            words.answer_word(who, key, True)
    with pytest.raises(InputError, match="reason"):
        words.answer_word("remi", key, False)
    words.answer_word("remi", key, False, "Ce mot vaut pour tout autre chose.")
    assert rows()[0].accepted is False
    words.answer_word("rosa", key, True)
    assert (rows()[0].accepted, rows()[0].answered_by) == (True, "Rosa")
    words.answer_word("rosa", key, True)  # said twice: two rows, one answer
    with pytest.raises(InputError, match="proposal"):
        words.answer_word("remi", "wrd-none", True)


def test_rows_are_never_edited_nor_deleted() -> None:
    key = propose().id
    words.answer_word("remi", key, True)
    with pytest.raises(Exception, match=r"(?i)never|append"), writing() as session:
        session.get_one(WordProposal, key).word = "autre"
    with pytest.raises(Exception, match=r"(?i)never|append"), writing() as session:
        session.delete(session.get_one(WordReview, words_review(key)))


def words_review(key: str) -> str:
    from sqlmodel import select

    with reading() as session:
        return session.exec(select(WordReview.id).where(WordReview.proposal_id == key)).one()


def test_accepted_words_come_as_lines_to_paste_once() -> None:
    assert queries.accepted_yaml(RITA) == ""
    for word, accepted in (("réfectoire", True), ("traiteur", True), ("plateau", False)):
        words.answer_word("remi", propose(word).id, accepted, "Note assez longue.")
    propose("gamelle")
    lines = queries.accepted_yaml(RITA)
    assert yaml.safe_load(lines) == {"meals": {"words": ["cantine", "repas", "refectoire", "traiteur"]}}
    assert "Vera" not in lines and queries.accepted_yaml(VERA) == ""
    pasted = THESAURUS.replace("words: [cantine, repas]", "words: [cantine, repas, refectoire, traiteur]")
    (data_dir() / "thesaurus.yml").write_text(pasted, encoding="utf-8")
    assert load_thesaurus().groups["meals"] == ("cantine", "repas", "refectoire", "traiteur", "midi")
    assert queries.accepted_yaml(RITA) == ""


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("cantines", ["meals"]),
        ("Lavoir", ["wells", "more", "again"]),
        ("lav", ["wells", "more", "again"]),
        ("midi", ["meals"]),
        ("zzz", []),
    ],
)
def test_a_word_finds_its_groups_in_any_form(asked: str, found: list[str]) -> None:
    assert [card.name for card in queries.word_groups(VERA, asked)] == found
    assert queries.word_groups(ANYONE, asked) == ()


def test_a_group_shows_learned_words_that_it_does_not_hold() -> None:
    page = queries.word_group(VERA, "meals")
    assert page is not None
    assert [(one.word, one.like, one.cosine) for one in page.near] == [("refectoire", "repas", 0.9)]
    assert (page.card.words, page.card.fires) == (("cantine", "repas"), ("midi",))
    assert queries.word_group(VERA, "none") is None
    assert queries.word_group(ANYONE, "meals") is None


# ---- the page ----


def run(viewer: Viewer, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    monkeypatch.setattr("dashboard.session.viewer_of", lambda _cookie: viewer)
    return opened("thesaurus", **query)


def labelled(nodes: Any, start: str) -> Any:
    return next(node for node in nodes if node.label.startswith(start))


def test_the_page_is_for_signed_in_people(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = html(run(ANYONE, monkeypatch))
    assert "réservé aux personnes connectées" in seen and "Repas des enfants" not in seen


def test_a_volunteer_searches_opens_a_group_and_proposes(monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(VERA, monkeypatch, q="cantine")
    assert "Repas des enfants" in html(test) and "Petit patrimoine" not in html(test)
    test = run(VERA, monkeypatch, group="meals")
    assert "refectoire (près de « repas »)" in html(test) and "Pas les cafés." in html(test)
    labelled(test.text_input, "Mot ou").set_value("commune")
    labelled(test.text_area, "Où avez-vous").set_value(WHY)
    assert "presque partout" in press(test, "Proposer").error[0].value
    assert labelled(test.text_area, "Où avez-vous").value == WHY
    labelled(test.text_input, "Mot ou").set_value("réfectoire")
    assert "enregistrée" in press(test, "Proposer").success[0].value
    assert "proposé par Vera" in html(test) and "sans réponse" in html(test)
    assert labelled(test.text_input, "Mot ou").value == labelled(test.text_area, "Où avez-vous").value == ""
    assert not [one for one in test.button if one.label == "Accepter"]


def test_a_reviewer_answers_and_gets_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    propose()
    propose("traiteur", who="rita")
    test = run(RITA, monkeypatch)
    assert "1 proposition à relire" in html(test) and "traiteur" not in html(test).split("groupes")[0]
    assert "Une raison" in press(test, "Écarter").error[0].value
    assert "enregistrée" in press(test, "Accepter").success[0].value
    assert rows()[-1].accepted is True
    assert test.get("download_button")


def test_what_people_write_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    propose(reason="<script>alert(1)</script> et <img src=x>")
    test = run(VERA, monkeypatch, group="meals")
    raw = " ".join(str(node.proto.body) for node in test.get("html"))
    assert "<script>" not in raw and "<img src=x>" not in raw and "&lt;script&gt;" in raw


@pytest.mark.parametrize("query", [{"group": "<b>"}, {"theme": "<b>"}, {"q": "<b>x" * 200}, {"q": "²", "theme": "culture", "lang": "en"}])
def test_odd_addresses_are_shown_the_list(monkeypatch: pytest.MonkeyPatch, query: dict[str, str]) -> None:
    raw = " ".join(str(node.proto.body) for node in run(VERA, monkeypatch, **query).get("html"))
    assert "<b>x" not in raw
