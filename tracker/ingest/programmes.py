"""Only the programmes of a town -> tables: what a commit of the worksheet changes, without reading any run folder again."""

from dataclasses import asdict

from tracker.ingest.folders import Trouble, new_run_id
from tracker.ingest.places import check_programmes
from tracker.ingest.writing import ABOUT_PLEDGES, Writer
from tracker.programmes import load_programmes
from tracker.store import writing
from tracker.towns import TownConfig

SPOKEN = ABOUT_PLEDGES


def ingest_programmes(town: TownConfig) -> dict[str, dict[str, int]]:
    """Bring the town's places, programmes and pledges to what its files say; return the counts by table. Idempotent.

    What the rules for judged words had to say is told again by the next whole ingest, which keeps the issues.
    """
    programmes = load_programmes(town.slug)
    check_programmes(town, programmes)
    with writing() as session:
        writer = Writer(session, town)
        writer.places()
        writer.programmes(programmes, Trouble(new_run_id()))
    return {name: asdict(counts) for name, counts in writer.counts.items()}
