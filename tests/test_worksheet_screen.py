"""The worksheet's screen without a browser: who may see it, its labels, its keys, its answers and what it says when refused."""

from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from dashboard import routes as our_routes
from tests.asgi import ask
from tests.screens import page_of
from tests.sheets import REF, SHA, Leaflet, fill, write_sheet
from tests.test_worksheet_store import HOUSING, Keep, both_finish, item, say, view
from tracker import queries
from tracker.queries.shapes import ANYONE, Viewer
from tracker.settings import ROOT
from tracker.vocabulary import Role, SheetAction
from tracker.worksheets import store
from tracker.worksheets.answers import choices_like
from tracker.worksheets.cues import cue_words
from tracker.worksheets.values import Choice

VERA, VITO, RITA = (
    Viewer(login, login.title(), role) for login, role in (("vera", Role.VOLUNTEER), ("vito", Role.VOLUNTEER), ("rita", Role.REVIEWER))
)


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


def page(person: Viewer, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    monkeypatch.setattr("dashboard.session.viewer_of", lambda _cookie: person)
    app = page_of(ROOT / "dashboard" / "views" / "worksheet.py", 60)
    for name, value in {"town": "val-essai", "sheet": REF, **query}.items():
        app.query_params[name] = value
    return app.run()


def shown(app: AppTest) -> str:
    assert not app.exception, app.exception
    html = [str(block.proto.body) for block in app.get("html")]
    return "\n".join([*html, *(str(one.value) for one in (*app.caption, *app.error, *app.success, *app.info))])


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=f"sheet-{key}").click().run()


def save(app: AppTest) -> None:
    """Send the form of the open panel."""
    next(one for one in app.button if one.label == "Enregistrer").click().run()


