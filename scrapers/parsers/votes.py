"""The result of an act from its own words: only windows around a decision formula are read, the debate is not.

What is not printed stays None, never 0. "À l'unanimité" followed by a named or counted opponent is not unanimous. "Rejeter" inside
a decision is nearly always something else than a refused act: only the council's explicit refusal or its figures reject.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scrapers.parsers.counts import Count, Voter, read_counts
from scrapers.parsers.text import plain, squash
from scrapers.parsers.voting_words import ORDINARY_VOTE, VOTE_MARK
from tracker.items import PersonVoteItem, VoteCountItem
from tracker.vocabulary import Outcome, VoteOption

_BEFORE, _AFTER = 30, 420
_CHAIN = 700  # windows closer than this belong to the same vote
_UNANIMOUS = re.compile(r"(?<!peut decider )(?<!pas )(?:a l'|par l'|l'|a )?p?unanimite|unanimement")
_MAJORITY = re.compile(r"a la majorite(?! absolue| relative| des suffrages)")
_NOTED = re.compile(r"\b(?:prend|prennent|a pris|donne)\s+(?:bonne )?(?:acte|note)\b|dont acte\b")
_WITHDRAWN = re.compile(
    r"(?:est |sont |a ete |point |decide de |)(?:retiree?s?|retirer|retrait)\b[^.\n]{0,60}\bde l'ordre du jour"
    r"|\b(?:delibération|deliberation|question|point|dossier|sujet|affaire|rapport|projet) (?:est )?(?:retiree?)\b"
)
_ADJOURNED = re.compile(
    r"(?:decide|decident|propose et decide|accepte)\W[^.\n]{0,60}?(?:de |d')(?:reporter|ajourner|surseoir)\b"
    r"|\b(?:point|question|deliberation|dossier|affaire|rapport|sujet|vote|decision|examen)\b[^.\n]{0,50}\b(?:est"
    r"|a ete|sera)\s+(?:donc |de ce fait )?(?:reportee?|ajournee?)\b"
    r"|^\W*(?:reportee?|ajournee?|vote reporte|point reporte)\b|sursoit a statuer|ajournee? (?:au|a la) prochain"
    r"|sursis a statuer|attendrons? donc le prochain conseil"
)
_REJECTED = re.compile(
    r"(?:n'est pas|n'a pas ete)\s+(?:adoptee?|approuvee?|acceptee?|retenue?)|\b(?:deliberation|proposition|motion"
    r"|projet|amendement|voeu|demande)\b[^.\n]{0,40}\best\s+rejetee?"
    r"|^\W*rejetee?\b|le conseil(?: municipal)?\b[^.\n]{0,90}?\b(?:rejette|n'adopte pas|n'approuve pas"
    r"|repousse)\b(?:\s+(?:la|cette|le|ce)\s+(?:proposition|projet|deliberation|motion))?"
)
_NO_VOTE = re.compile(
    r"(?:pas de vote|sans vote|ne donne pas lieu a (?:un )?vote|n'appelle pas de vote|ne fait pas l'objet d'un vote"
    r"|pour information|n'est pas soumis au vote)"
)
_ELECTED = re.compile(
    r"\b(?:est|sont|a ete|ont ete)\s+(?:proclamee?s?|declaree?s?)?\s*(?:elue?s?)\b|\bproclame(?:e?s?)\s+elue?s?|sont elus|ont obtenu"
)
_CHOSEN = re.compile(r"\b(?:est|sont|a ete|ont ete)\s+(?:donc |ainsi )?(?:elue?s?|proclamee?s?|designee?s?|nommee?s?|installee?s?)\b")
_ELECTION = re.compile(r"[^\n]{0,140}\b(?:elections?|designations?|nominations?)\b")
_BALLOT = re.compile(r"suffrages exprimes|bulletins?|scrutin secret|depouillement|tour de scrutin|majorite absolue")
_ADOPTED = re.compile(
    r"\b(?:adoptee?s?|approuvee?s?|acceptee?s?|validee?s?|decide|decident|adopte|approuve|approuvent|autorise|autorisent|accepte|acceptent|valide|valident|"
    r"fixe|emet|designe|elit|charge|donne|vote|votent|attribue|retient|confirme|mandate|sollicite|constitue|prononce|institue|cree|adoption|approbation|favorable)\b"
)
_ALSO_DECIDES = re.compile(r"^\W*(?:fixe|approuve|autorise|decide|adopte|valide|accepte)\b", re.MULTILINE)
_COUNCIL = re.compile(r"(?:le|du) conseil\b|deliber|unanim|majorite|vote|assemblee|\badoptee?|\bapprouvee?")
_FORMULA = re.compile(
    r"en avoir (?:largement |longuement )?delibere|apres deliberation|le conseil(?: municipal| communautaire| metropolitain)?,?\W{0,4}"
    r"(?:a l'unanimite|adopte|approuve|decide|accepte|autorise|prend acte|donne|valide|emet|ayant|a la majorite|a l'exception)"
)


@dataclass(frozen=True)
class Vote:
    """What the words of one act say of its vote."""

    outcome: Outcome | None = None
    unanimous: bool | None = None
    raw: str = ""
    counts: tuple[VoteCountItem, ...] = ()
    persons: tuple[PersonVoteItem, ...] = ()


def read_vote(text: str) -> Vote:
    """Return the outcome, counts and voters printed in an act's own text."""
    simple = plain(text)
    windows = vote_windows(simple)
    if not windows:
        return _without_formula(simple)
    counts, voters = read_counts(text, simple)
    inside = [one for one in counts if _within(one.start, windows)]
    named = [one for one in voters if _within(one.start, windows)]
    final = windows[-1]
    usable = settle(inside, final)
    scope = "\n".join(simple[low:high] for low, high in windows)
    unanimous = _unanimous(scope, simple[final[0] : final[1]], inside, named, final)
    outcome = _outcome(simple, windows, usable)
    if outcome in (Outcome.NO_VOTE, Outcome.WITHDRAWN, Outcome.ADJOURNED) and not usable:
        unanimous = True if unanimous and outcome is Outcome.ADJOURNED else None
    items = tuple(VoteCountItem(option=c.option, value=c.value, group=c.group, raw=c.raw) for c in usable)
    persons = tuple(dict.fromkeys(PersonVoteItem(option=v.option, raw_name=v.name) for v in named))
    return Vote(outcome, unanimous, squash(text[final[0] : final[1]])[:600], items, persons)


