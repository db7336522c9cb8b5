"""The dated story of a pledge, what the machine searched and says of its suggestions: who sees what, in which order, in which words."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.components.explanation import direction_words, score_table, why_sentence
from dashboard.components.suggestion_card import suggestion_card
from dashboard.components.timeline import proposed_timeline, public_timeline
from tests.judging import FIRST, NOON, SHA, cited, fill
from tracker import evidence, queries, verdicts, wording
from tracker.models import Act, Amount, LinkSearch, Run, Suggestion
from tracker.queries.shapes import ANYONE, ActView, AmountView, PledgePage, SuggestionView, Viewer
from tracker.queries.timeline import LADDER, amount_fall, guess_step
from tracker.store import writing
from tracker.vocabulary import ActStage, AmountRole, Band, Direction, EvidenceStep, Judgement, Outcome, Role, RunOutcome

VERA = Viewer("vera", "Vera", Role.VOLUNTEER)
RITA = Viewer("rita", "Rita", Role.REVIEWER)


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


def _part(pledge: str, act: str, how: str = "same_word", field: str = "title", points: float = 1.0, share: float = 0.5) -> dict[str, Any]:
    return {"pledge_word": pledge, "act_word": act, "how": how, "field": field, "points": points, "share": share}


def _suggest(*acts: str, pledge: str = "ple-halle", **changes: Any) -> None:
    with writing() as session:
        for rank, act in enumerate(acts, 1):
            row = {"score": 9.0 - rank, "method": "test@1", "run_id": "run-1", "explanation": [_part("halle", "halle")]} | changes
            session.add(Suggestion(id=f"sug-{act}", pledge_id=pledge, act_id=act, rank=rank, **row))


def _page(viewer: Viewer = VERA, pledge: str = "ple-halle") -> PledgePage:
    page = queries.pledge_page(pledge, viewer)
    assert page
    return page


def _view(**changes: Any) -> SuggestionView:
    _suggest("act-1", **changes)
    return _page().suggestions[0]


# The timeline


def test_facts_stand_by_date_and_only_those_that_people_confirmed() -> None:
    _suggest("act-1", "act-2", "act-old")
    cited("ple-halle", step="delivered", act="act-2")
    cited("ple-halle", step="voted", act="act-old")
    story = _page().timeline
    assert story and [entry.date for entry in story.facts] == [date(2019, 3, 12), date(2024, 3, 12)]
    assert [entry.step for entry in story.facts] == [EvidenceStep.VOTED, EvidenceStep.DELIVERED]
    assert [entry.key for entry in story.proposals] == ["sug-act-1"]
    assert story.facts[0].preexisting and not story.facts[1].preexisting


def test_proposals_are_for_signed_in_people_and_never_among_the_facts() -> None:
    _suggest("act-1")
    story = _page(ANYONE).timeline
    assert story and story.facts == () and story.proposals == ()
    assert public_timeline(story) == "" and proposed_timeline(story) == ""
    mine = _page().timeline
    assert mine and mine.facts == () and "Halle couverte" in proposed_timeline(mine)
    assert "Halle couverte" not in public_timeline(mine) and "Proposé par la machine" in proposed_timeline(mine)


def test_an_act_that_i_refused_is_proposed_no_more() -> None:
    _suggest("act-1", "act-2")
    evidence.judge("vera", "ple-halle", "act-1", Judgement.REJECTED)
    story = _page().timeline
    assert story and [entry.key for entry in story.proposals] == ["sug-act-2"]


def test_what_is_only_related_proposes_no_date() -> None:
    _suggest("act-1", band=Band.RELATED)
    story = _page().timeline
    assert story and story.proposals == () and _page().suggestions


def test_a_step_is_dated_by_what_supports_the_pledge_within_its_term() -> None:
    cited("ple-halle", step="voted", act="act-old")
    cited("ple-halle", step="funded", direction="contradicts", act="act-1")
    story = _page().timeline
    assert story and all(story.first(step) is None for step in LADDER)
    assert public_timeline(story).count("aucun élément confirmé") == len(LADDER)
    cited("ple-halle", step="delivered", act="act-2")
    story = _page().timeline
    first = story.first(EvidenceStep.DELIVERED) if story else None
    assert first and first.date == date(2024, 3, 12) and public_timeline(story).count("cp-reached") == 1  # type: ignore[arg-type]


def test_what_goes_against_the_pledge_has_the_same_place_and_says_so_in_words() -> None:
    cited("ple-halle", step="voted", act="act-1")
    cited("ple-halle", step="withdrawn", direction="contradicts", act="act-2")
    html = public_timeline(_page(ANYONE).timeline)  # type: ignore[arg-type]
    assert html.count('<li class="supports">') == html.count('<li class="contradicts">') == 1 and html.count("<h4>") == 2
    assert "Va contre la promesse" in html and "Va dans le sens de la promesse" in html
    assert html.count("« Le conseil adopte la construction »") == 2 and html.count(f"/documents/{SHA}") == 2


def test_acts_before_the_term_are_marked_in_words() -> None:
    cited("ple-halle", step="voted", act="act-old")
    assert wording.label("flag.preexisting") in public_timeline(_page(ANYONE).timeline)  # type: ignore[arg-type]


def test_what_a_document_says_is_escaped_in_the_timeline() -> None:
    with writing() as session:
        session.get_one(Act, "act-1").title = "<script>alert(1)</script>"
    _suggest("act-1", "act-2")
    cited("ple-halle", act="act-1")
    html = public_timeline(_page().timeline) + proposed_timeline(_page().timeline)  # type: ignore[arg-type]
    assert "<script" not in html and "&lt;script&gt;" in html


def test_undated_facts_come_last() -> None:
    with writing() as session:
        session.get_one(Act, "act-old").date = None
    _suggest("act-old", "act-1")
    story = _page().timeline
    assert story and [entry.date for entry in story.proposals] == [date(2024, 3, 12), None]
    assert "date inconnue" in proposed_timeline(story)


# Amounts that fall


def _act(*amounts: AmountView, title: str = "Subvention 2030") -> ActView:
    act = _page().suggestions[0].act
    return replace(act, title=title, date=date(2030, 1, 1), amounts=amounts)


def _subsidy(value: float, whom: str = "Les Amis", **more: Any) -> AmountView:
    return AmountView("x", value, None, AmountRole.SUBSIDY, whom, **more)


def test_only_amounts_that_can_be_compared_fall() -> None:
    _suggest("act-1")
    fall = amount_fall(_act(_subsidy(900)), _act(_subsidy(600), title="Autre titre"))
    assert fall and (fall.before, fall.after) == (900, 600)
    assert amount_fall(_act(_subsidy(600)), _act(_subsidy(900))) is None
    assert amount_fall(_act(_subsidy(900)), _act(_subsidy(600, "Le Club"))) is None
    assert amount_fall(_act(_subsidy(900), _subsidy(800)), _act(_subsidy(600))) is None
    assert amount_fall(_act(_subsidy(900, ocr=True)), _act(_subsidy(600))) is None
    assert amount_fall(_act(AmountView("x", 900)), _act(AmountView("x", 600))) is None
    nobody = _act(_subsidy(900, "")), _act(_subsidy(600, ""), title="Subvention 2031")
    assert amount_fall(*nobody) and amount_fall(nobody[0], _act(_subsidy(600, ""), title="Achat")) is None


def test_a_fall_is_told_as_computed_with_the_act_it_is_compared_with() -> None:
    with writing() as session:
        for act, value in (("act-old", 900.0), ("act-1", 600.0)):
            row = {"raw": str(value), "value": value, "role": AmountRole.SUBSIDY, "beneficiary": "Les Amis", "span_start": 1, "span_end": 2}
            session.add(Amount(act_id=act, position=0, **row))
    cited("ple-halle", step="funded", act="act-old")
    cited("ple-halle", step="funded", act="act-1")
    html = public_timeline(_page(ANYONE).timeline)  # type: ignore[arg-type]
    assert "Montant en baisse : 900" in html and "calculé" in html and "Halle, étude" in html


@pytest.mark.parametrize(
    ("stage", "outcome", "step"),
    [
        (ActStage.CONTRACTED, Outcome.ADOPTED, EvidenceStep.CONTRACTED), (ActStage.VOTED, Outcome.REJECTED, EvidenceStep.REJECTED),
        (None, None, EvidenceStep.VOTED), (ActStage.NONE, None, EvidenceStep.VOTED), (ActStage.DELIVERED, None, EvidenceStep.DELIVERED),
    ],
)  # fmt: skip
def test_the_step_to_preselect(stage: ActStage | None, outcome: Outcome | None, step: EvidenceStep) -> None:
    assert guess_step(replace(_view().act, stage=stage, outcome=outcome)) == step


# Why an act is suggested


def test_one_plain_sentence_tells_the_strongest_reasons() -> None:
    parts = [
        _part("vélo", "cyclable", "thesaurus", "title", 5.0), _part("vélo", "cyclable", "thesaurus", "text", 2.0),
        _part("canal", "canal", "same_word", "title", 1.0), _part("sûre", "sûres", "same_stem", "text", 0.4),
        _part("120 000 euros", "120 000 €", "amount", "text", 0.3), _part("000", "000", "amount", "text", 0.9),
        _part("", "", "routine", "title", -2.0),
    ]  # fmt: skip
    assert why_sentence(parts) == (
        "Proposé parce que « vélo » (promesse) rejoint « cyclable » (titre de l'acte), que « canal » figure dans le titre de l'acte "
        "et que le montant 120 000 € figure dans les deux ; 2 mots en commun."
    )


def test_the_sentence_stays_true_without_words() -> None:
    assert why_sentence([]) == ""
    assert why_sentence([_part("", "", "similar")]) == (
        "Proposé parce que cet acte ressemble à d'autres actes bien classés, sans mot commun."
    )
    assert why_sentence([_part("halle", "halle")]) == "Proposé parce que « halle » figure dans le titre de l'acte ; 1 mot en commun."


def test_a_name_is_told_once() -> None:
    parts = [_part("rives", "rives"), _part("stade", "stade"), _part("rives", "rives", "name", points=0.2)]
    assert why_sentence(parts) == (
        "Proposé parce que « stade » figure dans le titre de l'acte et que le nom « rives » figure dans les deux ; 2 mots en commun."
    )


def test_the_table_holds_every_part_and_its_shares_add_up() -> None:
    parts = [_part(f"mot{n}", f"mot{n}", "same_word", "text", 10.0 - n, 0.1) for n in range(10)]
    html = score_table(replace(_view(), words=tuple(parts)))
    assert html.count("<tr>") == 1 + 8 + 1 and "2 autres indices" in html and html.count("10\u202f%") + html.count("10\u00a0%") == 8
    assert "20\u202f%" in html or "20\u00a0%" in html
    assert '<th scope="row"' in html and "Ce n'est pas une probabilité" in html.replace("&#x27;", "'")


def test_a_way_of_ranking_that_this_version_does_not_know_is_shown_as_another_clue() -> None:
    html = score_table(replace(_view(), words=(_part("a", "b", "quantum", "nowhere"),)))
    assert "autre indice" in html and "quantum" not in html


def test_the_card_says_band_direction_passage_and_method_and_escapes_all() -> None:
    with writing() as session:
        session.get_one(Act, "act-1").text = "Halle <i>couverte</i>. Le conseil adopte la halle des marchands. Fin."
    view = _view(band=Band.DIRECT, direction=Direction.SUPPORTS, explanation=[_part("<b>halle", "marchands", "thesaurus", "text")])
    html = suggestion_card(view)
    assert "lien direct probable" in html and "va dans le sens de la promesse" in html
    assert "Le conseil adopte la halle des <mark>marchands</mark>." in html and "Meilleur passage, page 2" in html
    assert "test@1" in html and "run-1" in html and "<b>halle" not in html and "<i>" not in html
    assert view.proposed_quote == "Le conseil adopte la halle des marchands."
    assert " % de certitude" not in html and "probabilité" in html


def test_the_quote_proposed_can_be_confirmed_as_it_is() -> None:
    view = _view(explanation=[_part("construction", "construction", field="text")])
    assert view.proposed_quote and cited("ple-halle", act="act-1", quote=view.proposed_quote)


def test_words_that_bring_next_to_nothing_are_not_marked() -> None:
    view = _view(explanation=[_part("halle", "halle", points=5.0), _part("conseil", "conseil", points=0.01)])
    assert view.passage and [words for words, marked in view.passage.pieces if marked] == ["halle"]


def test_a_word_of_a_confirmed_act_is_not_said_to_be_the_pledge_s() -> None:
    assert "étal (acte confirmé)" in score_table(replace(_view(), words=(_part("étal", "étals", "confirmed"),)))


def test_the_stored_direction_is_the_one_shown() -> None:
    view = _view(direction=Direction.CONTRADICTS)
    assert view.direction == Direction.CONTRADICTS and view.cues == ()
    assert direction_words(view) == "Sens proposé par la machine : va contre la promesse."


def test_without_a_stored_direction_the_cues_are_read_now() -> None:
    with writing() as session:
        act = session.get_one(Act, "act-1")
        act.title = act.text = "Abandon de la construction de la halle"
    view = _view()
    assert view.direction == Direction.CONTRADICTS and "Abandon de la construction" in direction_words(view)


def test_an_act_without_any_matched_word_shows_its_beginning() -> None:
    view = _view(explanation=[_part("", "", "similar")])
    assert view.passage is None and "Début de l'acte" in suggestion_card(view).replace("&#x27;", "'")


def test_names_of_private_persons_are_masked_in_the_passage_but_not_in_the_quote() -> None:
    with writing() as session:
        session.get_one(Act, "act-1").text = "Madame Odile Quelconque vend sa halle à la commune pour un euro."
    view = _view()
    assert view.passage and "Quelconque" not in "".join(words for words, _ in view.passage.pieces)
    assert "halle" in [words for words, marked in view.passage.pieces if marked] and "Quelconque" in view.proposed_quote


# What was searched


def _searched(**changes: Any) -> None:
    row: dict[str, Any] = {
        "query": ["halle", "marché couvert"], "bodies": ["ville/conseil"], "sources": ["ville/pv"], "period_from": date(2019, 3, 12),
        "period_to": date(2024, 3, 12), "documents_read": 1, "documents_known_missing": 2, "unreadable": 3, "acts": 3, "hits": 0,
        "method": "test@1", "state": "s",
    }  # fmt: skip
    with writing() as session:
        session.add(Run(id="run-2", town="ville", verb="link", started_at=NOON, finished_at=NOON, outcome=RunOutcome.OK))
        session.flush()
        session.add(LinkSearch(id="lse-1", pledge_id="ple-halle", run_id="run-2", **(row | changes)))


def test_what_the_machine_searched_is_for_signed_in_people() -> None:
    _searched()
    assert _page(ANYONE).searched is None and _page(pledge="ple-neuf").searched is None
    found = _page().searched
    assert found and found.words == ("halle", "marché couvert") and found.body_names == ("Conseil municipal",) and found.sources == ("pv",)
    assert (found.documents_read, found.documents_known_missing, found.unreadable, found.acts, found.hits) == (1, 2, 3, 3, 0)
    assert found.done_at and found.examined == 0


def test_acts_examined_are_those_that_people_answered_each_once() -> None:
    _searched()
    for user, act in (("vera", "act-1"), ("vito", "act-1"), ("vera", "act-2")):
        evidence.judge(user, "ple-halle", act, Judgement.REJECTED)
    evidence.judge("vera", "ple-halle", "act-1", Judgement.UNSURE)
    found = _page().searched
    assert found and found.examined == 2


def test_a_signed_log_is_a_person_s_and_says_the_public_sentence() -> None:
    verdicts.log_search(
        "rita", "ple-halle", bodies=["conseil"], sources=["pv"], period_from=date(2020, 5, 18), period_to=date(2026, 10, 31), query="halle",
        documents_read=214, documents_known_missing=6, unreadable=1, hits_examined=4,
    )  # fmt: skip
    assert _page(ANYONE).search_logs == ()
    (log,) = _page(RITA).search_logs
    assert log.author == "Rita" and log.body_names == ("Conseil municipal",) and log.view.documents_read == 214


def test_the_first_words_of_a_confirmed_passage_are_the_document_s() -> None:
    cited("ple-halle", act="act-1")
    story = _page(ANYONE).timeline
    assert story and " ".join(story.facts[0].quote.split()) == FIRST
