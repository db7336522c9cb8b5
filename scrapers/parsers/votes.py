"""The result of an act from its own words: only what stands beside a formula of decision is read, the debate is not.

What is not printed stays None, never 0. "À l'unanimité" followed by a named or counted opponent is not unanimous. The class of the outcome
is that of the first decision verb after the formula ("après en avoir délibéré", "Le Conseil Municipal,"), or of the figures when more are
against than for. An act with several votes tells what they have in common, and each of them in `ballots`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.parsers.ballots import FORMULA, NEW_QUESTION, Block, blocks_of, subject_of
from scrapers.parsers.counts import read_counts
from scrapers.parsers.outcomes import is_election, proclaimed, verb_class, without_vote
from scrapers.parsers.outcomes_words import LIST_OF_ELECTED, words_pattern
from scrapers.parsers.speech import without_speeches
from scrapers.parsers.text import squash
from scrapers.parsers.vote_text import Words, spaced_out, words_of
from tracker.items import BallotItem, PersonVoteItem, VoteCountItem
from tracker.vocabulary import Outcome, VoteOption

_CLAUSE = 700  # characters after a formula in which its first verb is sought
_LONGEST_RAW = 600
_DECIDES = (
    r"(?:adopt|approuv|decid|autoris|accept|valid|vot|emet|fix|design|elit|donn|pren|pris|refus|rejet|repouss|proclam|report|ajourn"
    r"|retir|retien|attribu|confirm|constat|arret|accord|sollicit|institu|cre"
    r"|soutien|entérin|enterin|ratifi|demand|mandat|n'adopte|n'approuve)\w*"
)
_COUNCIL = words_pattern(
    rf"(?<!que\s)(?<!par\s)(?<!si\s)\b(?:le conseil|les membres(?: presents)? du conseil|l'assemblee|le comite syndical|les (?:elus"
    rf"|conseillers)(?! qui)|le bureau (?:communautaire|municipal|syndical|metropolitain))"
    rf"(?: (?:municipal|communautaire|metropolitain|syndical|departemental|regional|d'administration|d'agglomeration|de la metropole"
    rf"|de paris|deliberante|municipaux))?"
    rf"(?P<gap>(?:[^.;]|;\s){{0,160}}?)\b(?P<aux>(?:a|ont|avait|ayant|n'a|n'ont)(?: ainsi| donc| alors)?,? )?(?:ne |n')?{_DECIDES}\b"
)
_CITED = words_pattern(
    r"par (?:la |sa |une )?deliberation|\b(?:19|20)\d\d\b|lors d|dernier|precedent|en date|\bvu\b|considerant|propose|demande (?:au|que)"
    r"|si le conseil|article l"
)
_OPERATIVE = re.compile(
    r"^\W{0,4}(?:DÉCIDE|DECIDE|APPROUVE|ADOPTE|AUTORISE|PREND ACTE|ACCEPTE|VALIDE|ÉMET|EMET|DONNE|FIXE|REJETTE|REFUSE|DÉLIBÈRE|DELIBERE)\b",
    re.MULTILINE,
)
_RESULT_LINE = words_pattern(
    r"^\W{0,4}(?:le |la |ce |cette |les )?(?:conseil|assemblee|proposition|deliberation|motion|voe?u|projet|rapport|point|budget"
    r"|resolution)?[^.\n]{0,60}\b(?:est|sont|a ete)? ?"
    r"(?:adoptee?s?|approuvee?s?|acceptee?s?|validee?s?)\W*$"
)
_OPINION = words_pattern(r"\A[^\n]{0,40}\bavis (?:a donner|sur|du conseil|de la commune|relatif|concernant|simple)|\bavis a donner sur")
_BARE_ADOPTION = words_pattern(r"\bconseil(?: \w+)? adopte ?(?:[.;\n]|\Z)")
_MINOR = words_pattern(
    r"amendement|motion (?:de renvoi|d'ordre|prealable)|question prealable|demande de (?:report|suspension|scrutin)|urgence|au chapitre \d"
)
_AFTER_VOTE = words_pattern(
    r"\A[^\n]{0,80}\n{1,2}\W{0,4}(?:le conseil|l'assemblee|la (?:proposition|deliberation|motion)|le (?:voe?u|projet"
    r"|rapport))[^\n]*(?:\n[^\n]*)?"
)
_LABELLED = re.compile(
    r"(?:^|\n|[.;]\s)\W{0,8}(?:(?:resultats? du )?vote\b[^\n]{0,25}|\d{0,3}\W{0,2}(?:pour|contr|abst|voix|vota)[^\n]*)\Z|(?:^"
    r"|\n)\W{0,8}vote[^\n]*:\W{0,6}\w{0,6}\Z"
)
_NEGATIVE = words_pattern(
    r"\bde ne pas\b|\brefus(?:er?|ent)?\b|s'oppos|opposition|vot(?:er|ent|e) contre (?:le|la|les|l'|ce|cette|tout)|avis defavorable"
    r"|contre (?:le|la|les|l'|ce|cette) ?(?:projet|transfert"
    r"|fermeture|suppression|implantation)"
)
_SILENCE = " " * 12  # a blank that only a speech left out leaves
_HEAD = re.compile(r"(?<=[.;!?:])\s+(?=\W{0,3}[A-ZÀ-Þ\d])|\n\s*(?=\W{0,3}[A-ZÀ-Þ]|[-–•>*(]|\d{1,3}[.)°/ ])|\n\n\s*|\A\s*")
_BLANK = re.compile(r"\s")
_SUBJECT = words_pattern(r"\b(?:le conseil|les membres|l'assemblee|le comite|les elus|les conseillers)\b")


@dataclass(frozen=True)
class Vote:
    """What the words of one act say of its vote."""

    outcome: Outcome | None = None
    unanimous: bool | None = None
    raw: str = ""
    counts: tuple[VoteCountItem, ...] = ()
    persons: tuple[PersonVoteItem, ...] = ()
    ballots: tuple[BallotItem, ...] = ()


def read_vote(text: str) -> Vote:
    """Return the outcome, counts and voters printed in an act's own text, or in the passage of its vote alone."""
    words = words_of(text)
    silent = without_speeches(words)
    if silent is None:
        return _read(words)
    vote = _read(silent)
    return vote if vote.outcome or vote.counts else _of_speeches(_read(words))