def vote_windows(simple: str) -> list[tuple[int, int]]:
    """Return the windows around decision formulas, joined when they touch; procedural votes are left out."""
    windows: list[tuple[int, int]] = []
    for match in VOTE_MARK.finditer(simple):
        around = simple[max(0, match.start() - 80) : match.end() + 90]
        if ORDINARY_VOTE.search(around) and not re.search(r"en avoir delibere|vote\s*:", match[0]):
            continue
        low, high = max(0, match.start() - _BEFORE), min(len(simple), match.end() + _AFTER)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def settle(counts: Sequence[Count], final: tuple[int, int]) -> list[Count]:
    """Return the counts of one vote: those of the last window; an option printed with two different values is unknown."""
    last = [one for one in counts if final[0] <= one.start < final[1]] or list(counts)
    kept: dict[tuple[VoteOption, str], Count] = {}
    doubtful: set[tuple[VoteOption, str]] = set()
    for count in last:
        key = (count.option, count.group)
        if key in kept and kept[key].value != count.value:
            doubtful.add(key)
        kept.setdefault(key, count)
    grouped = {option for option, group in kept if group}
    whole = [replace(c) for k, c in kept.items() if k not in doubtful]
    return [c for c in whole if c.group or c.option not in grouped or not doubtful]


def _within(place: int, windows: Sequence[tuple[int, int]]) -> bool:
    return any(low <= place < high for low, high in windows)


