"""The reading view, the list of sittings to cut and the drawing of borders: who sees what, marks in place, and Streamlit's own driver."""

import csv
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from dashboard import launcher, signing
from dashboard import routes as our_routes
from dashboard.components.bits import plain_label
from dashboard.components.evidence_card import amount_text
from tests.asgi import ask
from tests.judging import NOON, SHA, cited, fill
from tests.screens import html, opened
from tracker import accounts, borders, queries, rights, verdicts
from tracker.elected import Mask
from tracker.exports.csv import export_csv
from tracker.items import Border
from tracker.models import Act, Amount, Attendance, Ballot, DocumentPage, Issue, Run, Sitting, SittingDocument, Suggestion, VoteCount
from tracker.queries.marks import Placed, parts_of
from tracker.queries.reading_shapes import ActLine, PagePart
from tracker.queries.shapes import ANYONE, AmountView, Viewer
from tracker.settings import store_dir
from tracker.store import writing
from tracker.vocabulary import ActStage, AmountRole, Flag, Outcome, Presence, ProofLevel, Role, VoteOption

VERA = Viewer("vera", "Vera", Role.VOLUNTEER)
ROUTED = Starlette(routes=our_routes.routes())
PAGE = "Délibération n° 1 Halle couverte\nLe conseil adopte pour 12 000 euros.\nPour : 14, contre : 1."


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


def read_in(**changes: Any) -> None:
    """Give the sample document one act on its second page, with a vote, an amount, a ballot, and a header."""
    start = len("Séance du 12 mars 2024\nOuverture") + 1
    with writing() as session:
        session.get_one(DocumentPage, (SHA, 2)).text = PAGE
        for key in ("act-2", "act-old"):
            session.delete(session.get_one(Act, key))
        act = session.get_one(Act, "act-1")
        told = {"number": "1", "text": PAGE, "span_start": start, "span_end": start + len(PAGE), "outcome": Outcome.ADOPTED}
        for name, value in {**told, "vote_raw": "Pour : 14, contre : 1.", "stage": ActStage.CONTRACTED, **changes}.items():
            setattr(act, name, value)
        place = start + PAGE.index("12 000")
        session.add(Amount(act_id="act-1", position=0, raw="12 000 euros", value=12000, span_start=place, span_end=place + 12))
        session.add(VoteCount(act_id="act-1", option=VoteOption.FOR, value=14, raw="Pour : 14"))
        session.add(Ballot(act_id="act-1", position=0, subject="une tranche", outcome=None))
        session.add(Attendance(sitting_id="sit-1", position=0, raw_name="Odile Cormery", presence=Presence.PRESENT))


def unsplit(**changes: Any) -> None:
    """Leave the sample sitting without acts, as a reading without a proved regime does."""
    with writing() as session:
        for key in ("act-1", "act-2", "act-old"):
            session.delete(session.get_one(Act, key))
        record = session.get_one(SittingDocument, (SHA, "ville/conseil"))
        for name, value in {"regime": "none", "confidence": 0.0, **changes}.items():
            setattr(record, name, value)


def told(part: PagePart) -> list[tuple[str, str]]:
    return [(segment.mark, segment.text) for segment in part.segments]


def test_a_page_shows_its_act_with_title_amount_and_vote_marked() -> None:
    read_in()
    view = queries.sitting_reading(SHA, ANYONE, page=2)
    assert view is not None and (view.page, view.head.pages, len(view.acts)) == (2, 3, 1)
    (part,) = view.parts
    assert part.act and part.act.outcome == Outcome.ADOPTED and not part.continued
    assert told(part) == [
        ("", "Délibération n° 1 "), ("title", "Halle couverte"), ("", "\nLe conseil adopte pour "), ("amount", "12 000 euros"),
        ("", ".\n"), ("vote", "Pour : 14, contre : 1."),
    ]  # fmt: skip
    assert view.sitting and view.sitting.members[0].name == "Odile Cormery"
    first = queries.sitting_reading(SHA, ANYONE, page=1)
    assert first and [part.act for part in first.parts] == [None]


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-3, 1), (99, 3)])
def test_a_page_out_of_the_document_is_the_nearest_one(asked: int, shown: int) -> None:
    view = queries.sitting_reading(SHA, ANYONE, page=asked)
    assert view and view.page == shown


