"""The worksheet's decisions: kept for ever, undone by a row, never over something unseen, blind when asked."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.databases import make_database
from tests.sheets import REF, fill, write_sheet
from tracker import clock, dumps, rights
from tracker.errors import InputError, RightsError, TrackerError, WorkflowError
from tracker.store import writing
from tracker.vocabulary import BodyKind, FulfilmentKind, PledgeLevel, ReadingPass, RejectReason, SheetAction
from tracker.worksheets import store
from tracker.worksheets.files import load_worksheet, worksheet_refs
from tracker.worksheets.projection import Sheet, SheetItem
from tracker.worksheets.values import Choice

HOUSING, COMPOUND = "Nous construirons 300 logements sociaux d'ici 2030.", "Nous rénoverons l'école Curie"
SHUTTLES, TICKET, PARKING, TREES = "Porter à 12", "Sans augmenter", "Ne pas augmenter", "Nous planterons"
Keep = SheetAction.KEEP


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


def view(user: str = "vera") -> Sheet:
    sheet, rows = load_worksheet(REF), store.all_rows(REF)
    found = store.view_for(sheet, rows, store.phase_of(rows), user)
    assert found is not None
    return found


def item(words: str, user: str = "vera") -> SheetItem:
    return next(one for one in view(user).items if one.text.startswith(words))


def say(words: str, action: SheetAction, user: str = "vera", seen: int | None = None, **value: Any) -> str:
    """Decide as a person who sees the newest state does."""
    subject = item(words, user)
    newest = store.all_rows(REF)
    known = (newest[-1].sequence if newest else 0) if seen is None else seen
    others = {value["with"]: known} if "with" in value else {}
    return store.decide(user, REF, [Choice(subject.id, action, value)], {subject.id: known, **others})


def test_what_is_kept_accepts_what_the_screen_showed() -> None:
    say(HOUSING, Keep)
    kept = item(HOUSING)
    assert kept.state.kept and kept.state.by == ("vera",) and kept.page == 1
    assert kept.deadline and kept.deadline.date and kept.deadline.date.year == 2030
    assert kept.bodies == (BodyKind.COMMUNE,) and kept.level == PledgeLevel.MEASURABLE
    assert view().totals == (1, 1) and len(view().open) == 5


@pytest.mark.parametrize(
    ("action", "value", "found"),
    [
        (SheetAction.REJECT, {"reason": "past"}, lambda one: one.state.reason == RejectReason.PAST),
        (SheetAction.THEME, {"theme": "transport"}, lambda one: one.state.theme == "transport"),
        (SheetAction.BODY, {"bodies": ["epci", "state"]}, lambda one: one.bodies == (BodyKind.EPCI, BodyKind.STATE)),
        (SheetAction.DEADLINE, {"deadline": None}, lambda one: one.deadline is None),
        (SheetAction.LEVEL, {"level": "vague"}, lambda one: one.level == PledgeLevel.VAGUE),
        (SheetAction.FULFILMENT, {"fulfilment": "act"}, lambda one: one.fulfilment == FulfilmentKind.ACT),
        (SheetAction.NOTE, {"note": " à revoir "}, lambda one: one.state.notes == ("à revoir",)),
        (SheetAction.CORRECT, {"text": "300  logements\nsociaux"}, lambda one: one.text == "300 logements sociaux"),
    ],
)  # fmt: skip
def test_every_action_is_seen_and_undone(action: SheetAction, value: dict[str, Any], found: Callable[[SheetItem], bool]) -> None:
    subject = item(HOUSING)
    say(HOUSING, action, **value)
    assert found(view().by_id[subject.id])
    assert store.undo("vera", REF) == [subject.id]
    assert view().by_id[subject.id].state == subject.state and view().by_id[subject.id].version == 2
    assert [row.action for row in store.all_rows(REF)] == [action, SheetAction.UNDO]  # the undoing is a row too
    with pytest.raises(InputError, match="Nothing of yours"):
        store.undo("vera", REF)


def test_one_move_is_undone_in_one_move_and_the_one_before_comes_next() -> None:
    subject = item(HOUSING)
    say(SHUTTLES, Keep)
    store.decide("vera", REF, [Choice(subject.id, SheetAction.THEME, {"theme": "housing"}), Choice(subject.id, Keep)], {})
    assert item(HOUSING).state.theme == "housing" and item(HOUSING).state.kept
    store.undo("vera", REF)
    assert item(HOUSING).state.theme is None and not item(HOUSING).state.kept and item(SHUTTLES).state.kept
    store.undo("vera", REF)
    assert view().totals == (0, 0)


def test_a_split_keeps_the_parent_and_counts_both_totals() -> None:
    say(COMPOUND, SheetAction.SPLIT, parts=["Nous rénoverons l'école Curie", " ouvrirons une crèche\nde 40 places "])
    say(COMPOUND, Keep)
    parent = item(COMPOUND)
    assert [part.text for part in parent.parts] == ["Nous rénoverons l'école Curie", "ouvrirons une crèche de 40 places"]
    assert view().totals == (1, 2)
    part = parent.parts[1]
    store.decide("vera", REF, [Choice(part.id, SheetAction.THEME, {"theme": "education"})], {})
    assert item(COMPOUND).parts[1].state.theme == "education" and item(COMPOUND).state.theme is None
    with pytest.raises(InputError, match="whole pledge"):
        store.decide("vera", REF, [Choice(part.id, Keep)], {part.id: 99})
    say(COMPOUND, SheetAction.SPLIT, parts=[])
    assert view().totals == (1, 1)


def test_passages_that_continue_each_other_are_joined_word_for_word() -> None:
    say(SHUTTLES, Keep)
    say(TICKET, SheetAction.MERGE, **{"with": item(SHUTTLES).id})
    joined = item(SHUTTLES)
    assert joined.text == "Porter à 12 le nombre de navettes. Sans augmenter le prix du ticket." and joined.also == ()
    assert load_worksheet(REF).find(joined.text) and view().totals == (1, 1)
    say(TREES, SheetAction.MERGE, **{"with": item(SHUTTLES).id})  # far away: the same pledge said again
    assert item(SHUTTLES).also == (("Nous planterons des arbres place du Marché.", 2),)
    with pytest.raises(InputError, match="already holds"):
        say(SHUTTLES, SheetAction.MERGE, **{"with": item(HOUSING).id})
    with pytest.raises(InputError, match="already merged"):
        say(PARKING, SheetAction.MERGE, **{"with": item(TREES).id})
    store.undo("vera", REF)
    store.undo("vera", REF)
    assert item(SHUTTLES).text == "Porter à 12 le nombre de navettes."


@pytest.mark.parametrize(
    ("action", "value", "told"),
    [
        (SheetAction.CORRECT, {"text": "Nous bâtirons 300 logements"}, "word for word in the stored text"),
        (SheetAction.CORRECT, {"text": "ab"}, "characters"),
        (SheetAction.CORRECT, {"text": "300 logements", "page": 2}, "they are on page 1"),
        (SheetAction.SPLIT, {"parts": ["300 logements"]}, "2 to 40"),
        (SheetAction.SPLIT, {"parts": ["300 logements", "une piscine"]}, "“une piscine” does not stand"),
        (SheetAction.SPLIT, {"parts": ["300 logements", "300  logements"]}, "the same"),
        (SheetAction.THEME, {"theme": "no-such"}, "theme"),
        (SheetAction.BODY, {"bodies": ["mairie"]}, "mairie"),
        (SheetAction.REJECT, {"reason": "bof"}, "bof"),
        (SheetAction.LEVEL, {"level": ""}, "level"),
        (SheetAction.FULFILMENT, {"fulfilment": "x"}, "fulfilment"),
        (SheetAction.DEADLINE, {"deadline": {"date": "demain"}}, "deadline"),
        (SheetAction.NOTE, {"note": " "}, "limit|characters"),
        (SheetAction.MERGE, {"with": "pro-none"}, "another pledge"),
    ],
)  # fmt: skip
def test_what_does_not_stand_is_refused_and_nothing_is_written(action: SheetAction, value: dict[str, Any], told: str) -> None:
    with pytest.raises(TrackerError, match=told):
        say(HOUSING, action, **value)
    assert store.all_rows(REF) == []


def test_a_state_that_was_not_seen_is_not_overwritten() -> None:
    say(HOUSING, Keep, user="vito")
    with pytest.raises(WorkflowError, match="Vito has answered meanwhile") as refusal:
        say(HOUSING, SheetAction.REJECT, seen=0, reason="past")
    assert "Nous construirons 300 logements" in str(refusal.value) and len(store.all_rows(REF)) == 1
    with pytest.raises(WorkflowError, match="Vito"):  # nor a pledge that one would merge into
        store.decide("vera", REF, [Choice(item(SHUTTLES).id, SheetAction.MERGE, {"with": item(HOUSING).id})], {})
    say(HOUSING, SheetAction.REJECT, reason="past")  # seen now: a later word replaces the earlier one
    with pytest.raises(WorkflowError, match="Vera has answered"):
        store.undo("vito", REF)
    assert item(HOUSING).state.by == ("vito", "vera")


def test_a_move_is_recorded_whole_or_not_at_all() -> None:
    choices = [Choice(item(SHUTTLES).id, Keep), Choice(item(HOUSING).id, SheetAction.THEME, {"theme": "no-such"})]
    with pytest.raises(TrackerError):
        store.decide("vera", REF, choices, {})
    assert store.all_rows(REF) == []


def test_people_who_decide_at_once_lose_nothing() -> None:
    subjects = [one.id for one in view().open] * 4
    failures: list[BaseException] = []

    def work(user: str, targets: list[str]) -> None:
        for target in targets:
            try:
                store.decide(user, REF, [Choice(target, SheetAction.NOTE, {"note": f"{user} {target}"})], {target: 10**6})
            except BaseException as error:  # noqa: BLE001 - told by the assertion below
                failures.append(error)

    people = [threading.Thread(target=work, args=(user, subjects)) for user in ("vera", "vito", "rita")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    rows = store.all_rows(REF)
    assert failures == [] and [row.sequence for row in rows] == list(range(1, 3 * len(subjects) + 1))


def test_only_people_without_an_interest_in_the_list_decide() -> None:
    with pytest.raises(RightsError):
        say(HOUSING, Keep, user="nobody", seen=0)
    rights.declare_interests("vito", ["val-essai/ensemble"])
    with pytest.raises(RightsError, match="keep away"):
        say(HOUSING, Keep, user="vito")
    rights.declare_interests("rita", ["val-essai/autrement"])
    say(HOUSING, Keep, user="rita")


def test_a_row_is_never_edited_nor_deleted() -> None:
    say(HOUSING, Keep)
    for statement in ("UPDATE worksheetdecision SET action = 'reject'", "DELETE FROM worksheetdecision"):
        with pytest.raises(IntegrityError), writing() as session:
            session.connection().execute(text(statement))


def test_words_that_the_machine_missed_are_added_when_the_text_holds_them() -> None:
    store.decide("vera", REF, [Choice("", SheetAction.ADD, {"text": "le prix du ticket"})], {})
    added = item("le prix du ticket")
    assert added.state.kept and added.page == 2 and added.standing == "carried"
    with pytest.raises(TrackerError, match="word for word"):
        store.decide("vera", REF, [Choice("", SheetAction.ADD, {"text": "un tramway"})], {})


# Two blind readings, and a third person.


def both_finish(theme: str = "transport") -> None:
    """Vera and Vito read apart: they differ on two passages."""
    store.ask_blind("rita", REF)
    assert store.take("vera", REF) == ReadingPass.FIRST and store.take("vito", REF) == ReadingPass.SECOND
    for user in ("vera", "vito"):
        for one in view(user).open:
            store.decide(user, REF, [Choice(one.id, Keep)], {})
    say(PARKING, SheetAction.REJECT, user="vito", reason="values")
    say(SHUTTLES, SheetAction.THEME, user="vera", theme="transport")
    say(SHUTTLES, SheetAction.THEME, user="vito", theme=theme)
    store.finish("vera", REF)
    store.finish("vito", REF)


def test_nobody_sees_the_other_s_answers_before_both_have_finished() -> None:
    store.ask_blind("vera", REF)
    for user in ("vera", "vito"):
        store.take(user, REF)
    say(HOUSING, Keep, user="vera")
    assert item(HOUSING, "vito").state.decision is None and item(HOUSING, "vito").version == 0
    say(HOUSING, SheetAction.REJECT, user="vito", seen=0, reason="past")  # no conflict: he could not have seen it
    sheet, rows = load_worksheet(REF), store.all_rows(REF)
    assert store.view_for(sheet, rows, store.phase_of(rows), "rita") is None
    for refused in (lambda: store.decide("rita", REF, [Choice(item(TREES).id, Keep)], {}), lambda: store.take("rita", REF)):
        with pytest.raises(RightsError, match="reading separately"):
            refused()
    with pytest.raises(WorkflowError, match="5 proposals have no answer"):
        store.finish("vera", REF)


def test_a_finished_reading_no_longer_changes_and_a_third_person_settles() -> None:
    both_finish(theme="ecology")
    for user, told in (("vera", "third person"), ("vito", "third person")):
        with pytest.raises(RightsError, match=told):
            say(HOUSING, SheetAction.REJECT, user=user, reason="past")
    disputed = {one.text.split(" ")[0]: one.disputed for one in view("rita").items if not one.settled}
    assert disputed == {"Ne": ("decision",), "Porter": ("theme",)}
    assert item(HOUSING).state.by == ("vera", "vito") and view("rita").totals == (4, 4)
    shuttles, parking = item(SHUTTLES), item(PARKING)
    store.decide("rita", REF, [Choice(shuttles.id, SheetAction.THEME, {"theme": "ecology"}), Choice(shuttles.id, Keep)], {})
    store.decide("rita", REF, [Choice(parking.id, SheetAction.REJECT, {"reason": "other"})], {})
    assert view().open == () and item(SHUTTLES).state.theme == "ecology" and not item(PARKING).state.kept
    assert item(SHUTTLES).state.by == ("vera", "vito", "rita")
    store.undo("rita", REF)
    assert [one.id for one in view().open] == [parking.id]


def test_a_first_reader_may_have_begun_but_not_two() -> None:
    say(HOUSING, Keep, user="vito")
    store.ask_blind("rita", REF)
    assert store.take("vito", REF) == ReadingPass.FIRST and store.take("vera", REF) == ReadingPass.SECOND
    with pytest.raises(WorkflowError, match="already been asked"):
        store.ask_blind("rita", REF)


def test_blind_readings_come_too_late_when_two_have_answered_together() -> None:
    say(HOUSING, Keep, user="vito")
    say(SHUTTLES, Keep, user="vera")
    with pytest.raises(WorkflowError, match="no longer be kept apart"):
        store.ask_blind("rita", REF)


def test_a_dump_gives_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both_finish()
    dumps.dump(tmp_path / "dump")
    before = [row.model_dump() for row in store.all_rows(REF)]
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "other"))
    make_database()
    assert dumps.load(tmp_path / "dump")["worksheetdecision"] == len(before)
    after = [row.model_dump() for row in store.all_rows(REF)]
    for row in (*before, *after):
        row["decided_at"] = clock.as_utc(row["decided_at"])
    assert after == before
    assert dumps.load(tmp_path / "dump")["worksheetdecision"] == 0
    write_sheet()
    assert [one.text.split(" ")[0] for one in view("rita").items if not one.settled] == ["Ne"]


# What the machine reads again.


def test_a_proposals_file_that_is_wrong_is_told_in_one_line(store: Path) -> None:
    path = write_sheet()
    lines = path.read_text("utf-8").splitlines()
    for broken, told in (
        ([lines[1], *lines[1:]], "not a programme"),
        ([lines[0], "{}"], "not a proposal"),
        ([*lines[:1], "["], "proposal"),
    ):
        path.write_text("\n".join(broken), encoding="utf-8")
        with pytest.raises(InputError, match=told):
            load_worksheet(REF)
    for name in ("../x/y-2026", "val-essai", "val-essai/ensemble-26"):
        with pytest.raises(InputError, match="expected a name"):
            load_worksheet(name)
    shutil.rmtree(path.parent)
    with pytest.raises(InputError, match="No proposals"):
        load_worksheet(REF)
    assert worksheet_refs() == []