def _unanimous(scope: str, last: str, counts: Sequence[Count], voters: Sequence[Voter], final: tuple[int, int]) -> bool | None:
    against = [c for c in counts if c.option in (VoteOption.AGAINST, VoteOption.ABSTENTION) and c.value > 0]
    opposed = [v for v in voters if v.option in (VoteOption.AGAINST, VoteOption.ABSTENTION)]
    if any(c.start >= final[0] for c in against) or any(v.start >= final[0] for v in opposed):
        return False
    if against or opposed:
        return None if _UNANIMOUS.search(last) else False
    if _UNANIMOUS.search(scope):
        return None if _MAJORITY.search(last) and not _UNANIMOUS.search(last) else True
    if _MAJORITY.search(last):
        return False
    zero = {c.option for c in counts if c.value == 0}
    return True if {VoteOption.AGAINST, VoteOption.ABSTENTION} <= zero else None


def _total(counts: Sequence[Count], option: VoteOption) -> int | None:
    values = [c.value for c in counts if c.option is option]
    return sum(values) if values else None


def _outcome(simple: str, windows: Sequence[tuple[int, int]], counts: Sequence[Count]) -> Outcome | None:
    scope = "\n".join(simple[low:high] for low, high in windows)
    decided = _by_figures(counts)
    if decided is Outcome.REJECTED:
        return decided
    formula = max((m.start() for m in _FORMULA.finditer(simple)), default=windows[-1][0])
    clause = simple[formula : formula + 320]
    first = _first_verb(clause)
    if first:
        return first
    if _ELECTED.search(simple) and _BALLOT.search(simple):
        return Outcome.ELECTED
    if decided or _UNANIMOUS.search(scope) or _MAJORITY.search(scope):
        return Outcome.ADOPTED
    return Outcome.ADOPTED if _COUNCIL.search(scope) and _ADOPTED.search(scope) else None


def _first_verb(clause: str) -> Outcome | None:
    """Return the class of the first decision verb after the formula."""
    places: list[tuple[int, Outcome]] = []
    for pattern, outcome in (
        (_NOTED, Outcome.NOTED),
        (_REJECTED, Outcome.REJECTED),
        (_ADJOURNED, Outcome.ADJOURNED),
        (_WITHDRAWN, Outcome.WITHDRAWN),
        (_ADOPTED, Outcome.ADOPTED),
    ):
        match = pattern.search(clause)
        if match and not (outcome is Outcome.WITHDRAWN and _UNANIMOUS.search(clause)):
            places.append((match.start(), outcome))
    if not places:
        return None
    places.sort()
    if places[0][1] is Outcome.NOTED and _ALSO_DECIDES.search(clause[places[0][0] :]):
        return Outcome.ADOPTED
    start, outcome = places[0]
    overlap = [one for place, one in places if place <= start + 70 and one in (Outcome.ADJOURNED, Outcome.REJECTED)]
    return overlap[0] if outcome is Outcome.ADOPTED and overlap and _decides(clause[start : start + 8]) else outcome


def _decides(words: str) -> bool:
    return words.startswith(("decide", "accept"))


def _by_figures(counts: Sequence[Count]) -> Outcome | None:
    favour, against = _total(counts, VoteOption.FOR), _total(counts, VoteOption.AGAINST)
    if favour is None:
        return None
    if against is not None and against > favour:
        return Outcome.REJECTED
    return Outcome.ADOPTED if favour > (against or 0) else None


def _without_formula(simple: str) -> Vote:
    """Return what an act without any vote says of itself: withdrawn, postponed, an information, an election, or nothing."""
    for pattern, outcome in ((_WITHDRAWN, Outcome.WITHDRAWN), (_ADJOURNED, Outcome.ADJOURNED), (_REJECTED, Outcome.REJECTED)):
        match = pattern.search(simple)
        if match:
            return Vote(outcome=outcome, raw=squash(simple[max(0, match.start() - 60) : match.end() + 60]))
    if _ELECTED.search(simple) and _BALLOT.search(simple):
        return Vote(outcome=Outcome.ELECTED)
    if _CHOSEN.search(simple) and _ELECTION.match(simple[:160]):
        return Vote(outcome=Outcome.ELECTED)
    return Vote(outcome=Outcome.NO_VOTE) if _NO_VOTE.search(simple) else Vote()
