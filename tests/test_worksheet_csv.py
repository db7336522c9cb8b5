"""The worksheet through a spreadsheet: stable ids, a dry run, signed decisions; what is wrong is told by line and nothing is lost."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sheets import REF, Leaflet, fill, write_sheet
from tests.test_worksheet_store import COMPOUND, HOUSING, PARKING, SHUTTLES, TICKET, TREES, Keep, item, say, view
from tracker.errors import InputError, RightsError, TrackerError
from tracker.vocabulary import BodyKind, SheetAction
from tracker.worksheets import store
from tracker.worksheets.spreadsheet import COLUMNS, Diff, export_sheet, import_file, import_sheet

Cells = dict[str, str]


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


def out(user: str = "vera") -> list[Cells]:
    return list(csv.DictReader(io.StringIO(export_sheet(user, REF).removeprefix("\ufeff")), delimiter=";"))


def write(rows: list[Cells], delimiter: str = ";", names: tuple[str, ...] = COLUMNS, encoding: str = "utf-8-sig") -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, names, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def row_of(rows: list[Cells], words: str) -> Cells:
    return next(row for row in rows if row["quote"].startswith(words))


def take(rows: list[Cells], user: str = "vera", *, dry_run: bool = False) -> Diff:
    return import_sheet(user, REF, write(rows), dry_run=dry_run)


def test_what_comes_out_and_goes_in_unchanged_changes_nothing() -> None:
    say(HOUSING, Keep)
    say(COMPOUND, SheetAction.SPLIT, parts=["Nous rénoverons l'école Curie", "ouvrirons une crèche de 40 places"])
    before = len(store.all_rows(REF))
    content = export_sheet("vera", REF).encode()
    assert content.startswith(b"\xef\xbb\xbfid;version;kind;decision")
    diff = import_sheet("vito", REF, content)
    assert (diff.changes, diff.problems, diff.rows) == ((), (), len(out())) and len(store.all_rows(REF)) == before


def test_edited_cells_become_decisions_signed_by_a_person() -> None:
    rows = out()
    row_of(rows, HOUSING).update(decision="keep", theme="housing", deadline="31/12/2029", quote=HOUSING.removeprefix("Nous "))
    row_of(rows, COMPOUND).update(decision="keep", parts="Nous rénoverons l'école Curie | ouvrirons une crèche de 40 places")
    row_of(rows, SHUTTLES).update(decision="Gardée", theme="transport", bodies="Intercommunalité")
    row_of(rows, TICKET).update(decision="merge", merge_with=row_of(rows, SHUTTLES)["id"])
    row_of(rows, PARKING).update(decision="reject", reason="Constat ou bilan", note="=HYPERLINK(1)")
    dry = take(rows, dry_run=True)
    assert len(dry.changes) == 14 and dry.problems == () and store.all_rows(REF) == []
    assert any("theme: '' -> 'housing'" in str(change) for change in dry.changes)
    done = take(rows, user="vito")
    assert done.changes == dry.changes and done.batch
    kept = item("construirons")
    assert kept.state.kept and kept.state.theme == "housing" and str(kept.deadline and kept.deadline.date) == "2029-12-31"
    assert item(SHUTTLES).bodies == (BodyKind.EPCI,) and item(SHUTTLES).text.endswith("du ticket.")
    assert len(item(COMPOUND).parts) == 2 and item(PARKING).state.reason == "past" and item(PARKING).state.notes == ("=HYPERLINK(1)",)
    assert {row.user_id for row in store.all_rows(REF)} == {"vito"}
    assert row_of(out(), PARKING)["notes"] == "'=HYPERLINK(1)"  # a spreadsheet does not run it
    assert take(out()).changes == ()
    store.undo("vito", REF)  # one file, one move
    assert view().totals == (0, 0)


def test_a_part_has_its_own_line() -> None:
    say(COMPOUND, SheetAction.SPLIT, parts=["Nous rénoverons l'école Curie", "ouvrirons une crèche de 40 places"])
    say(COMPOUND, Keep)
    rows = out()
    row_of(rows, "ouvrirons").update(theme="education", level="named")
    take(rows)
    assert [part.state.theme for part in item(COMPOUND).parts] == [None, "education"]


def test_a_line_without_id_adds_words_of_the_text() -> None:
    rows = [*out(), {"id": "", "quote": "le prix du ticket"}, {"id": "", "quote": "un tramway"}]
    assert take(rows).problems == (f"{len(rows) + 1}: « un tramway » n'est pas mot pour mot dans le texte conservé.",)
    take(rows[:-1])
    assert item("le prix du ticket").state.kept


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda row: row.update(id="pro-0000000000000000", theme="housing"), "Aucun passage pro-0000"),
        (lambda row: row.update(version="99"), "Version « 99 »"),
        (lambda row: row.update(version="=1"), "Version « =1 »"),
        (lambda row: row.update(decision="peut-être"), "« peut-être »"),
        (lambda row: row.update(theme="=cmd|' /C calc'!A0"), "cmd"),
        (lambda row: row.update(quote="Nous construirons 300 palais"), "mot pour mot"),
        (lambda row: row.update(quote=""), "caractères"),
        (lambda row: row.update(deadline="demain"), "demain"),
        (lambda row: row.update(level=""), "level"),
        (lambda row: row.update(bodies="mairie"), "mairie"),
        (lambda row: row.update(parts="300 logements | une piscine"), "une piscine"),
        (lambda row: row.update(decision="merge"), "autre promesse"),
        (lambda row: row.update(id="", quote=""), "ni citation"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_of_the_file_is_taken(change: Callable[[Cells], None], told: str) -> None:
    rows = out()
    row_of(rows, TREES).update(decision="keep")
    change(row_of(rows, HOUSING))
    diff = take(rows)
    assert len(diff.problems) == 1 and diff.problems[0].startswith("3: ") and told in diff.problems[0]
    assert diff.batch is None and store.all_rows(REF) == []


def test_an_answer_given_is_replaced_never_emptied() -> None:
    say(HOUSING, Keep)
    rows = out()
    row_of(rows, HOUSING).update(decision="")
    assert "ne s'efface pas" in take(rows).problems[0] and item(HOUSING).state.kept


def test_two_people_who_edit_the_same_pledge_lose_nothing() -> None:
    rows = out()
    row_of(rows, HOUSING).update(decision="reject", reason="values")
    row_of(rows, TREES).update(decision="keep")
    say(HOUSING, Keep, user="vito")  # meanwhile, on the screen
    diff = take(rows)
    assert len(diff.problems) == 1 and "depuis l'export" in diff.problems[0] and item(HOUSING).state.kept
    rows = [row for row in rows if not row["quote"].startswith(HOUSING)]  # the line is taken out, the rest is signed
    take(rows)
    assert item(HOUSING).state.by == ("vito",) and item(TREES).state.kept
    old = out()
    say(TREES, SheetAction.THEME, theme="ecology")
    assert take(old).changes == ()  # an unedited line never undoes what was said since


def test_a_merge_into_a_pledge_answered_meanwhile_is_told_by_the_dry_run_too() -> None:
    rows = out()
    row_of(rows, TICKET).update(decision="merge", merge_with=row_of(rows, SHUTTLES)["id"])
    say(SHUTTLES, Keep, user="vito")
    diff = take(rows, dry_run=True)
    assert len(diff.problems) == 1 and "depuis l'export" in diff.problems[0]
    assert take(rows).problems == diff.problems and item(TICKET).state.decision is None


def test_files_that_are_wrong_as_a_whole() -> None:
    rows = out()
    for content, told in (
        (write(rows, names=tuple(name for name in COLUMNS if name not in ("quote", "theme"))), "Missing columns: quote, theme"),
        (b"", "Missing columns"),
        (b"id;version\n", "Missing columns"),
        (write(rows) + b"a;" * 40 + b"\n", "cells"),
        (write([rows[0]] * 20_001), "More than 20000 rows"),
        (b"x" * 30_000_001, "larger than 30 MB"),
        (write(rows) + b'"never closed', "not a CSV"),
    ):
        with pytest.raises(InputError, match=told):
            import_sheet("vera", REF, content)
    assert "already" in take([*rows, rows[0]]).problems[0] or "déjà" in take([*rows, rows[0]]).problems[0]
    with pytest.raises(InputError, match="cannot be read"):
        import_file("vera", REF, Path("no-such.csv"))
    with pytest.raises(RightsError):
        take([{**row_of(rows, HOUSING), "decision": "keep"}], user="nobody")


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), ("\t", "utf-8-sig"), (";", "cp1252")])
def test_files_of_any_spreadsheet_are_read(delimiter: str, encoding: str) -> None:
    rows = out()
    row_of(rows, COMPOUND).update(decision="keep")
    assert len(import_sheet("vera", REF, write(rows, delimiter, encoding=encoding)).changes) == 1
    assert item(COMPOUND).state.kept


def test_ten_thousand_lines_go_out_and_in() -> None:
    lines = [f"Nous ouvrirons la crèche numéro {n} du quartier." for n in range(10_000)]
    passages = [(words, "pledge", {}) for words in lines]
    write_sheet(Leaflet(pages=("\n".join(lines),), passages=passages))
    rows = out()
    assert len(rows) == 10_000
    for row in rows[::20]:
        row.update(decision="keep", theme="education")
    assert len(take(rows).changes) == 1_000 and view().totals == (500, 500)
    unknown = [{**row, "id": f"pro-{n}"} for n, row in enumerate(rows)]
    told = take(unknown).problems
    assert len(told) == 21 and told[-1] == "…"


def test_a_blind_reader_s_file_holds_only_their_own_answers() -> None:
    store.ask_blind("rita", REF)
    for user in ("vera", "vito"):
        store.take(user, REF)
    say(HOUSING, Keep, user="vera")
    assert row_of(out("vera"), HOUSING)["decision"] == "keep" and row_of(out("vito"), HOUSING)["decision"] == ""
    with pytest.raises(TrackerError, match="reading separately"):
        out("rita")


# Proposed splits, in the cells of a spreadsheet.

HALVES = "Nous rénoverons l'école Curie\nouvrirons une crèche de 40 places dans le quartier Nord."


def test_a_proposed_split_is_in_the_file_and_unedited_it_changes_nothing() -> None:
    rows = out()
    assert row_of(rows, COMPOUND)["proposed_parts"] == HALVES and row_of(rows, COMPOUND)["parts"] == ""
    assert row_of(rows, HOUSING)["proposed_parts"] == ""
    assert take(rows).changes == ()


@pytest.mark.parametrize("word", ["oui", "proposed", "Comme proposé", "YES"])
def test_a_proposed_split_is_taken_by_one_word(word: str) -> None:
    rows = out()
    row_of(rows, COMPOUND)["parts"] = word
    dry = take(rows, dry_run=True)
    assert [(one.column, one.after) for one in dry.changes] == [("parts", HALVES)]
    take(rows)
    assert "\n".join(part.text for part in item(COMPOUND).parts) == HALVES
    again = out()
    assert row_of(again, COMPOUND)["parts"] == HALVES and sum(row["kind"] == "part" for row in again) == 2
    assert take(again).changes == ()


def test_a_proposed_split_may_be_edited_or_refused() -> None:
    rows = out()
    row_of(rows, COMPOUND)["parts"] = HALVES.replace(" dans le quartier Nord.", "")
    take(rows)
    assert [part.text for part in item(COMPOUND).parts][1] == "ouvrirons une crèche de 40 places"
    rows = out()
    row_of(rows, COMPOUND).update(parts="non", decision="keep")
    take(rows)
    assert item(COMPOUND).parts == () and item(COMPOUND).state.parts_said and view().totals == (1, 1)
    again = out()
    assert row_of(again, COMPOUND)["parts"] == "none" and take(again).changes == ()


def test_a_refused_split_is_a_decision_even_when_nothing_was_split() -> None:
    rows = out()
    row_of(rows, COMPOUND)["parts"] = "non"
    assert len(take(rows).changes) == 1 and item(COMPOUND).state.parts_said
    store.undo("vera", REF)
    assert not item(COMPOUND).state.parts_said and row_of(out(), COMPOUND)["parts"] == ""


def test_a_split_that_nobody_proposes_is_told() -> None:
    rows = out()
    row_of(rows, HOUSING)["parts"] = "oui"
    assert "ne propose aucun découpage" in take(rows).problems[0] and store.all_rows(REF) == []


def test_a_file_of_before_without_the_column_of_proposed_splits_is_taken() -> None:
    rows = out()
    row_of(rows, COMPOUND)["decision"] = "keep"
    content = write(rows, names=tuple(name for name in COLUMNS if name != "proposed_parts"))
    assert len(import_sheet("vera", REF, content).changes) == 1


def test_setting_aside_without_a_reason_is_counted_and_told() -> None:
    rows = out()
    row_of(rows, PARKING).update(decision="reject")
    row_of(rows, TICKET).update(decision="écartée", reason="duplicate")
    dry = take(rows, dry_run=True)
    assert dry.without_reason == (rows.index(row_of(rows, PARKING)) + 2,) and dry.problems == ()
    assert take(rows).without_reason == dry.without_reason
    assert item(PARKING).state.reason == "other" and item(TICKET).state.reason == "duplicate"
