"""The verbs of towns: list, add, check."""

import json
import re
import sys

import click

import flows
import flows_towns
from cli_shared import JSON_OPTION, bars, vars_of
from scrapers.discovery.identify import Identity
from tracker import town_report
from tracker.errors import InputError
from tracker.towns import INSEE_PATTERN, SIREN_PATTERN, load_town
from tracker.vocabulary import RunOutcome


@click.group()
def towns() -> None:
    """Add towns, look at their files, test their sources."""


@towns.command("list")
@JSON_OPTION
def towns_list(as_json: bool) -> None:
    """List the towns that have a valid file."""
    rows = [{"slug": t.slug, "name": t.name, "insee": t.insee, "status": t.status, "sources": len(t.sources)} for t in flows.known_towns()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['slug']:<28} {row['insee']}  {row['name']} ({row['status']}, {row['sources']} source(s))")


@towns.command("add")
@click.argument("url")
@click.option("--insee", default="", help="The commune's INSEE code, when the public directory does not know its site.")
@click.option("--siren", default="", help="The commune's SIREN (9 figures).")
@click.option("--name", default="", help="The commune's name, when no directory answers.")
@click.option("--follow-redirect", is_flag=True, help="Go on when the site sends to another host.")
def towns_add(url: str, insee: str, siren: str, name: str, follow_redirect: bool) -> None:
    """Find whose site URL is and where its council's records are; write the town's file, to be confirmed by a person."""
    _check_codes(insee, siren)
    typed = Identity(name=name, insee=insee, siren=siren or None)
    proposal = flows_towns.add_town(url, typed, elsewhere=follow_redirect, stage=bars)
    click.echo(town_report.proposal_text(flows_towns.proposal_facts(proposal)))
    sys.exit(0 if proposal.town else 4)


def _check_codes(insee: str, siren: str) -> None:
    """Refuse at once codes that cannot be one: a SIREN typed as an INSEE code is the common slip."""
    if insee and not re.fullmatch(INSEE_PATTERN, insee):
        raise InputError(f"--insee {insee}: expected 5 characters such as 35047 or 2A004")
    if siren and not re.fullmatch(SIREN_PATTERN, siren):
        raise InputError(f"--siren {siren}: expected 9 figures")


@towns.command("check")
@click.argument("town", required=False)
@JSON_OPTION
def towns_check(town: str | None, as_json: bool) -> None:
    """Test each source of a TOWN (or of every town) with a few requests and say since when each one is silent; keeps nothing."""
    rows = [row for config in ([load_town(town)] if town else flows.known_towns()) for row in flows_towns.check_town(config)]
    if as_json:
        click.echo(json.dumps([vars_of(row) for row in rows], ensure_ascii=False, default=str))
    elif rows:
        click.echo(town_report.check_table(rows))
        for row in rows:
            for said in row.said:
                click.echo(f"! {row.source}: {said}")
    else:
        raise InputError("towns check: no source is asked on the network: expected one that is not a local folder")
    sys.exit(4 if any(row.silent or row.outcome in (RunOutcome.BLOCKED, RunOutcome.FAILED) for row in rows) else 0)