def test_a_person_who_is_not_signed_in_sees_nothing_of_a_worksheet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert queries.worksheet(REF, ANYONE) is None and queries.worksheets("val-essai", ANYONE) == ()
    assert queries.worksheet_file(SHA, ANYONE) is None and queries.worksheet_file(SHA, VERA) is not None
    assert queries.worksheet_file("e" * 64, VERA) is None
    words = shown(page(ANYONE, monkeypatch))
    assert "demande un compte" in words and "300 logements" not in words


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_answers_are_given_by_buttons_and_the_next_passage_comes(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(VERA, monkeypatch, lang=lang)
    assert "Nous construirons <mark>300 logements</mark> sociaux <mark>d&#x27;ici 2030</mark>." in shown(app)
    press(app, "keep-1")
    assert item(HOUSING).state.theme == "housing" and "école Curie" in shown(app)
    press(app, "split")
    assert len(item("Nous rénoverons").parts) == 2
    press(app, "reject")
    press(app, "because-past")
    assert item("Nous rénoverons").state.reason == "past" and "navettes" in shown(app)
    press(app, "undo")
    assert item("Nous rénoverons").state.decision is None and "école Curie" in shown(app)
    press(app, "theme")
    press(app, "theme-education")
    assert item("Nous rénoverons").state.theme == "education"
    press(app, "keep")
    press(app, "merge")
    assert item("Porter").text.endswith("du ticket.")


@pytest.mark.parametrize(
    ("panel", "key", "found"),
    [
        ("body", "body-epci", lambda one: one.bodies == ("epci",)),
        ("deadline", "no-deadline", lambda one: one.deadline is None),
        ("more", "vague", lambda one: one.level == "vague"),
        ("more", "process", lambda one: one.fulfilment == "process"),
    ],
)
def test_a_panel_changes_one_thing_and_stays_on_the_passage(panel: str, key: str, found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(VERA, monkeypatch)
    press(app, panel)
    press(app, key)
    assert found(item(HOUSING)) and "300 logements" in shown(app)


def test_borders_are_corrected_in_a_field_and_wrong_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(VERA, monkeypatch)
    press(app, "edit")
    app.text_area[0].set_value("Nous construirons 300 palais")
    save(app)
    assert "mot pour mot" in shown(app) and store.all_rows(REF) == []
    assert app.text_area[0].value == "Nous construirons 300 palais"  # what was typed is still there
    app.text_area[0].set_value("300 logements sociaux")
    save(app)
    assert item("300 logements").state.corrected


def test_an_answer_given_meanwhile_is_told_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(VERA, monkeypatch)
    say(HOUSING, SheetAction.REJECT, user="vito", reason="past")
    press(app, "keep-1")
    assert "Vito a répondu entre-temps" in shown(app) and item(HOUSING).state.by == ("vito",)
    press(app, "keep-1")  # the screen has now shown his answer
    assert item(HOUSING).state.kept


def test_a_third_person_follows_one_of_two_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    both_finish(theme="ecology")
    assert not [one for one in page(VERA, monkeypatch).button if str(one.key).startswith("sheet-as")]  # not one of the two readers
    app = page(RITA, monkeypatch)
    words = shown(app)
    assert "désaccords à départager : 2" in words and "Kappa de Cohen" in words and "Diffère sur : thème" in words
    press(app, "as-2")
    assert item("Porter").state.theme == "ecology" and "Diffère sur : promesse ou non" in shown(app)
    press(app, "as-2")
    assert view("rita").open == () and not item("Ne pas").state.kept


def test_following_an_answer_says_the_same_in_full() -> None:
    say(HOUSING, SheetAction.CORRECT, text="construirons 300 logements sociaux")
    say("construirons", SheetAction.SPLIT, parts=["construirons 300", "logements sociaux"])
    say("construirons", SheetAction.BODY, bodies=["epci"])
    say("construirons", Keep)
    wanted = item("construirons").state
    store.undo("vera", REF)
    store.undo("vera", REF)
    store.undo("vera", REF)
    store.undo("vera", REF)
    store.decide("vito", REF, choices_like(item(HOUSING).id, wanted), {item(HOUSING).id: 99})
    found = item("construirons").state
    for name in ("decision", "text", "page", "parts", "theme", "bodies", "deadline", "level", "fulfilment"):
        assert getattr(found, name) == getattr(wanted, name), name


def test_a_picture_belongs_to_the_document_that_holds_the_page() -> None:
    seen = queries.worksheet(REF, VERA)
    assert seen is not None
    head, inside = queries.page_head(seen, 2)
    assert (head.sha256, inside, head.pages) == (SHA, 2, 2)


def test_the_machine_s_reasons_have_words() -> None:
    assert cue_words("infinitive") != "infinitive" and cue_words("infinitive", "en") != cue_words("infinitive")
    assert cue_words("no_such_cue") == "no_such_cue"


def test_the_csv_is_given_to_a_signed_in_person_only(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Starlette(routes=our_routes.routes())
    assert ask(site, f"/feuille.csv?sheet={REF}").status == 404
    monkeypatch.setattr(our_routes, "viewer_of", lambda _cookie: VERA)
    answer = ask(site, f"/feuille.csv?sheet={REF}")
    assert answer.status == 200 and "300 logements" in answer.body.decode() and "attachment" in answer.header("content-disposition")
    assert ask(site, "/feuille.csv?sheet=../x").status == 404


def test_an_added_pledge_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    store.decide("vera", REF, [Choice("", SheetAction.ADD, {"text": "le prix du ticket"})], {})
    assert "le prix du ticket" in shown(page(VITO, monkeypatch))


def test_passages_that_the_machine_set_aside_are_gone_through_by_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(VERA, monkeypatch)
    assert app.button(key="sheet-shown").proto.shortcut == "p" or app.button(key="sheet-shown").proto.shortcut == "P"
    press(app, "shown")  # without an answer
    press(app, "shown")  # set aside by the machine
    assert "non retenus par la machine (4)" in app.button(key="sheet-shown").label and "Le logement est un droit" in shown(app)
    press(app, "before")
    assert ">Se loger</blockquote>" in shown(app)
    press(app, "after")
    press(app, "after")
    assert ">Se déplacer</blockquote>" in shown(app)
    press(app, "keep")  # a pledge that the machine missed: one key
    assert item("Se déplacer").state.kept and "meeting du 3 mars" in shown(app)
    press(app, "shown")  # all
    assert "tous (10)" in app.button(key="sheet-shown").label and "9 sur 10" in shown(app)
    press(app, "shown")
    assert "proposés et répondus (7)" in app.button(key="sheet-shown").label


def test_a_filter_without_any_passage_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ("Nous construirons", "Nous rénoverons", "Porter", "Sans augmenter", "Ne pas", "Nous planterons"):
        say(words, Keep)
    app = page(VERA, monkeypatch)
    press(app, "shown")
    assert "non retenus" in app.button(key="sheet-shown").label


def test_a_demand_list_counts_demands(monkeypatch: pytest.MonkeyPatch) -> None:
    write_sheet(Leaflet(head={"kind": "demande"}))
    say(HOUSING, Keep)
    words = shown(page(VERA, monkeypatch))
    assert "demandes écrites : 1 · points vérifiables : 1" in words and "promesses écrites" not in words


def test_the_codes_of_the_spreadsheet_are_told_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    words = shown(page(VERA, monkeypatch))
    for value in ("keep", "reject", "merge", "duplicate", "epci", "named", "abstention", "transport"):
        assert f"<code>{value}</code>" in words, value
    assert "oui : le découpage de proposed_parts" in words
