"""What is checked over all acts of one document: numbers printed twice, and the tele-transmission identifier of each act."""

from collections import Counter
from collections.abc import Sequence

from scrapers.parsers.context import Work
from scrapers.parsers.stamps import stamps
from tracker.ids import normal_number
from tracker.items import ActItem


def check_numbers(work: Work) -> None:
    """Mark repeated numbers, and give a tele-transmission identifier only to the one act that carries it."""
    acts = work.parsed.acts
    seen = Counter(_key(act) for act in acts if act.number)
    marked = [act.model_copy(update={"number_repeated": True}) if act.number and seen[_key(act)] > 1 else act for act in acts]
    for number in dict.fromkeys(act.number for act in marked if act.number_repeated):
        same = [act for act in marked if act.number == number]
        page = same[0].page_from
        work.say("number_repeated", f", page {page}: number {number} is printed on {len(same)} acts; each stays an act of its own", page)
    work.parsed.acts = _with_stamps(marked, work)


def _key(act: ActItem) -> str:
    return f"{normal_number(act.number or '')}|{act.date}"


def _with_stamps(acts: Sequence[ActItem], work: Work) -> list[ActItem]:
    owners: dict[str, set[int]] = {}
    for offset, identifier, _ in stamps(work.reading.text, work.context.siren):
        holder = next((n for n, act in enumerate(acts) if act.span[0] <= offset < act.span[1]), None)
        if holder is not None:
            owners.setdefault(identifier, set()).add(holder)
    own = {next(iter(holders)): identifier for identifier, holders in owners.items() if len(holders) == 1}
    return [act.model_copy(update={"transmission_id": own[n]}) if n in own else act for n, act in enumerate(acts)]
