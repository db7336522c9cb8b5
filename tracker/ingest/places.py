"""A town's YAML and its programmes -> rows; keys that point nowhere are refused before anything is written."""

from collections.abc import Callable, Iterable

from tracker import charters, ids, mergers
from tracker.errors import ProgrammeError
from tracker.ingest.rows import Row
from tracker.programmes import PledgeConfig, ProgrammeConfig
from tracker.towns import TownConfig


def jurisdiction_row(town: TownConfig) -> Row:
    """Return the row of the commune."""
    return {
        "slug": town.slug, "name": town.name, "insee": town.insee, "timezone": town.timezone,
        "fictional": town.fictional, "as_of": town.as_of,
    }  # fmt: skip


def body_rows(town: TownConfig) -> list[Row]:
    """Return the rows of the deciding bodies."""
    return [
        {"id": ids.body_id(town.slug, b.key), "jurisdiction": town.slug, "key": b.key, "name": b.name, "siren": b.siren,
         "classification": b.classification.value, "seats": b.seats}
        for b in town.bodies
    ]  # fmt: skip


def term_rows(town: TownConfig) -> list[Row]:
    """Return the rows of the terms of office."""
    return [
        {"id": f"{town.slug}/{t.key}", "jurisdiction": town.slug, "key": t.key, "start": t.start, "end": t.end, "majority": t.majority}
        for t in town.terms
    ]


def organization_rows(town: TownConfig) -> list[Row]:
    """Return the rows of lists and groups."""
    return [
        {"id": f"{town.slug}/{o.key}", "jurisdiction": town.slug, "key": o.key, "name": o.name,
         "classification": o.classification.value, "election": o.election, "merged_into": o.merged_into}
        for o in town.organizations
    ]  # fmt: skip


def source_rows(town: TownConfig) -> list[Row]:
    """Return the rows of the sources."""
    return [
        {"id": f"{town.slug}/{s.key}", "jurisdiction": town.slug, "body_id": ids.body_id(town.slug, s.body), "key": s.key,
         "platform": s.platform, "url": s.url, "frequency": s.frequency, "min_items": s.expect.min_items}
        for s in town.sources
    ]  # fmt: skip


def programme_row(programme: ProgrammeConfig) -> Row:
    """Return the row of a programme."""
    kept = ("year", "kind", "title", "source_url", "sha256", "retrieved_at", "publisher", "licence", "said_by", "said_on", "said_where")
    return {
        "id": programme.slug, "jurisdiction": programme.town, "organization_id": f"{programme.town}/{programme.organization}",
        "term_id": f"{programme.town}/{programme.term}", "document": programme.document or "", "charter": programme.charter or "",
        **{name: getattr(programme, name) for name in kept},
    }  # fmt: skip


def pledge_rows(programme: ProgrammeConfig) -> list[Row]:
    """Return the rows of a programme's pledges, in the file's order."""
    return [_pledge_row(programme, position, pledge) for position, pledge in enumerate(programme.pledges, start=1)]


def _pledge_row(programme: ProgrammeConfig, position: int, pledge: PledgeConfig) -> Row:
    kept = (
        "key", "text", "wording", "summary", "page", "section", "fulfilment", "measurable", "deadline", "confirmed", "anchor", "level",
        "deadline_raw", "decided_at", "measure", "merger",
    )  # fmt: skip
    return {
        "id": ids.pledge_id(programme.slug, pledge.key), "programme_id": programme.slug, "position": position,
        "parent_id": ids.pledge_id(programme.slug, pledge.parent) if pledge.parent else None,
        "headings": list(pledge.headings), "outside": [kind.value for kind in pledge.outside], "decided_by": list(pledge.decided_by),
        "details": pledge.details.model_dump(mode="json", exclude_defaults=True),
        "also": [place.model_dump(mode="json") for place in pledge.also],
        "amended_by": [wording.model_dump(mode="json") for wording in pledge.amended_by],
        "inherited_from": mergers.pledge_id_of(programme.town, pledge.inherited_from) if pledge.inherited_from else None,
        "themes": list(pledge.themes), "bodies": list(pledge.bodies), "second_hand": programme.second_hand or pledge.second_hand,
        **{name: getattr(pledge, name) for name in kept},
    }  # fmt: skip


def check_programmes(town: TownConfig, programmes: Iterable[ProgrammeConfig]) -> None:
    """Raise `ProgrammeError` for the first key of a programme that the town's file does not know."""
    seen: set[str] = set()
    every = list(programmes)
    for programme in every:
        if programme.slug in seen:
            raise ProgrammeError(f"{programme.slug}: two files of {town.slug} hold the same document of this list and year")
        seen.add(programme.slug)
        _check_programme(town, programme)
    mergers.check(town, every)
    charters.check(every)


def _check_programme(town: TownConfig, programme: ProgrammeConfig) -> None:
    refuse = _refusal(programme)
    refuse("town", {programme.town}, {town.slug})
    refuse("organization", {programme.organization}, {o.key for o in town.organizations})
    refuse("term", {programme.term}, {t.key for t in town.terms})
    bodies = {b.key for b in town.bodies}
    for pledge in programme.pledges:
        refuse(f"pledges.{pledge.key}.bodies", set(pledge.bodies), bodies)


def _refusal(programme: ProgrammeConfig) -> Callable[[str, set[str], set[str]], None]:
    def refuse(place: str, found: set[str], known: set[str]) -> None:
        if found - known:
            raise ProgrammeError(f"programme {programme.slug}: {place}: expected one of {sorted(known)}, found {sorted(found - known)}")

    return refuse
