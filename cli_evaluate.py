"""The verbs that score the program on judged sets."""

import json
from pathlib import Path

import click

import flows_evaluate
from cli_shared import EXISTING_FOLDER


@click.group()
def evaluate() -> None:
    """Score the program on a judged set; prints one JSON object."""


@evaluate.command("links")
@click.argument("folder", type=EXISTING_FOLDER)
@click.option("--strict", is_flag=True, help="Leave partly relevant acts in the ranking, as wrong.")
@click.option("--confirm", default=0, show_default=True, type=click.IntRange(0, 50), help="Give the first N relevant acts as confirmed.")
def evaluate_links(folder: Path, strict: bool, confirm: int) -> None:
    """Score the ranking of acts for pledges."""
    click.echo(json.dumps(flows_evaluate.evaluate("links", folder, strict=strict, confirm=confirm)))


@evaluate.command("minutes")
@click.argument("folder", type=EXISTING_FOLDER)
def evaluate_minutes(folder: Path) -> None:
    """Score the reading of documents into acts: a folder of documents and its `truth.csv`."""
    click.echo(json.dumps(flows_evaluate.evaluate("minutes", folder)))


@evaluate.command("votes")
@click.argument("folder", type=EXISTING_FOLDER)
def evaluate_votes(folder: Path) -> None:
    """Score the reading of votes on the passages of `items.jsonl`."""
    click.echo(json.dumps(flows_evaluate.evaluate("votes", folder)))


@evaluate.command("stages")
@click.argument("folder", type=EXISTING_FOLDER)
def evaluate_stages(folder: Path) -> None:
    """Score the reading of an act's stage on the titles of `judged.jsonl`."""
    click.echo(json.dumps(flows_evaluate.evaluate("stages", folder)))


@evaluate.command("discovery")
@click.argument("folder", type=EXISTING_FOLDER)
def evaluate_discovery(folder: Path) -> None:
    """Score the judging of links on the names of `names.csv`."""
    click.echo(json.dumps(flows_evaluate.evaluate("discovery", folder)))


@evaluate.command("pledges")
@click.argument("folder", type=EXISTING_FOLDER)
def evaluate_pledges(folder: Path) -> None:
    """Score the detection of pledges on the sentences of `judged.jsonl`: pledge or not, concrete or vague, themes."""
    click.echo(json.dumps(flows_evaluate.evaluate("pledges", folder)))