def _of_speeches(vote: Vote) -> Vote:
    """Return what only speeches tell: the outcome that a chair announces, never a count or unanimity."""
    return Vote(vote.outcome if vote.outcome in _ANNOUNCED else None, None, vote.raw if vote.outcome in _ANNOUNCED else "")


def _read(words: Words) -> Vote:
    counts, voters = read_counts(words)
    blocks = blocks_of(words, counts, voters)
    if not blocks:
        return _without_figures(words)
    votes = [
        _vote_of(words, one, blocks[index + 1].start if index + 1 < len(blocks) else len(words.text)) for index, one in enumerate(blocks)
    ]
    final = votes[-1] if len(votes) == 1 else _together(words, blocks, votes)
    if final.outcome in (Outcome.ADOPTED, None) and _elects(words.simple, blocks[-1].end):
        return Vote(Outcome.ELECTED, final.unanimous, final.raw, final.counts, final.persons, final.ballots)
    return final


def _elects(simple: str, place: int) -> bool:
    """Say whether the act is an election: a proclamation after its last vote, or a list of the elected and a bare "Le Conseil adopte."."""
    return (proclaimed(simple, place) and is_election(simple)) or (
        bool(LIST_OF_ELECTED.search(simple)) and bool(_BARE_ADOPTION.search(simple, place))
    )


def _vote_of(words: Words, block: Block, limit: int) -> Vote:
    """Return the result of one vote; `limit` is where the next one begins."""
    clause = _clause(words, block, limit)
    outcome = _by_figures(block) or verb_class(clause) or _proposed(words.simple, block) or _carried(block)
    if outcome is Outcome.REJECTED and not block.counts and _OPINION.search(words.simple[:300]):
        outcome = Outcome.ADOPTED  # "avis à donner … vote : contre à l'unanimité" is a negative opinion, adopted
    counts = tuple(VoteCountItem(option=one.option, value=one.value, group=one.group, raw=one.raw) for one in block.counts)
    persons = tuple(dict.fromkeys(PersonVoteItem(option=one.option, raw_name=one.name) for one in block.voters))
    unanimous = _unanimous(block)
    if (
        outcome is Outcome.REJECTED
        and block.value(VoteOption.FOR) is None
        and _NEGATIVE.search(words.simple[max(block.head, block.start - 700) : block.start])
    ):
        outcome = None  # "propose de voter contre … Contre : 14": a vote against what the act refuses adopts it, or does it?
    if outcome is Outcome.NO_VOTE and not counts:
        unanimous = None
    low = max(block.head, block.start - 200, words.simple.rfind("\n\n", 0, block.start))
    return Vote(outcome, unanimous, _shown(words, low, block.start, block.end + 160), counts, persons)


