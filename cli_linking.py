"""The verb that learns from people's answers."""

import sys

import click

from cli_shared import EXIT_OF_OUTCOME, JSON_OPTION, bars, tell, vars_of
from tracker.linking.learn import learn
from tracker.linking.link import link
from tracker.store import migrate
from tracker.towns import load_town, town_files


@click.command("learn")
@click.argument("town", required=False)
@JSON_OPTION
def learn_command(town: str | None, as_json: bool) -> None:
    """Fit the ranking again on people's answers (of TOWN, else of all), keep it only if not worse, and rank again."""
    migrate()
    slug = load_town(town).slug if town else None
    report = learn(slug)
    tell(vars_of(report), as_json)
    known = town_files()
    for name in report.learned_from if report.kept else ():
        if name in known:
            link(load_town(name), progress=bars("link"))
    sys.exit(EXIT_OF_OUTCOME[report.outcome])
