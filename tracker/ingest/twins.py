"""Which acts of different documents are one act: by number when the titles agree, else by title, one to one.

Refused: merging acts of one document; merging under one number two titles that clearly differ (numbers printed in real
minutes are wrong), which is an issue that names both; guessing between two possible twins. The result depends on what
the documents say, never on the order in which they come.
"""

from collections.abc import Callable, Iterable, Iterator

from tracker import ids
from tracker.ingest.candidates import Candidate, Cluster
from tracker.ingest.folders import Trouble
from tracker.ingest.titles import clearly_differ, same_subject

_LONG_TEXT = 200  # shorter texts ("approbation du procès-verbal, adopté") stand in many sittings
Test = Callable[[Candidate, Candidate], bool]


def find_twins(candidates: Iterable[Candidate], trouble: Trouble) -> list[Cluster]:
    """Return the acts of a town, each with every document that gives it, in a stable order."""
    sittings: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: c.rank):
        sittings.setdefault((candidate.row["body_id"], str(candidate.act.date or "")), []).append(candidate)
    found: list[Cluster] = []
    for (_, day), group in sorted(sittings.items()):
        clusters: list[Cluster] = []
        for document in _documents(group, trouble):
            _place(document, clusters, dated=bool(day), trouble=trouble)
        found += clusters
    return _settle(_same_transmission(found))


def _documents(group: list[Candidate], trouble: Trouble) -> Iterator[list[Candidate]]:
    """Yield the acts of each document, the richest document first; one met twice there is kept once."""
    documents: dict[str, dict[str, Candidate]] = {}
    for candidate in group:
        acts = documents.setdefault(candidate.act.sha256, {})
        if candidate.row["id"] in acts:
            message = f"act {candidate.act.title[:60]!r}: met twice in one document; the longer one is kept"
            trouble.note("act_met_twice", message, sha256=candidate.act.sha256, page=candidate.act.page_from)
            continue
        acts[candidate.row["id"]] = candidate
    lists = [list(acts.values()) for acts in documents.values()]
    yield from sorted(lists, key=lambda acts: (acts[0].poor, -sum(len(c.act.text) for c in acts), acts[0].act.sha256))


def _place(document: list[Candidate], clusters: list[Cluster], *, dated: bool, trouble: Trouble) -> None:
    """Give each act of a document to the act that it is, or let it stand for itself."""
    left, free = list(document), list(clusters)
    for test in _TESTS if dated else (_same_text,):
        for candidate, cluster in _only_pairs(left, free, test):
            _tell_two_numbers(candidate, cluster, trouble)
            cluster.members.append(candidate)
            left.remove(candidate)
            free.remove(cluster)
    for candidate in left:
        _tell_conflict(candidate, clusters, trouble)
    clusters += [Cluster([candidate]) for candidate in left]


def _only_pairs(left: list[Candidate], free: list[Cluster], test: Test) -> list[tuple[Candidate, Cluster]]:
    """Return the pairs in which each side has the other as its only choice."""
    choices = {id(c): [k for k in free if any(test(c, member) for member in k.members)] for c in left}
    wanted: dict[int, int] = {}
    for clusters in choices.values():
        for cluster in clusters:
            wanted[id(cluster)] = wanted.get(id(cluster), 0) + 1
    single = [(c, choices[id(c)][0]) for c in left if len(choices[id(c)]) == 1]
    return [(candidate, cluster) for candidate, cluster in single if wanted[id(cluster)] == 1]


def _same_text(one: Candidate, other: Candidate) -> bool:
    """The same long text, letter for letter: one document published twice, even where no date was read."""
    first, second = ids.fold(one.act.text), ids.fold(other.act.text)
    return len(first) >= _LONG_TEXT and first == second


def _same_number_and_subject(one: Candidate, other: Candidate) -> bool:
    return _numbers_meet(one, other) and same_subject(one.act.title, other.act.title)


def _same_title(one: Candidate, other: Candidate) -> bool:
    """The same title, word for word; with two numbers, only a list is believed to mean the same act."""
    if _numbers_differ(one, other) and not (one.poor or other.poor):
        return False
    return ids.fold(one.act.title) == ids.fold(other.act.title)


def _same_words(one: Candidate, other: Candidate) -> bool:
    return not _numbers_differ(one, other) and same_subject(one.act.title, other.act.title)


def _same_number(one: Candidate, other: Candidate) -> bool:
    return _numbers_meet(one, other) and not clearly_differ(one.act.title, other.act.title)


def _same_printed_number(one: Candidate, other: Candidate) -> bool:
    """The same number, even where one document prints it twice: its title then says which of the two is meant."""
    return bool(one.figures) and one.figures == other.figures and not clearly_differ(one.act.title, other.act.title)


_TESTS: tuple[Test, ...] = (_same_number_and_subject, _same_title, _same_words, _same_number, _same_printed_number)


def _numbers_meet(one: Candidate, other: Candidate) -> bool:
    return one.number_key is not None and one.number_key == other.number_key


def _numbers_differ(one: Candidate, other: Candidate) -> bool:
    """Return whether both are numbered in one manner (as many figures) with other figures."""
    first, second = one.number_key, other.number_key
    return first is not None and second is not None and first != second and first.count("-") == second.count("-")


def _tell_two_numbers(candidate: Candidate, cluster: Cluster, trouble: Trouble) -> None:
    other = next((member for member in cluster.members if _numbers_differ(candidate, member)), None)
    if other:
        message = f"act of {candidate.act.date}: {candidate.says} is number {candidate.act.number}, but {other.says} is {other.act.number}"
        trouble.note("number_conflict", f"{message}; taken as one act", sha256=candidate.act.sha256, page=candidate.act.page_from)


def _tell_conflict(candidate: Candidate, clusters: list[Cluster], trouble: Trouble) -> None:
    """Note an act whose number stands, in another document, on a clearly different title."""
    for cluster in clusters:
        for other in cluster.members:
            if not _numbers_meet(candidate, other) or not clearly_differ(candidate.act.title, other.act.title):
                continue
            message = f"number {candidate.act.number} of {candidate.act.date}: {candidate.says}, but {other.says}; both are kept"
            trouble.note("number_conflict", message, sha256=candidate.act.sha256, page=candidate.act.page_from)
            return


def _same_transmission(clusters: list[Cluster]) -> list[Cluster]:
    """Unite acts of different documents with one transmission id, whatever date and title say: the State gives it once."""
    kept: dict[str, Cluster] = {}
    for cluster in clusters:
        sent = sorted({c.act.transmission_id for c in cluster.members if c.act.transmission_id})
        home = kept.setdefault(sent[0] if len(sent) == 1 else f"#{len(kept)}", cluster)
        if home is cluster:
            continue
        if {c.act.sha256 for c in home.members} & {c.act.sha256 for c in cluster.members}:
            kept[f"#{len(kept)}"] = cluster
        else:
            home.members += cluster.members
    return list(kept.values())


def _settle(clusters: list[Cluster]) -> list[Cluster]:
    """Give each act its id, the most trusted first; two acts never share one."""
    taken: set[str] = set()
    for cluster in sorted(clusters, key=lambda k: k.by_trust[0].trust):
        named = [c.row["id"] for c in cluster.by_trust]
        spare = [found for place in (0, 1) for found in (c.text_ids[place] for c in cluster.by_trust)]
        cluster.id = next(found for found in named + spare if found not in taken)
        taken.add(cluster.id)
    return sorted(clusters, key=lambda k: k.best.rank)