def line(title: str = "Halle") -> ActLine:
    return ActLine("a", None, title, 1, 2, None, None, (), (), (), None, False)


def test_an_act_that_began_before_the_page_is_said_to_go_on() -> None:
    acts = [Placed(line(), 0, 30, "Halle", (), ()), Placed(line("Pont"), 30, 40, "Pont", (), ((32, 36), (38, 90)))]
    before, after = parts_of("suite de l'acte et le pont", 15, acts, Mask(frozenset()))[:2]
    assert (before.continued, after.continued) == (True, False)
    assert "".join(segment.text for segment in (*before.segments, *after.segments)) == "suite de l'acte et le pont"[:25]
    marked = [segment.text for segment in after.segments if segment.mark == "amount"]
    assert marked == ["suite de l'acte et le pont"[17:21]]  # what runs over the page is not marked


def test_a_real_town_s_text_is_for_signed_in_people_and_its_lines_are_never_public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert queries.drawing(SHA, ANYONE) is None and queries.drawing(SHA, VERA) is not None
    assert queries.to_split("ville", ANYONE) == ()
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "real"))
    fill(fictional=False)
    assert queries.sitting_reading(SHA, ANYONE) is None and queries.sitting_reading(SHA, VERA) is not None
    assert queries.sitting_reading("b" * 64, VERA) is None


def test_sittings_without_proved_regime_or_unsure_are_listed_until_a_person_s_borders_are_read() -> None:
    assert queries.to_split("ville", VERA) == ()
    unsplit()
    assert queries.to_split("ville", ANYONE) == ()
    (row,) = queries.to_split("ville", VERA)
    assert (row.codes, row.acts, row.date_certain, row.done) == (("no_segmentation",), 0, True, False)
    borders.draw_borders("vera", "ville", SHA, "conseil", [Border(page=1, first_line="Ouverture", title="Ouverture")])
    (row,) = queries.to_split("ville", VERA)
    assert row.decision and (row.decision.by, row.decision.acts, row.decision.applied) == ("Vera", 1, False)
    with writing() as session:
        session.get_one(SittingDocument, (SHA, "ville/conseil")).regime = "hand"
        session.get_one(SittingDocument, (SHA, "ville/conseil")).confidence = 1
    assert [row.done for row in queries.to_split("ville", VERA)] == [False]  # cut by earlier borders: these are not read yet
    with writing() as session:
        later = datetime(2090, 1, 1, tzinfo=NOON.tzinfo)
        session.add(Run(id="run-2", town="ville", verb="read", outcome="ok", started_at=later))
    assert [row.done for row in queries.to_split("ville", VERA)] == [True]
    with writing() as session:
        told = {"severity": "warning", "message": "une ligne", "first_seen": NOON, "last_seen": NOON}
        session.add(Issue(id="iss-1", town="ville", run_id="run-2", code="border_lost", sha256=SHA, **told))
    assert [row.done for row in queries.to_split("ville", VERA)] == [False]


def test_an_unsure_cut_is_the_starting_point_of_the_drawing() -> None:
    read_in()
    with writing() as session:
        session.get_one(SittingDocument, (SHA, "ville/conseil")).confidence = 0.5
    assert [row.codes for row in queries.to_split("ville", VERA)] == [("low_confidence",)]
    view = queries.drawing(SHA, VERA)
    assert view and [(b.page, b.first_line, b.title) for b in view.proposed] == [(2, "Délibération n° 1 Halle couverte", "Halle couverte")]


