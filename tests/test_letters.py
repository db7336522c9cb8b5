"""Drafts of letters: the right articles, the right addressee, dates in full, and never an accusation."""

import re
from datetime import date
from pathlib import Path

import pytest

from tracker import wording
from tracker.errors import InputError, InvariantError
from tracker.letters import ASKED_FOR, Missing, Sender, can_ask, draft_referral, draft_request, file_name
from tracker.settings import shipped_data_dir
from tracker.vocabulary import Classification, CoverageState, RecordPart

TODAY = date(2026, 11, 15)


def missing(part: RecordPart = RecordPart.MINUTES, **changes: object) -> Missing:
    """Return minutes that were not found."""
    content = {
        "town": "Val-Essai", "body": "Conseil municipal", "classification": "council", "part": part, "sitting": date(2026, 3, 12),
        "state": CoverageState.NOT_PUBLISHED, "as_of": TODAY,
    }  # fmt: skip
    return Missing(**{**content, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("state", ASKED_FOR)
@pytest.mark.parametrize("part", RecordPart)
@pytest.mark.parametrize("sitting", [date(2010, 3, 12), date(2018, 3, 12), date(2026, 3, 12)])
@pytest.mark.parametrize("body", ["council", Classification.EPCI.value])
def test_every_draft_is_whole_and_accuses_nobody(lang: str, state: CoverageState, part: RecordPart, sitting: date, body: str) -> None:
    asked = missing(part, state=state, sitting=sitting, classification=body)
    for text in (draft_request(asked, TODAY, lang=lang), draft_referral(asked, date(2026, 9, 30), TODAY, lang=lang)):
        assert "$" not in text and "{" not in text
        assert wording.banned_words(text) == [] and wording.banned_for_silence(text) == []
        assert not re.search(r"illégal|faute|manquement|refuse de|unlawful|fault", text, re.IGNORECASE)
        assert wording.date_long(sitting, lang) in text


def test_the_articles_are_those_of_the_document_and_of_the_body() -> None:
    text = draft_request(missing(), TODAY)
    for words in ("le procès-verbal de la séance du 12 mars 2026", "L.2121-15", "L.2121-26", "L.311-1", "R.311-12", "R.311-13"):
        assert words in text
    assert "L.2121-25" in draft_request(missing(RecordPart.LIST), TODAY) and "L.2131-1" in draft_request(missing(RecordPart.ACTS), TODAY)
    epci = draft_request(missing(classification="epci", body="Métropole du Val"), TODAY)
    assert "L.5211-46" in epci and "Métropole du Val" in epci and "le maire" not in epci
    before = draft_request(missing(RecordPart.LIST, sitting=date(2021, 3, 12)), TODAY)
    assert "le compte rendu de la séance du 12 mars 2021" in before and "alors applicable" in before


def test_the_referral_counts_its_months_and_joins_the_request() -> None:
    text = draft_referral(missing(), date(2026, 9, 30), TODAY, Sender("Ada Exemple", "ada@exemple.invalid"))
    for words in ("30 septembre 2026", "30 octobre 2026", "30 décembre 2026", "R.343-1", "copie de la demande", "Ada Exemple"):
        assert words in text


def test_nothing_is_asked_before_the_legal_date_nor_for_a_hole_of_ours() -> None:
    refused = {state for state in CoverageState if not can_ask(state)}
    assert {CoverageState.NOT_DUE, CoverageState.NOT_COLLECTED, CoverageState.READABLE, CoverageState.NO_DUTY} <= refused
    for state in refused:
        with pytest.raises(InvariantError):
            draft_request(missing(state=state), TODAY)


def test_what_a_person_types_stays_text_and_an_accusation_is_refused() -> None:
    text = draft_request(missing(), TODAY, Sender("$town {x} <b>", "  "))
    assert "$town {x} <b>" in text and "[Adresse" in text
    with pytest.raises(InputError, match="menteur"):
        draft_request(missing(), TODAY, Sender("Le maire est un menteur"))
    assert file_name("cada", missing()) == "cada-minutes-2026-03-12.txt"


def test_a_group_may_keep_its_own_letters_and_a_wrong_one_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    (folder / "request.fr.md").write_text("Bonjour $town, $document", encoding="utf-8")
    assert draft_request(missing(), TODAY).startswith("Bonjour Val-Essai, le procès-verbal")
    (folder / "request.fr.md").write_text("Bonjour $mayor", encoding="utf-8")
    with pytest.raises(InputError, match="mayor"):
        draft_request(missing(), TODAY)
    assert {path.name for path in (shipped_data_dir() / "letters").iterdir()} == {
        "cada.en.md", "cada.fr.md", "phrases.yml", "request.en.md", "request.fr.md",
    }  # fmt: skip