def _shown(words: Words, low: int, start: int, end: int) -> str:
    """Return the words of a vote as a reader is shown them: from the head of a sentence or of a line at `low` or later."""
    silence = words.text.rfind(_SILENCE, low, start) if words.shown else -1
    low = low if silence < 0 else silence + len(_SILENCE)
    head = next((one.end() for one in _HEAD.finditer(words.text, max(0, low - 1), start + 1) if low <= one.end() <= start), None)
    if head is None:
        floor = words.text.rfind("\n", 0, start) + 1 if start > 300 else 0
        head = max([floor, *(one.end() for one in _HEAD.finditer(words.text, max(0, start - 300), start + 1) if one.end() <= start)])
    blank = _BLANK.search(words.text, end) if end < len(words.text) else None
    return squash((words.shown or words.text)[head : blank.start() if blank else len(words.text)])[:_LONGEST_RAW]


def _clause(words: Words, block: Block, limit: int) -> str:
    """Return the words in which the verb of a vote is sought: after its formula, else its own sentence."""
    simple = words.simple
    formulas = [one.start() for one in FORMULA.finditer(simple, block.head, block.end)]
    if formulas:
        return simple[formulas[-1] : min(limit, max(block.end, formulas[-1]) + _CLAUSE)]
    later = FORMULA.search(simple, block.end, min(limit, block.end + 1500))
    if later:
        return simple[later.start() : min(limit, later.start() + _CLAUSE)]
    if _LABELLED.search(simple[max(block.head, block.start - 60) : block.start + 6]):
        after = _AFTER_VOTE.match(simple[block.end : limit])
        said = simple[max(block.head, simple.rfind("\n", 0, block.start) + 1) : block.end] + (after[0] if after else "")
        return said if verb_class(said) else _said_before(words, block) or said
    low = max(block.head, block.start - 300)
    start = max(low, *(simple.rfind(mark, low, block.start) + 1 for mark in (". ", ".\n", "\n\n", ";")))
    subjects = [one.start() for one in _SUBJECT.finditer(simple, start, block.start)]
    return simple[subjects[-1] if subjects else start : min(limit, block.end + 300)]


def _said_before(words: Words, block: Block) -> str:
    """Return the council's own sentence right before a line such as "Vote : 15 pour"."""
    low = max(block.head, block.start - 400)
    said = [
        one
        for one in _COUNCIL.finditer(words.simple, low, block.start)
        if not one["aux"] and not _CITED.search(words.simple[_sentence(words, one.start()) : one.end()])
    ]
    return words.simple[said[-1].start() : block.start] if said else ""


def _by_figures(block: Block) -> Outcome | None:
    favour, against = block.value(VoteOption.FOR), block.value(VoteOption.AGAINST)
    if favour is not None and against is not None and against > favour:
        return Outcome.REJECTED
    alone = favour is None and against is not None and not (block.majority or block.unanimity)
    unnamed = not any(one.option is VoteOption.AGAINST for one in block.voters)
    return Outcome.REJECTED if alone and unnamed and against is not None and against >= _MANY_AGAINST else None


_ANNOUNCED = (Outcome.WITHDRAWN, Outcome.ADJOURNED, Outcome.NOTED, Outcome.NO_VOTE, Outcome.ELECTED)
_MANY_AGAINST = 8  # "Contre : 14, abstentions : 2" without anybody for and without a name is a refusal


def _carried(block: Block) -> Outcome | None:
    """Return "adopted" when the figures or the words of a vote carry it."""
    favour, against = block.value(VoteOption.FOR), block.value(VoteOption.AGAINST)
    if block.unanimity or block.majority or (favour is not None and favour > (against or 0)):
        return Outcome.ADOPTED
    return Outcome.ADOPTED if favour is None and (against is None or against < _MANY_AGAINST) else None


def _proposed(simple: str, block: Block) -> Outcome | None:
    """Return "noted" when what is put to the vote is to take note."""
    questions = list(NEW_QUESTION.finditer(simple, block.head, block.start))
    asked = simple[questions[-1].end() : block.start] if questions else ""
    return Outcome.NOTED if re.match(r"[^.\n]{0,40}\b(?:de |d'en )?prendre acte\b", asked) and len(asked) < 400 else None