def test_an_image_is_for_signed_in_people_and_comes_from_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    accounts.set_password("vera", "un mot de passe long")
    cookie = {signing.COOKIE: signing.session_cookie("vera")}
    asked: list[list[str]] = []
    inside, outside = store_dir() / "renders" / "page.png", tmp_path / "page.png"
    inside.parent.mkdir()
    for path in (inside, outside):
        path.write_bytes(b"\x89PNG\r\n\x1a\n")
    answers = iter([(0, f"{outside}\n"), (2, ""), (0, f"{inside}\n")])
    monkeypatch.setattr(launcher, "_known", {})
    monkeypatch.setattr(launcher, "_run", lambda arguments, _seconds: (asked.append(arguments), next(answers))[1])
    assert ask(ROUTED, f"/images/{SHA}/1").status == 404 and not asked  # the demonstration's images too: they show every name
    for path in (f"/images/{SHA}/0", f"/images/{SHA}/1x", "/images/..%2Fsecret/1", f"/images/{'b' * 64}/1"):
        assert ask(ROUTED, path, cookies=cookie).status == 404
    assert not asked
    assert [ask(ROUTED, f"/images/{SHA}/2", cookies=cookie).status for _ in range(4)] == [404, 404, 200, 200]
    assert asked == [["render", SHA, "2"]] * 3  # kept after it was made
    answer = ask(ROUTED, f"/images/{SHA}/2", cookies=cookie)
    assert answer.header("content-type") == "image/png" and "default-src 'none'" in answer.header("content-security-policy")


def test_a_verb_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher, "_COMMAND", (sys.executable, "-c"))
    assert launcher._run(["print('said')"], 60) == (0, "said\n")
    assert launcher._run(["import sys; sys.exit(3)"], 60)[0] == 3
    assert launcher._run(["import time; time.sleep(60)"], 1)[0] == -9


def test_reading_again_stops_at_the_first_verb_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    codes, asked = {"read": 4, "ingest": 0, "link": 0}, []
    monkeypatch.setattr(launcher, "_run", lambda arguments, _seconds: (asked.append(arguments[0]), (codes[arguments[0]], ""))[1])
    assert launcher.read_again("ville") == "ui.split.reread" and asked == ["read", "ingest", "link"]
    codes["ingest"] = 1
    assert launcher.read_again("ville") == "ui.split.failed" and asked[3:] == ["read", "ingest"]
    with launcher._reading:
        assert launcher.read_again("ville") == "ui.split.busy"


def test_printed_text_is_never_markdown_in_a_label() -> None:
    assert plain_label("1. **Halle** [x](y) :red[z] $a$ <b>") == (r"1\. \*\*Halle\*\* \[x\]\(y\) \:red\[z\] \$a\$ \<b\>")


def test_an_amount_says_its_role_and_beneficiary() -> None:
    said = amount_text(AmountView("12 000 €", 12000, "HT", AmountRole.SUBSIDY, "le club"))
    assert said.endswith("HT (subvention, le club)") and said.startswith("12")
    assert amount_text(AmountView("12 ou 15 € HT", None, "HT")) == "12 ou 15 € HT"


