"""The search box: what a question means, what answers it, what is highlighted, and that nobody finds a private person by it."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judging import NOON, SHA, fill
from tests.screens import raw_screen, screen
from tracker.linking.asked import MOST_CHARACTERS, MOST_NEEDS, Asked, read_question
from tracker.linking.bm25 import ActText
from tracker.linking.marking import LONGEST, WIDTH, Mark, marks_of, window
from tracker.linking.search import Searchable
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import Thesaurus
from tracker.models import Act, Body, DocumentVersion, Jurisdiction, Run
from tracker.privacy_search import without_names
from tracker.queries import searchable
from tracker.queries.search import Wish, _visible, cut, search
from tracker.queries.shapes import ANYONE, Viewer
from tracker.store import reading, writing
from tracker.vocabulary import Outcome, Role, TextStatus

THESAURUS = Thesaurus({"cycling": ("vélo", "cyclable", "bande cyclable"), "health": ("médecin", "maison de santé", "soins")})
TEXTS = [
    ActText("Création d'une bande cyclable", "Le conseil décide de tracer la bande rue des Écoles."),
    ActText("RENOVATION DE L'ECOLE", "Travaux dans les écoles, à côté de la piste."),
    ActText("Achat de vélos", "Deux vélos pour les agents."),
    ActText("Piste d'athlétisme", "La surface n'est pas cyclable."),
]
VERA = Viewer("vera", "Vera", Role.VOLUNTEER)


@pytest.fixture(scope="module")
def town() -> Searchable:
    return Searchable.of(TEXTS)


def ask(town: Searchable, words: str, thesaurus: Thesaurus | None = None) -> tuple[list[int], list[int]]:
    found = town.find(read_question(words, town.terms, thesaurus))
    return found.every.tolist(), found.some.tolist()


def written(asked: Asked) -> list[str]:
    return [need.written for need in asked.needs]


def test_a_word_is_found_in_all_its_forms(town: Searchable) -> None:
    for words in ("école", "ECOLES", "l'école", "e\u0301cole", "écoles  école"):
        assert sorted(ask(town, words)[0]) == [0, 1], words
    assert ask(town, "vélo")[0] == [2] and ask(town, "velos")[0] == [2]


def test_every_word_must_be_held_and_the_rest_is_told_apart(town: Searchable) -> None:
    assert ask(town, "école piste") == ([1], [3, 0])  # the rarer word first
    assert ask(town, "école piscine") == ([], [1, 0])
    assert ask(town, "piscine") == ([], [])


def test_words_between_quotation_marks_stand_together(town: Searchable) -> None:
    for words in ("« bande cyclable »", '"bande cyclable"', "“Bandes cyclables”"):
        assert ask(town, words) == ([0], []), words
    assert ask(town, "« cyclable bande »") == ([], [])
    assert ask(town, "« cyclable conseil »") == ([], [])  # the end of a title and the beginning of its text
    assert ask(town, "«cyclable") == ask(town, "cyclable")


def test_neighbours_widen_a_question_and_can_be_left_out(town: Searchable) -> None:
    assert ask(town, "vélo", THESAURUS)[0][0] == 2  # the word typed comes first
    assert sorted(ask(town, "vélo", THESAURUS)[0]) == [0, 2, 3]
    assert ask(town, "vélo") == ([2], [])
    heard = town.known(read_question("vélo médecin", town.terms, THESAURUS))
    assert [[way.written for way in need.neighbours] for need in heard.needs] == [["cyclable", "bande cyclable"], []]
    phrase, word = read_question("« vélo neuf » vélo", town.terms, THESAURUS).needs
    assert phrase.neighbours == () and word.neighbours


def test_the_word_typed_outweighs_its_neighbour() -> None:
    town = Searchable.of([ActText("Abri cyclable"), ActText("Abri vélos")])
    assert ask(town, "vélo", THESAURUS)[0] == [1, 0]


def test_a_phrase_of_the_thesaurus_is_searched_whole() -> None:
    town = Searchable.of([ActText("Ouvrir une maison"), ActText("Une maison de santé"), ActText("Santé des arbres")])
    assert ask(town, "médecins", THESAURUS) == ([1], [])


def test_words_that_only_recognise_a_group_are_not_searched(town: Searchable) -> None:
    quiet = Thesaurus({"cycling": ("vélo", "piste", "cyclable")}, {"cycling": frozenset({"piste"})})
    assert sorted(ask(town, "vélo", quiet)[0]) == [0, 2, 3]
    assert 2 in ask(town, "piste", quiet)[0]


def test_a_filter_keeps_only_what_it_says(town: Searchable) -> None:
    asked = read_question("école", town.terms)
    assert town.find(asked, np.array([True, False, True, True])).every.tolist() == [0]


def test_an_empty_town_answers_nothing() -> None:
    assert ask(Searchable.of([]), "école") == ([], [])
    assert ask(Searchable.of([ActText("de la", "")]), "« école neuve »") == ([], [])


def test_a_question_is_bounded_and_says_what_it_leaves_out() -> None:
    terms = Terms()
    assert read_question("la cantine de l'école", terms).left_out == ("la", "de")
    long = read_question("mot " * 2500, terms)
    assert long.cut and written(long) == ["mot"]
    soup = read_question(" ".join(f"mot{number}x" for number in range(40)), terms)
    assert len(soup.needs) == MOST_NEEDS and soup.cut
    assert read_question("x" * 10_000, terms).needs == ()
    assert not read_question("piste cyclable", terms).cut
    for nothing in ("", "   ", "« »", "\x00\x01", "!?…", "<script>"[:1]):
        assert read_question(nothing, terms).needs == ()


@given(st.text(max_size=800))
def test_any_question_can_be_asked(text: str) -> None:
    town = Searchable.of(TEXTS)
    asked = read_question(text, town.terms, THESAURUS)
    assert len(asked.needs) <= MOST_NEEDS and all(len(need.written) <= MOST_CHARACTERS for need in asked.needs)
    found = town.find(asked)
    assert not set(found.every.tolist()) & set(found.some.tolist())
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks_of(text, asked, town.terms))


def shown(text: str, words: str, thesaurus: Thesaurus | None = None) -> list[tuple[str, bool]]:
    terms = Terms()
    return [(text[mark.start : mark.end], mark.neighbour) for mark in marks_of(text, read_question(words, terms, thesaurus), terms)]


def test_every_form_is_highlighted_and_neighbours_apart() -> None:
    text = "L'ÉCOLE et les écoles ; une bande cyclable, des vélos."
    assert shown(text, "ecole") == [("ÉCOLE", False), ("écoles", False)]
    assert shown(text, "vélo", THESAURUS) == [("bande cyclable", True), ("vélos", False)]
    assert shown(text, "« bande cyclable »") == [("bande cyclable", False)]
    assert shown("bande et cyclable", "« bande cyclable »") == [("bande et cyclable", False)]  # a stop word between is no word


def test_the_best_stretch_is_shown_and_no_word_is_cut() -> None:
    text = "école " + "remplissage " * 200 + "école et piste cyclable " + "remplissage " * 200
    terms = Terms()
    marks = marks_of(text, read_question("école piste", terms), terms)
    start, end = window(text, marks)
    assert "école et piste" in text[start:end] and end - start <= WIDTH
    assert text[start - 1].isspace() and text[end].isspace()
    assert window("court", []) == (0, 5)
    assert window(text, [])[0] == 0


def test_a_huge_act_is_looked_through_to_a_bound() -> None:
    terms, text = Terms(), "x " * LONGEST + "école"
    assert marks_of(text, read_question("école", terms), terms) == []


def test_a_stretch_is_cut_at_its_marks_and_loses_nothing() -> None:
    text = "Vente à M. Dupont de la piste"
    terms = Terms()
    pieces = cut(text, 0, len(text), marks_of(text, read_question("piste vente", terms), terms), [(11, 17)])
    assert [(one.text, one.mark) for one in pieces] == [("Vente", "typed"), (" à M. [nom masqué] de la ", ""), ("piste", "typed")]


# Private persons

ELECTED = ("Claire MARTIN",)


def words_left(*texts: tuple[str, str]) -> list[list[str]]:
    return [f"{title} {body}".split() for title, body in without_names(texts, ELECTED)]


def test_no_mark_touches_a_hidden_name_wherever_it_begins_or_ends() -> None:
    noise = random.Random(5)
    for _ in range(200):
        cuts = sorted(noise.sample(range(60), 8))
        hidden = list(zip(cuts[::2], cuts[1::2], strict=True))
        marks = [Mark(start, start + noise.randrange(1, 9), 0, False) for start in range(60)]
        touched = [any(a < mark.end and mark.start < b for a, b in hidden) for mark in marks]
        assert _visible(marks, hidden) == [mark for mark, one in zip(marks, touched, strict=True) if not one]


def test_marks_are_compared_with_the_names_around_them_only() -> None:
    read = 0

    class Counted(tuple[int, int]):
        __slots__ = ()

        def __getitem__(self, place: Any) -> Any:
            nonlocal read
            read += 1
            return super().__getitem__(place)

        def __iter__(self) -> Any:
            nonlocal read
            read += 1
            return super().__iter__()

    hidden: list[tuple[int, int]] = [Counted((10 * one, 10 * one + 3)) for one in range(500)]
    assert len(_visible([Mark(10 * one + 5, 10 * one + 7, 0, False) for one in range(500)], hidden)) == 500
    assert read <= 2_000


def test_a_hidden_name_is_nowhere_in_what_is_searched() -> None:
    found = words_left(
        ("Cession à M. VERNET Paul", "La parcelle est cédée. Vernet accepte, Paul aussi."),
        ("Rue Vernet", "Une lettre de VERNET est lue."),
    )
    assert not {"VERNET", "Vernet", "Paul"} & set(found[0])
    assert found[1] == ["Rue", "Vernet", "Une", "lettre", "de", "est", "lue."]  # the street keeps its name, the person does not


def test_elected_people_and_common_words_stay() -> None:
    found = words_left(
        ("Cession à M. MARCHAND", "Le marchand accepte."),
        ("Vente à Mme MARTIN", "Claire MARTIN présente le rapport."),
        ("Marchand de glaces", "Claire arrive."),
    )
    assert "MARCHAND" not in found[0] and "marchand" in found[0]
    assert "Marchand" in found[2]  # somebody writes it in small letters: no surname of the whole town
    assert "MARTIN" in found[1] and "Claire" in found[2]


def test_an_acronym_hidden_by_mistake_is_not_lost_everywhere() -> None:
    texts = [("Vente à M. SNCF", "")] + [("Convention SNCF", "")] * 11
    assert words_left(*texts)[1] == ["Convention", "SNCF"]
    assert words_left(*texts[:10])[1] == ["Convention"]  # ten or fewer: in doubt a name is hidden


def test_no_expression_runs_over_a_hidden_name() -> None:
    assert without_names([("Bail à M. VERNET rue Haute", "")], ())[0][0].split("\n")[0].split() == ["Bail", "à", "M."]


# The town's rows

NAMED = (
    "Cession d'un terrain à M. VERNET Paul\nLe riverain Vernet achète le terrain de la <i>gare</i>.\fLe notaire reçoit la somme. "
    + "Le conseil en débat. " * 40
    + "Une piste cyclable y sera tracée."
)


def _act(key: str, title: str, text: str, **changes: Any) -> Act:
    fields: dict[str, Any] = {
        "body_id": "ville/conseil", "sha256": SHA, "regime": "numbered", "confidence": 1, "extractor": "t@1", "page_from": 4, "page_to": 5,
        "span_start": 9_000, "span_end": 9_000 + len(text), "run_id": "run-1", "date": date(2025, 6, 1),
    }  # fmt: skip
    return Act(id=key, title=title, text=text, **(fields | changes))


@pytest.fixture
def ville(store: Any) -> None:
    fill()
    searchable.forget()
    with writing() as session:
        session.add(_act("act-gare", "Cession d'un terrain à M. VERNET Paul", NAMED, outcome=Outcome.ADOPTED))
        session.add(_act("act-bare", "Terrain de la gare", "Étude de la piste.", date=None, outcome=Outcome.REJECTED))


def found(words: str, viewer: Viewer = ANYONE, **wish: Any) -> list[str]:
    page = search("ville", viewer, Wish(words, **wish))
    assert page is not None
    return [hit.act.id for hit in page.acts.shown]


def test_acts_and_pledges_are_found_apart_with_their_page(ville: None) -> None:
    page = search("ville", ANYONE, Wish("halle couverte"))
    assert page is not None and [hit.act.id for hit in page.acts.shown][:1] == ["act-1"]
    assert [hit.row.key for hit in page.pledges.shown] == ["halle"]
    assert [one.text for one in page.pledges.shown[0].text if one.mark] == ["halle", "couverte"]
    assert page.acts.shown[0].page == 2
    (hit,) = search("ville", ANYONE, Wish("piste cyclable gare")).acts.shown  # type: ignore[union-attr]
    assert hit.page == 5 and hit.act.page_from == 4  # the words stand after the first page break
    assert "".join(one.text for one in hit.stretch).startswith("… ")


def test_nobody_finds_a_private_person(ville: None) -> None:
    for viewer in (ANYONE, VERA):
        for words in ("Vernet", "VERNET Paul", "« Paul Vernet »", "paul", "M. Vernet"):
            assert found(words, viewer) == [], words
    page = search("ville", ANYONE, Wish("terrain Vernet"))
    assert page is not None and page.acts.every == 0 and page.acts.some == 2
    pieces = [one for hit in page.acts.shown for one in (*hit.title, *hit.stretch)]
    assert {one.text.lower() for one in pieces if one.mark} == {"terrain"}
    assert not any("VERNET" in one.text for one in pieces)


def test_a_name_that_is_also_a_word_is_not_highlighted(ville: None) -> None:
    with writing() as session:
        session.add(_act("act-bail", "Bail à M. MARCHAND Paul", "Bail à M. MARCHAND Paul, marchand de glaces."))
    (hit,) = search("ville", ANYONE, Wish("marchand")).acts.shown  # type: ignore[union-attr]
    assert [one.text for one in (*hit.title, *hit.stretch) if one.mark] == ["marchand"]
    assert not any("MARCHAND" in one.text for one in (*hit.title, *hit.stretch))


def test_the_placeholder_of_a_name_is_no_word_of_the_index(ville: None) -> None:
    assert found("masqué") == []


def test_filters_bear_on_decisions_and_undated_acts_are_told(ville: None) -> None:
    assert found("terrain", outcome="rejected") == ["act-bare"]
    assert found("terrain", start=date(2025, 1, 1)) == ["act-gare"]
    assert found("terrain", end=date(2024, 12, 31)) == []
    assert found("terrain", body="autre") == []
    page = search("ville", ANYONE, Wish("terrain", start=date(2025, 1, 1)))
    assert page is not None and page.searched.undated == 1


def test_an_empty_answer_says_what_was_searched(ville: None) -> None:
    with writing() as session:
        session.get_one(DocumentVersion, "dv-1").text_status = TextStatus.FAILED
    page = search("ville", ANYONE, Wish("piscine olympique"))
    assert page is not None and page.acts.shown == () and page.pledges.shown == ()
    where = page.searched
    assert (where.acts, where.documents, where.unreadable, where.pledges) == (5, 1, 1, 5)
    assert where.period == (date(2019, 3, 12), date(2025, 6, 1))
    shown = screen("search", q="piscine olympique")
    assert "Aucune décision trouvée dans 5 actes de 1 documents (du 12/03/2019 au 01/06/2025)" in shown
    assert "1 documents connus n'ont pas de texte lisible" in shown


def test_a_visitor_searches_only_what_he_may_see(ville: None) -> None:
    assert [hit.row.key for hit in search("ville", VERA, Wish("piscine")).pledges.shown] == ["presse"]  # type: ignore[union-attr]
    assert search("nowhere", VERA, Wish("piscine")) is None
    fill_real()
    assert search("ville", ANYONE, Wish("halle")) is None and found("halle", VERA)


def fill_real() -> None:
    with writing() as session:
        session.get_one(Jurisdiction, "ville").fictional = False


def test_the_index_is_kept_and_renewed_when_the_acts_change(ville: None) -> None:
    with reading() as session:
        first = searchable.town_acts(session, "ville")
        assert searchable.town_acts(session, "ville") is first
    with writing() as session:
        session.add(_act("act-new", "Patinoire", "Une patinoire."))
    assert found("patinoire") == ["act-new"]
    with writing() as session:
        session.get_one(Act, "act-new").title = "Stade de glace"
        session.get_one(Act, "act-new").text = "Un stade."
        session.add(Run(id="run-2", town="ville", verb="ingest", started_at=NOON, ingested_at=NOON))
    assert found("patinoire") == [] and found("glace") == ["act-new"]


def test_the_prepared_words_are_kept_for_the_next_start(ville: None, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("the texts were read again")

    first, path = found("gare"), store / "linking" / "search" / "ville.json"
    assert sorted(first) == ["act-bare", "act-gare"] and "vernet" not in path.read_text(encoding="utf-8").lower()
    searchable.forget()
    with monkeypatch.context() as patched:
        patched.setattr(searchable, "without_names", refuse)
        assert found("gare") == first and found("terrain", outcome="rejected") == ["act-bare"]
    whole = path.read_text(encoding="utf-8")
    for broken in ("", "{}", whole[:-9], "other mark\n{}", whole.split("\n")[0] + '\n{"acts": [[1, 2]]}'):
        path.write_text(broken, encoding="utf-8")
        searchable.forget()
        assert found("gare") == first, broken
        assert path.read_text(encoding="utf-8") == whole and list(path.parent.iterdir()) == [path]


def test_a_nightly_run_can_make_the_words_ready(ville: None, store: Path) -> None:
    assert searchable.prepare("ville") == 5 and (store / "linking" / "search" / "ville.json").exists()
    assert searchable.prepare("nowhere") == 0


def test_other_rules_never_meet_older_words(ville: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("gare")
    searchable.forget()
    monkeypatch.setattr(searchable, "rules", lambda: "new rules")
    made: list[Any] = []
    real = searchable.without_names
    monkeypatch.setattr(searchable, "without_names", lambda *given: made.append(given) or real(*given))
    assert found("gare") and len(made) == 1


def test_what_is_kept_is_bounded(ville: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchable, "MOST_ACTS", 2)
    with reading() as session:
        kept = searchable.town_acts(session, "ville")
        assert len(kept.ids) == 2 and kept.left_out == 3 and kept.ids[0] == "act-gare"
    assert "les 3 plus anciens ne le sont pas" in screen("search", q="terrain")


def test_towns_that_nobody_asks_for_make_room(ville: None, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Jurisdiction(slug="autre", name="Autre", insee="01006", timezone="Europe/Paris", fictional=True)
    body = Body(id="autre/conseil", jurisdiction="autre", key="conseil", name="Conseil", classification="council")
    for row in (other, body, _act("act-autre", "Verger", "Un verger.", body_id="autre/conseil")):
        with writing() as session:
            session.add(row)
    monkeypatch.setattr(searchable, "MOST_ACTS", 5)
    assert found("gare")
    page = search("autre", ANYONE, Wish("verger"))
    assert page is not None and [hit.act.id for hit in page.acts.shown] == ["act-autre"]
    assert [slug for _, slug in searchable._acts] == ["autre"]  # type: ignore[misc]


def test_pages_of_hits_never_repeat_one(ville: None) -> None:
    with writing() as session:
        for number in range(25):
            session.add(_act(f"act-n{number}", f"Travaux du square {number}", "Travaux."))
    seen = [key for page in (1, 2, 3) for key in found("square", page=page)]
    assert len(seen) == len(set(seen)) == 25
    assert found("square", page=99) == found("square", page=3)


def test_everything_printed_is_escaped(ville: None) -> None:
    html = raw_screen("search", q='<img src=x onerror="alert(1)"> gare « </p><script> »', some="1")
    assert "&lt;i&gt;" in html
    assert "<script" not in html and "<img" not in html and "<i>" not in html


def test_a_question_of_ten_thousand_characters_is_answered(ville: None) -> None:
    shown = screen("search", q="gare " + "x" * 10_000)
    assert "La question était trop longue" in shown and "Terrain de la" in shown


@pytest.mark.parametrize(
    "values", [{"start": "2025-13-99"}, {"p": "-1"}, {"p": "9" * 40}, {"end": "hier"}, {"outcome": "'; DROP"}, {"pp": "²"}]
)
def test_nonsense_in_the_address_is_no_error(ville: None, values: dict[str, str]) -> None:
    assert "Terrain de la" in screen("search", q="gare", **values)


def test_the_page_speaks_english_and_says_what_it_left_out(ville: None) -> None:
    assert "Too common to be searched: la." in screen("search", q="la gare", lang="en")
    assert "trop courants" in screen("search", q="de la")
    assert "Tapez un ou plusieurs mots" in screen("search")