def _unanimous(block: Block) -> bool | None:
    if block.opposed or block.majority:
        return False
    if block.exception:
        return None if block.voters else False
    zero = block.value(VoteOption.AGAINST) == 0 and block.value(VoteOption.ABSTENTION) == 0
    out = block.value(VoteOption.NOT_TAKING_PART) or any(one.option is VoteOption.NOT_TAKING_PART for one in block.voters)
    zero = zero and not out  # one who takes no part leaves it open
    return True if block.unanimity or zero else None


def _together(words: Words, blocks: Sequence[Block], votes: Sequence[Vote]) -> Vote:
    """Return what several votes of one act have in common; amendments and motions of order do not weigh, the last vote does."""
    ballots = tuple(
        BallotItem(
            subject=subject_of(words, block)[:200],
            outcome=v.outcome,
            unanimous=v.unanimous,
            raw=v.raw,
            counts=v.counts,
            person_votes=v.persons,
        )
        for block, v in zip(blocks, votes, strict=True)
    )
    weighty = [
        v for b, v in zip(blocks, votes, strict=True) if not _MINOR.search(words.simple[max(b.head, b.start - 200) : b.end])
    ] or votes[-1:]
    last = weighty[-1]
    counts = tuple(one for one in last.counts if all(_says(v, one) for v in weighty))
    persons = tuple(one for one in last.persons if all(one in v.persons for v in weighty))
    said = {v.unanimous for v in weighty}
    unanimous = False if False in said else True if said == {True} else None
    return Vote(_common([v.outcome for v in weighty]), unanimous, last.raw, counts, persons, ballots)


def _says(vote: Vote, count: VoteCountItem) -> bool:
    return any((one.option, one.value, one.group) == (count.option, count.value, count.group) for one in vote.counts)


def _common(outcomes: Sequence[Outcome | None]) -> Outcome | None:
    said = set(outcomes)
    if len(said) == 1:
        return outcomes[0]
    if outcomes[-1] is Outcome.ELECTED:
        return Outcome.ELECTED
    return Outcome.ADOPTED if said <= {Outcome.ADOPTED, Outcome.NOTED, None} else None


def _without_figures(words: Words) -> Vote:
    """Return the result of an act that prints neither figures nor unanimity."""
    simple = words.simple
    place = _decision(words)
    if place is None:
        outcome = without_vote(words)
        return Vote(outcome) if outcome else _of_gaps(words)
    clause = simple[place : place + _CLAUSE]
    outcome = verb_class(clause)
    if outcome in (Outcome.ADOPTED, None) and _elects(simple, place):
        outcome = Outcome.ELECTED
    return Vote(outcome, None, _shown(words, max(0, place - 160), place, place + 400)) if outcome else Vote(without_vote(words))


def _decision(words: Words) -> int | None:
    """Return where an act without figures decides: its last formula, else the council's own sentence, else a line such as "DÉCIDE"."""
    simple = words.simple
    formulas = [one.start() for one in FORMULA.finditer(simple)]
    if formulas:
        return formulas[-1]
    said = [one for one in _COUNCIL.finditer(simple) if not _CITED.search(simple[_sentence(words, one.start()) : one.end()])]
    if said:
        return said[-1].start()
    line = _OPERATIVE.search(words.text) or _RESULT_LINE.search(simple)
    return line.start() if line else None


def _sentence(words: Words, place: int) -> int:
    """Return where the sentence of a place begins: a capital at the head of a line begins one."""
    low = max(0, place - 120)
    breaks = (". ", "\n\n", "\n") if words.text[place : place + 1].isupper() else (". ", "\n\n")
    return max(low, *(words.simple.rfind(mark, low, place) for mark in breaks))


def _of_gaps(words: Words) -> Vote:
    """Return the result that lines printed letter by letter tell ("A C C E P T E"); names and figures cannot be read there."""
    letters = spaced_out(words)
    if not re.search(r"(?:accepte|approuve|adopte)(?:cette|ces|la|le)", letters):
        return Vote()
    unanimous = False if re.search(r"exceptionde|abst|contre", letters) else True if "unanimite" in letters else None
    return Vote(Outcome.ADOPTED, unanimous)