def run(screen: str, viewer: Viewer, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Run one page as this viewer."""
    monkeypatch.setattr("dashboard.session.viewer_of", lambda _cookie: viewer)
    return opened(screen, **query)


def test_the_reading_page_shows_header_marks_and_ocr_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    read_in(ocr=True)
    with writing() as session:
        session.get_one(Sitting, "sit-1").date_certain = False
        session.get_one(DocumentPage, (SHA, 2)).ocr_confidence = 0.71
    shown = html(run("reading", ANYONE, monkeypatch, document=SHA, page="2"))
    assert '<mark class="cp-m-amount">12 000 euros</mark>' in shown and '<mark class="cp-m-title">Halle couverte</mark>' in shown
    assert "date à confirmer" in shown and "OCR, à vérifier" in shown and "confiance 71" in shown
    assert "réservée aux personnes connectées" in shown and "<img" not in shown
    assert "Odile Cormery" in shown and "étape lue : contracté" in shown and "1 vote dans cet acte" in shown
    assert f'<img src="/images/{SHA}/2"' in html(run("reading", VERA, monkeypatch, document=SHA, page="2"))


def test_what_a_document_prints_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    read_in(title="<script>alert(1)</script>")
    with writing() as session:
        session.get_one(DocumentPage, (SHA, 2)).text = PAGE.replace("Halle couverte", "<img src=x>  é")
    test = run("reading", VERA, monkeypatch, document=SHA, page="2")
    raw = " ".join(str(node.proto.body) for node in test.get("html"))
    assert "<script>" not in raw and "<img src=x>" not in raw and "&lt;img src=x&gt;" in raw


def test_an_unknown_document_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    test = run("reading", VERA, monkeypatch, document="b" * 64)
    assert "n'est pas dans l'archive" in test.info[0].value
    assert "n'est pas dans l'archive" in run("reading", VERA, monkeypatch, document="<b>", mode="draw", page="²").info[0].value


def button(test: AppTest, words: str) -> Any:
    return next(one for one in test.button if one.label == words)


def test_a_volunteer_draws_corrects_and_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    unsplit()
    assert SHA in html(run("splitting", VERA, monkeypatch))
    test = run("reading", VERA, monkeypatch, document=SHA, mode="draw", page="1")
    button(test, "Séance du 12 mars 2024").click().run()
    button(test, "Ouverture").click().run()
    assert [one.value for one in test.text_input if one.label.startswith("Titre")] == ["Séance du 12 mars 2024", "Ouverture"]
    button(test, "Retirer").click().run()
    title = next(one for one in test.text_input if one.label.startswith("Titre"))
    title.set_value("Ouverture de la séance").run()
    button(test, "Page suivante →").click().run()
    button(test, plain_label("Délibération n° 1 Halle couverte")).click().run()
    button(test, "Ajouter la ligne suivante au titre").click().run()
    button(test, "Enregistrer le découpage").click().run()
    assert not test.exception and test.success, [error.value for error in test.error]
    with writing() as session:
        row = borders.newest_decision(session, SHA, "ville/conseil")
    assert row and [(b["page"], b["title"]) for b in row.borders] == [
        (1, "Ouverture de la séance"), (2, "Délibération n° 1 Halle couverte Le conseil adopte"),
    ]  # fmt: skip
    button(test, "Revenir au découpage automatique").click().run()
    with writing() as session:
        row = borders.newest_decision(session, SHA, "ville/conseil")
    assert row and row.withdrawn


def test_a_person_can_say_that_there_is_no_act_and_a_refusal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    unsplit()
    test = run("reading", VERA, monkeypatch, document=SHA, mode="draw", page="1")
    button(test, "Ouverture").click().run()
    next(one for one in test.text_input if one.label.startswith("Titre")).set_value("x").run()
    button(test, "Enregistrer le découpage").click().run()
    assert "un titre a de 3" in test.error[0].value
    button(test, "Retirer").click().run()
    button(test, "Ce document ne contient aucun acte").click().run()
    with writing() as session:
        row = borders.newest_decision(session, SHA, "ville/conseil")
    assert row and row.borders == [] and not row.withdrawn


def test_evidence_with_an_uncertain_date_or_ocr_figures_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    cited("ple-halle")
    with writing() as session:
        session.get_one(Sitting, "sit-1").date_certain = False
        session.get_one(Act, "act-1").ocr = True
        session.add(Amount(act_id="act-1", position=0, raw="12 €", value=12, span_start=1, span_end=2))
    page = queries.pledge_page("ple-halle", ANYONE)
    assert page and page.evidence[0].act_date == date(2024, 3, 12) and not page.evidence[0].date_certain
    shown = html(run("pledge", ANYONE, monkeypatch, id="ple-halle"))
    assert "date à confirmer" in shown and "OCR, à vérifier" in shown and f"document={SHA}" in shown
    assert "date à confirmer" in html(run("coverage", ANYONE, monkeypatch))


PRIVATE, ELECTED = "Monsieur Anselme Dourlans", "Madame Odile Cormery"
NAMED = f"Délibération n° 2 Vente d'une parcelle à {PRIVATE}\nSur le rapport de {ELECTED}, la parcelle de {PRIVATE} est vendue."


def name_people() -> None:
    """Give the sample act a private buyer and an elected rapporteur, whom the header names among the members present."""
    read_in()
    with writing() as session:
        session.get_one(DocumentPage, (SHA, 2)).text = NAMED
        act = session.get_one(Act, "act-1")
        act.title, act.text, act.span_end = NAMED.split("\n")[0], NAMED, act.span_start + len(NAMED)
        session.get_one(Attendance, ("sit-1", 0)).raw_name = ELECTED
        told = {"severity": "warning", "message": f"act 'Vente d'une parcelle à {PRIVATE}'", "first_seen": NOON, "last_seen": NOON}
        session.add(Issue(id="iss-1", town="ville", run_id="run-1", code="no_date", sha256=SHA, **told))


def test_names_of_private_persons_are_hidden_on_every_screen_and_in_the_csv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name_people()
    quote = f"la parcelle de {PRIVATE} est vendue"
    cited("ple-halle", quote=quote)
    with writing() as session:
        session.add(Suggestion(id="sug-1", pledge_id="ple-calcul", act_id="act-1", rank=1, score=9, method="t@1", run_id="run-1"))
    screens = [
        html(run("reading", VERA, monkeypatch, document=SHA, page="2")), html(run("pledge", VERA, monkeypatch, id="ple-halle")),
        html(run("pledge", VERA, monkeypatch, id="ple-calcul")), html(run("coverage", VERA, monkeypatch)),
    ]  # fmt: skip
    for shown in screens:
        assert "Dourlans" not in shown and "[nom masqué]" in shown
    assert all(ELECTED in shown for shown in screens[:3])  # the people who act for the town stay named
    view = queries.sitting_reading(SHA, ANYONE, page=2)
    assert view and "Dourlans" not in str(view)
    with writing() as session:
        assert session.get_one(Act, "act-1").text == NAMED  # what is stored stays word for word
    assert "Dourlans" in str(queries.drawing(SHA, VERA))  # whoever draws borders needs the words of the page
    page = queries.pledge_page("ple-calcul", VERA)
    assert page and page.suggestions[0].act.text == NAMED and page.suggestions[0].act.excerpt != NAMED  # to quote, to show


def test_the_csv_hides_private_names_and_dates_that_are_not_certain(tmp_path: Path) -> None:
    name_people()
    publish(cited("ple-halle", quote=f"la parcelle de {PRIVATE} est vendue"))
    (row,) = exported(tmp_path)
    assert row["evidence_quote"] == "la parcelle de Monsieur [nom masqué] est vendue" and row["evidence_date"] == "2024-03-12"
    with writing() as session:
        session.get_one(Sitting, "sit-1").date_certain = False
    assert exported(tmp_path)[0]["evidence_date"] == ""


def publish(judgement: str) -> None:
    draft = verdicts.draft("rita", "ple-halle", 4, "La halle est ouverte.", judgement_ids=[judgement], proof_level=ProofLevel.A)
    verdicts.ask_review("rita", draft.id)
    for name in ("remi", "rita"):
        rights.declare_interests(name, [])
    verdicts.sign("remi", draft.id)
    verdicts.publish("remi", draft.id)


def exported(folder: Path) -> list[dict[str, str]]:
    export_csv(folder / "out.csv")
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_a_draft_on_ocr_evidence_proposes_its_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    cited("ple-halle")
    rita = Viewer("rita", "Rita", Role.REVIEWER)

    def proposed() -> list[Any]:
        test = run("review", rita, monkeypatch, pledge="ple-halle", town="ville")
        return next(one.value for one in test.multiselect if one.label == "Signalements")

    assert proposed() == []
    with writing() as session:
        session.get_one(Act, "act-1").ocr = True
    assert proposed() == [Flag.OCR_FIGURE]
