"""Every value has its words in both languages, and no public word judges a person."""

import string
from datetime import UTC, date, datetime

import pytest

from tracker import refusals, wording, wording_screens
from tracker.errors import InvariantError
from tracker.vocabulary import EvidenceStep, Status

NBSP, NARROW = "\u00a0", "\u202f"


def test_every_value_of_the_vocabulary_has_words_in_both_languages() -> None:
    for kind in wording._GROUPS:
        for member in kind:
            assert wording.enum_label(member, "fr") and wording.enum_label(member, "en")


def test_no_label_uses_a_banned_word_and_both_languages_take_the_same_values() -> None:
    assert refusals.RULES and wording_screens
    for key, (french, english) in wording.all_labels().items():
        assert not wording.banned_words(french) and not wording.banned_words(english), key
        places = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (french, english)]
        assert places[0] == places[1], key


@pytest.mark.parametrize(
    "text",
    [
        "Une promesse encore une fois ROMPUE.",
        "promesses brisées",
        "il a trahi les habitants",
        "un engagement renié",
        "C'est un mensonge",
        "le maire a menti",
        "il a beaucoup trompé",
        "parjure",
        "quel cynisme",
        "un projet bidon",
        "men\u00adteur",
        "ＭＥＮＴＥＵＲ",
        "a broken promise",
    ],
)
def test_banned_words_are_found_under_any_dress(text: str) -> None:
    assert wording.banned_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le centre de santé n'a pas ouvert au 22/03/2026.",
        "La canalisation rompue est réparée.",
        "Le bidonville est résorbé.",
        "Les éléments réunis sont mentionnés page 4.",
        "Un promeneur a été entendu.",
    ],
)
def test_plain_facts_may_be_written(text: str) -> None:
    assert wording.banned_words(text) == []


def test_silence_is_not_told_as_a_failure() -> None:
    assert wording.banned_for_silence("Engagement non tenu") and wording.banned_for_silence("Rien n'a été fait.")
    assert wording.banned_for_silence("Aucun élément trouvé au 12/11/2026 dans 214 documents.") == []


def test_statuses_carry_their_date() -> None:
    day = date(2026, 11, 5)
    assert wording.status_label(1, as_of=day) == "Aucun élément trouvé au 05/11/2026"
    assert wording.status_label(2, as_of=day, kept_so_far=True) == "Respecté à ce jour (05/11/2026)"
    assert wording.status_label(Status.ENGAGED, as_of=day) == "Engagé"
    assert wording.status_label(5, lang="en") == "Not delivered by the deadline"


def test_dates_numbers_and_euros_are_written_the_french_way() -> None:
    assert wording.date_long(date(2026, 11, 15)) == "15 novembre 2026"
    assert wording.date_long(date(2026, 11, 1)) == "1er novembre 2026"
    assert wording.date_long(date(2026, 8, 1), "en") == "1 August 2026"
    assert wording.date_short(date(2026, 3, 5)) == "05/03/2026"
    assert wording.moment_long(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juillet 2026 à 00:30"
    assert wording.number(1234567) == f"1{NARROW}234{NARROW}567"
    assert wording.euros(1500) == f"1{NARROW}500{NBSP}€" and wording.euros(12.5) == f"12,50{NBSP}€"


def test_plurals_differ_by_language() -> None:
    assert [wording.plural("count.pledges", n) for n in (0, 1, 2)] == ["0 promesse", "1 promesse", "2 promesses"]
    assert wording.plural("count.pledges", 0, "en") == "0 pledges"


def test_values_inside_a_sentence_are_said_in_the_reader_s_language() -> None:
    steps = frozenset({EvidenceStep.VOTED, EvidenceStep.FUNDED})
    assert wording.shown(steps) == "financé ; voté" and wording.shown(steps, "en") == "funded ; voted"


def test_unknown_or_changed_keys_are_refused() -> None:
    with pytest.raises(InvariantError, match="no label"):
        wording.label("no.such")
    with pytest.raises(InvariantError):
        wording.add_labels({"status.4": ("Fait", "Done")})


def test_themes_have_words() -> None:
    assert wording.theme_label("housing") and wording.theme_label("housing", "en") != wording.theme_label("housing")
    assert wording.theme_label("own-theme-of-a-town") == "own-theme-of-a-town"
