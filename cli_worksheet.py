"""The verbs of the worksheet: a programme's proposals out to a CSV, in again as signed decisions, and to its checked list."""

from pathlib import Path

import click

from tracker import accounts
from tracker.errors import InputError
from tracker.store import migrate
from tracker.vocabulary import PledgeSourceKind
from tracker.worksheets.commit import commit
from tracker.worksheets.files import load_worksheet, worksheet_refs
from tracker.worksheets.projection import Sheet
from tracker.worksheets.spreadsheet import export_sheet, import_file
from tracker.worksheets.states import phase_of
from tracker.worksheets.store import all_rows, view_for

AS_OPTION = click.option("--as", "login", required=True, help="The account that signs (see `users list`).")


def _signer(login: str) -> str:
    migrate()
    if login not in {user.id for user in accounts.list_users() if user.disabled_at is None}:
        raise InputError(f"--as {login}: expected an account that is open; see `users list`")
    return login


@click.group()
def worksheet() -> None:
    """Check the proposed pledges of a programme, named TOWN/LIST-YEAR."""


@worksheet.command("list")
@click.argument("town", required=False)
def worksheet_list(town: str | None) -> None:
    """List the programmes being worked on, with how far people have come."""
    migrate()
    for ref in worksheet_refs(town):
        sheet, rows = load_worksheet(ref), all_rows(ref)
        view: Sheet | None = view_for(sheet, rows, phase_of(rows), "")
        kind = "demands" if sheet.head.kind == PledgeSourceKind.DEMANDE else "pledges"
        proposed = sum(one.proposed for one in sheet.proposals)
        state = (
            "read by two people apart"
            if view is None
            else f"{len(view.open)} open, {view.totals[0]} {kind} written, {view.totals[1]} checkable"
        )
        click.echo(f"{ref}: {proposed} proposed; {state}")


@worksheet.command("export")
@click.argument("ref")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--delimiter", default=";", show_default=True)
@click.option("--no-bom", is_flag=True)
@AS_OPTION
def worksheet_export(ref: str, out: Path, delimiter: str, no_bom: bool, login: str) -> None:
    """Write the worksheet as a CSV, as this person may see it."""
    if len(delimiter) != 1:
        raise InputError(f"--delimiter: expected one character, found {delimiter!r}")
    text = export_sheet(_signer(login), ref, delimiter=delimiter, bom=not no_bom)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(text.encode())
    click.echo(out)


@worksheet.command("import")
@click.argument("ref")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@AS_OPTION
def worksheet_import(ref: str, file: Path, dry_run: bool, login: str) -> None:
    """Take the changed cells of an edited CSV as decisions signed by this person: all of them or none."""
    diff = import_file(_signer(login), ref, file, dry_run=dry_run)
    for change in diff.changes:
        click.echo(str(change))
    for problem in diff.problems:
        click.echo(f"{file}:{problem}", err=True)
    if diff.without_reason:
        lines = ", ".join(map(str, diff.without_reason[:20]))
        click.echo(f"! {len(diff.without_reason)} set aside without a reason, kept as 'other' (lines {lines}): fill in `reason`", err=True)
    if diff.problems:
        raise InputError(f"{file}: {len(diff.problems)} problem(s); nothing was recorded")
    click.echo(f"{len(diff.changes)} change(s) in {diff.rows} line(s){'; nothing recorded (dry run)' if dry_run else ''}")


@worksheet.command("commit")
@click.argument("ref")
@AS_OPTION
def worksheet_commit(ref: str, login: str) -> None:
    """Write the checked list into the programme's file and the database; words that people judged are kept."""
    done = commit(_signer(login), ref)
    demands = load_worksheet(ref).head.kind == PledgeSourceKind.DEMANDE
    kinds = ("demands", "points") if demands else ("pledges", "parts")
    click.echo(f"{done.path}: {done.written} written {kinds[0]}, {done.parts} checkable {kinds[1]}")
    click.echo(f"added {done.added}, changed {done.changed}, removed {done.removed}, undecided {done.undecided}, stale {done.stale}")
    for key in done.kept_words:
        click.echo(f"kept as people judged it: {key}")
