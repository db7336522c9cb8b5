"""Lists that merge: a pledge of the list that is left is inherited or dropped, one of the merged list may be new. Pure.

A pledge stays with its list (method, section 14): the merged list's file says again what it takes over and names the
block it comes from; nothing is moved, so what was dropped can still be read.
"""

from collections.abc import Sequence

from tracker import ids
from tracker.errors import ProgrammeError
from tracker.programmes import PledgeConfig, ProgrammeConfig
from tracker.towns import TownConfig
from tracker.vocabulary import MergerFate


def pledge_id_of(town: str, reference: str) -> str:
    """Return the id of the pledge that `<list>-<year>[-<document>]#<key>` names in a town."""
    name, _, key = reference.partition("#")
    return ids.pledge_id(f"{town}/{name}", key)


def lists_merged_into(town: TownConfig, organization: str) -> set[str]:
    """Return the lists that merged into this one, those that had merged into them included."""
    found: set[str] = set()
    wanted = {organization}
    while wanted:
        joined = {one.key for one in town.organizations if one.merged_into in wanted} - found - {organization}
        found |= joined
        wanted = joined
    return found


def check(town: TownConfig, programmes: Sequence[ProgrammeConfig]) -> None:
    """Raise `ProgrammeError` for the first merger that the town's file or its programmes do not bear out."""
    keys = {f"{one.name}#{pledge.key}": one.organization for one in programmes for pledge in one.pledges}
    gone = {one.key for one in town.organizations if one.merged_into}
    for programme in programmes:
        joined = lists_merged_into(town, programme.organization)
        for pledge in programme.pledges:
            if trouble := _trouble(pledge, joined, keys, left=programme.organization in gone):
                raise ProgrammeError(f"programme {programme.slug}: pledges.{pledge.key}: {trouble}")


def _trouble(pledge: PledgeConfig, joined: set[str], keys: dict[str, str], *, left: bool) -> str | None:
    """Return what is wrong with what a pledge says of its merger."""
    if pledge.merger == MergerFate.DROPPED:
        return None if left else "merger: dropped: expected a list that has `merged_into` in the town's file"
    if pledge.merger is None:
        return None
    if not joined:
        return f"merger: {pledge.merger}: expected a list that another one merged into, in the town's file"
    if pledge.inherited_from and keys.get(pledge.inherited_from) not in joined:
        expected = "a pledge of one of " + ", ".join(sorted(joined))
        return f"inherited_from: expected {expected}, found {pledge.inherited_from!r}"
    return None
