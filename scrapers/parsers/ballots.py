"""The separate votes of one act: each line of a table of subsidies, each chapter of a budget, each amendment is voted on its own.

Everything that tells of a vote (a figure, "à l'unanimité", names) is an event; events that belong together make a block. A new question,
a second figure for the same option or a long stretch of other words begins another block. Votes of others (a commission, an earlier
sitting, what the law allows) and votes on the way of voting are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from scrapers.parsers.counts import Count, Voter
from scrapers.parsers.outcomes_words import ADOPTED, words_pattern
from scrapers.parsers.text import plain
from scrapers.parsers.vote_text import Words
from tracker.vocabulary import VoteOption

UNANIMITY = re.compile(r"un{1,2}a[nm]\w{2,8}|\btous (?:pour|favorables)\b")
MAJORITY = words_pattern(
    r"\b(?:a la|a une(?: \w+)?) majori[te]{1,3}\b(?! absolue| relative| des deux| qualifiee| des suffrages| simple| municipale| requise"
    r"| prevue| des trois)"
)
MINUS = words_pattern(r"\bmoins (?:\w+ (?:voix|votes?|abst)|(?:les |la |l')?(?:voix|vote|abst|mm?\.|mmes? ))")  # after "à l'unanimité"
EXCEPT = re.compile(
    r"\b(?:sauf|hormis|excepte|a part) (?:mm?\.|mrs?\b|mmes?\b|monsieur|madame|messieurs|mesdames)"
    r"(?![^.;]{0,140}\bpas (?:part|pris|au|aux)\b)"
)
BEFORE_MINUS = re.compile(r"\bun{1,2}a[nm]\w{2,8}\b[^.;\n]{0,40}\Z")
EXCEPTION = words_pattern(
    r"\b(?:a ?l.? ?exc?ep\w{2,6} d(?:e |es |u |')|sauf )(?=[^.;]{0,300}?\b(?:abst|s'abst|contre\b|votent pour))"
    r"|\bconseil \w{4,12},? a ?l.? ?exc?ep\w{2,6} d(?:e |es |u |')(?![^;]{0,250}\b(?:ne \w+ pas|pas par))"
)
FORMULA = words_pattern(
    r"en avoir (?:\w+ ){0,2}?d?elibere|apres (?:en |avoir |en avoir )?(?:\w+ )?deliber\w+|\bdelibere et\b|\bayant delibere|apres debat"
    r"|apres vote\b"
)
PROCEDURE = words_pattern(
    r"(?:pas|sans) (?:proceder|recourir|voter|avoir recours|faire usage)[^.;]{0,40}(?:secret|bulletin)|scrutin secret aux|peu(?:t"
    r"|vent) decider|main levee"
    r"|vot\w+ a (?:bulletins? secrets?|scrutin)|huis clos|se deroulera"
)
_OTHERS = words_pattern(
    r"\b(?:commissions?|comites? (?:technique|social|consultatif|de pilotage)|cst|jury|conseil d'ecole|assemblee generale"
    r"|ensemble des communes|conditions? de majorite"
    r"|conseil (?:communautaire|departemental|regional|syndical|d'administration),? (?:a|ont|avait)|peu(?:t|vent)|doi(?:t|vent)"
    r"|requier\w+)\b"
    r"|\bbureau\b[^.;]{0,40}\b(?:avis|propos)|(?:a defaut|absence|manque|quasi|regime) ?(?:d'|-)"
)
_BY_OTHERS = words_pattern(  # "approved by the syndicate's committee, unanimously": what the council only takes over
    r"\b(?:approuve|adopte|vote|valide|accepte)e?s? par (?:le |la |l'|son |leur )?(?:comite|bureau|assemblee"
    r"|conseil (?:syndical|communautaire|d'administration))\b[^.;]{0,80}\Z"
)
_EARLIER = words_pattern(
    r"\b(?:deja|par deliberation|deliberations? (?:n|du|en date|prise)|en date du|lors d(?:e|u) (?:la|sa|son|conseil|notre)|en seance du"
    r"|(?:a|avait|avaient|ont) ete|dernier|\d{4}\b"
    r"[^.;]{0,60}conseil)\b"
)
_COUNCIL = words_pattern(
    r"conseil municipal(?!,? (?:a|avait) (?!l'|la |une ))|le conseil\b(?! \w+,? (?:a|ont|avait) (?!l'|la |une ))"
    r"|decisions? du conseil\b|en avoir (?:\w+ )?delibere|apres deliber|membres presents|l'assemblee|mis(?:e|es)? aux voix|^\W{0,4}vote"
)
NEW_QUESTION = words_pattern(
    r"\b(?:propos|demand|invit|sollicit)\w{0,4} (?:donc |ensuite |egalement |alors |a nouveau )?(?:au|aux|a l'|l'|le|les|a son"
    r"|son)? ?(?:membres|conseil|assemblee|conseillers|elus|vote|avis)\b"
    r"|s'ils sont d'accord|il (?:est|vous est|convient)[^.\n]{0,20} (?:propose|demande)|mis(?:e|es)? aux voix|met(?:s|tre)? aux voix"
    r"|\bconseil (?:\w+ )?,? ?(?:a l'una|apres en|par \d|a la maj|a l.? ?exc)|est(?:-il| il)? candidate?|\bamendements? n"
)
_LABEL_START = re.compile(r"\W{0,6}(?:resultats? du )?(?:vote|pour|contre|abst|voix|votants|suffrages|exprimes|adopte|unanim)")
_WAY_ACCEPTED = re.compile(
    r"(?:vote|scrutin) (?:a main levee|a bulletins? secrets?|public|secret) (?:est|a ete) (?:accepte|adopte|approuve|decide|retenu)"
    r" (?:a )?l?.?\Z"
)
_NEW_SENTENCE = re.compile(r"[.;]\s|(?<!,)(?<!\set)\n(?:\n|\W{0,6}[A-ZÀ-Þ\d]|\s?[-–•*])")
_LINE_START = re.compile(r"\n[^\w\n]{0,6}(?:(?:adopt|approuv|accept|valid|vot)\w{1,3}\s)?(?:a l.\s?|a la\s)?\Z")
_CLOSES = words_pattern(
    r"\A[^\n]{0,120}\n?[^\n]{0,40}?(?:^|[.;)\n]) ?\W{0,3}(?:(?:la |le |les |l')?(?:conclusions|deliberation|motion|proposition|rapport"
    r"|point|projet|voe?u) )?"
    r"(?:est |sont )?(?:adopte|approuve|accepte|valide|vote)e?s?,?(?: a l.?| a la)? ?\Z"
)
_RESULT = re.compile(r"\b(?:adopte|rejete|approuve|repousse)e?s?\b")
_ROW_AMOUNT = re.compile(r"\s[\d/][\d .,]*(?:€|[Ee]uros?|\s\d|\s?$)")
_TABLE_HEAD = re.compile(r"\b(?:montant|propose|demande|recue|vote|subvention|total|tiers)s?\b")
_OPEN_END = re.compile(r"\b(?:de|la|le|les|des|du|et|a|en|pour|par|un|une|que|qui|au|aux|sur|dans|avec|d'|l')$")
_SITTING = words_pattern(
    r"\bl'an (?:deux|\d)|date de (?:la )?convocation|etai(?:en)?t presente?s|\bs'est reuni|sous la presidence|secretaire de seance"
)
_MOST_EVENTS = 1000  # of one kind in one act, whatever its text
_LONGEST_LABEL, _SHORT_LABEL = 140, 90
_BULLET = re.compile(r"^(?:[-–•*o>▪✓]|[A-Za-z0-9]{1,3}\s?[.)/°-])\s?(?=\S)")
_NUMBERED = re.compile(r"(?:[A-Z]|\d{1,2}|[IVX]{1,4})\s?[.)/]\s\S")
_SENTENCE = re.compile(r"\W{0,12}(?:il|elle|mme|m\.|monsieur|madame|vu|considerant|apres|article|cm|soit|pour|contre|total|\d)\b")
_NO_SUBJECT = re.compile(
    r"\W{0,12}(?:le|la|les|il|elle|mme|m\.|mm|monsieur|madame|vote|pour|contre|abst|voix|a l'|apres|vu|considerant|adopte|approuve"
    r"|article|conseil|resultat|unanim|cm\b|\d)\b"
)


@dataclass
class Block:
    """What one vote prints, and the words before it that say what it is about."""

    head: int  # where the words about it begin
    start: int
    end: int
    counts: list[Count] = field(default_factory=list)
    voters: list[Voter] = field(default_factory=list)
    unanimity: bool = False
    majority: bool = False
    exception: bool = False

    def value(self, option: VoteOption) -> int | None:
        """Return the council's count of an option, groups added up, or None when it is not printed."""
        whole = [one.value for one in self.counts if one.option is option and not one.group]
        groups = [one.value for one in self.counts if one.option is option and one.group]
        return whole[0] if whole else sum(groups) if groups else None

    @property
    def opposed(self) -> bool:
        """Say whether a number or a name stands against or abstains."""
        against = (VoteOption.AGAINST, VoteOption.ABSTENTION)
        return any(self.value(one) for one in against) or any(one.option in against for one in self.voters)

    @property
    def only_leaves(self) -> bool:
        """Say whether nothing but somebody not taking part is told so far: the vote itself follows."""
        told = self.unanimity or self.majority or self.exception
        return not told and all(one.option is VoteOption.NOT_TAKING_PART for one in self.counts)


@dataclass(frozen=True)
class _Event:
    start: int
    end: int
    count: Count | None = None
    kind: str = ""


def blocks_of(words: Words, counts: Sequence[Count], voters: Sequence[Voter]) -> list[Block]:
    """Return the separate votes of a text in order."""
    found: list[Block] = []
    for event in _events(words, counts):
        if not found or _begins(words, found[-1], event):
            found.append(Block(found[-1].end if found else 0, event.start, event.end))
        _put(found[-1], event)
    for voter in voters:
        near = [one for one in found if one.start - 400 <= voter.start and voter.start <= one.end + 400]
        if near:
            min(near, key=lambda one: _distance(one, voter)).voters.append(voter)
    return _without_procedure(words.simple, _without_margin(words.simple, _confirmed(found)))


def _without_margin(simple: str, blocks: list[Block]) -> list[Block]:
    """Return the votes without the figures in the head or the margin of an extract: they are those of its last vote, printed twice."""
    if len(blocks) < 2 or not blocks[0].counts or not _SITTING.search(simple, max(0, blocks[0].start - 600), blocks[1].start):
        return blocks
    margin, last = blocks[0], blocks[-1]
    if FORMULA.search(simple, 0, margin.start) or (last.unanimity and margin.opposed) or (last.majority and not margin.opposed):
        return blocks
    if any(last.value(one.option) not in (None, margin.value(one.option)) for one in margin.counts):
        return blocks
    last.counts += [one for one in margin.counts if last.value(one.option) is None]
    blocks[1].head = margin.head
    return blocks[1:]


def _confirmed(blocks: list[Block]) -> list[Block]:
    """Return the votes, without those that only name the voters whom the vote before counts."""
    kept: list[Block] = []
    for one in blocks:
        bare = bool(one.counts) and all(count.named for count in one.counts) and not (one.unanimity or one.majority or one.exception)
        if kept and bare and all(kept[-1].value(count.option) == count.value for count in one.counts):
            kept[-1].voters += one.voters
            kept[-1].end = one.end
        else:
            kept.append(one)
    return kept


def _distance(block: Block, voter: Voter) -> int:
    return max(block.start - voter.start, voter.start - block.end, 0)


def _events(words: Words, counts: Sequence[Count]) -> list[_Event]:
    simple = words.simple
    events = [_Event(one.start, one.end, one) for one in counts if not _foreign(simple, one.start)]
    for kind, pattern in (("unanimity", UNANIMITY), ("majority", MAJORITY), ("exception", EXCEPTION)):
        for match in islice(pattern.finditer(simple), _MOST_EVENTS):
            if not _foreign(simple, match.start()) and not _way_of_voting(simple, match.start(), match.end()):
                events.append(_Event(match.start(), match.end(), None, kind))
    for kind, pattern in (("majority", MINUS), ("exception", EXCEPT)):
        for match in islice(pattern.finditer(simple), _MOST_EVENTS):
            if BEFORE_MINUS.search(simple[max(0, match.start() - 56) : match.start()]):
                events.append(_Event(match.start(), match.end(), None, kind))
    return sorted(events, key=lambda one: (one.start, one.end))


def _foreign(simple: str, place: int) -> bool:
    """Say whether the sentence before a place tells of another body's vote, an earlier one, or of what the law allows."""
    low = max(0, place - 220)
    if _LINE_START.search(simple, max(0, place - 26), place):
        return False
    before = simple[max(low, *(simple.rfind(mark, low, place) + 1 for mark in (". ", ".\n", "\n\n", ";"))) : place]
    if _BY_OTHERS.search(before[-160:]):
        return True
    if FORMULA.search(before):
        return False
    council = [match.end() for match in _COUNCIL.finditer(before)]
    after = before[council[-1] :] if council else before
    return bool(_OTHERS.search(after) or (not council and _EARLIER.search(before[-110:])) or re.search(r"\b(?:avait|avaient) \w+", after))


def _way_of_voting(simple: str, start: int, place: int) -> bool:
    """Say whether unanimity is about the way of voting: "de ne pas procéder au scrutin secret", "le vote à main levée est accepté"."""
    return bool(_WAY_ACCEPTED.search(simple, max(0, start - 70), start)) or bool(
        re.match(
            r"[^.;]{0,60}?\b(?:de ne pas|pour ne pas|a main levee|de proceder|de voter)\b[^.;]{0,60}(?:secret|main levee)",
            simple[place : place + 160],
        )
    )


def _begins(words: Words, block: Block, event: _Event) -> bool:
    """Say whether an event begins another vote than the block's."""
    gap = words.simple[block.end : event.start]
    if block.only_leaves and not (event.count and event.count.option is VoteOption.NOT_TAKING_PART):
        return len(gap) > 5000
    if NEW_QUESTION.search(gap) or FORMULA.search(gap):
        return True
    sentences = bool(_NEW_SENTENCE.search(words.text, block.end, event.start))
    if event.count:
        same = [one for one in block.counts if (one.option, one.group) == (event.count.option, event.count.group)]
        if same or _comes_again(block, event.count, gap):
            return any(one.value != event.count.value for one in same) or len(gap) > 150 or sentences or not same
        row = words.text.rfind("\n", block.end, event.start) + 1
        if row and _row_label(words.text[row : event.start], words.simple[row : event.start]):
            return True
        return _parted(words.text[block.end : event.start]) or (len(gap) > 300 if block.counts else len(gap) > 4000)
    if event.kind == "exception":
        return sentences
    if block.counts and not (block.majority or block.unanimity) and len(gap) < 170 and _CLOSES.search(gap):
        return False  # "2 contre : M. X. Adopté à l'unanimité": the last words are of the same vote
    already = block.majority if event.kind == "majority" else block.unanimity
    return (already and (sentences or len(gap) > 200)) or (bool(block.counts) and sentences) or len(gap) > 700


def _comes_again(block: Block, count: Count, gap: str) -> bool:
    """Say whether an option is told again after others, with a result between: "L'amendement est rejeté", then "adopté"."""
    last = block.counts[-1].option if block.counts else count.option
    return last is not count.option and any(one.option is count.option for one in block.counts) and bool(_RESULT.search(gap))


def _parted(gap: str) -> bool:
    """Say whether a numbered heading stands between two events: "G. TROPHY"."""
    lines = gap.split("\n")[1:-1]
    return any(_NUMBERED.match(line) and _heading(lines, index, line) for index, line in enumerate(lines))


def _put(block: Block, event: _Event) -> None:
    block.end = max(block.end, event.end)
    if event.count:
        if not any((one.option, one.group) == (event.count.option, event.count.group) for one in block.counts):
            block.counts.append(event.count)
    else:
        setattr(block, event.kind, True)


def _without_procedure(simple: str, blocks: list[Block]) -> list[Block]:
    """Leave out votes on the way of voting, when another vote follows."""
    kept = [one for one in blocks if not PROCEDURE.search(simple[_sentence_start(simple, one) : one.end])]
    if kept and len(kept) < len(blocks):
        for one in kept:
            one.head = max([one.head, *(other.end for other in blocks if other.end <= one.start)])
        return kept
    return blocks


def _sentence_start(simple: str, block: Block) -> int:
    """Return where the sentence that takes a vote begins; a line "Vote : …" belongs to the sentence before it."""
    low = max(block.head, block.start - 200)
    line = simple.rfind("\n", low, block.start) + 1
    end = line - 2 if line and _LABEL_START.match(simple, line) else block.start
    return max(low, *(simple.rfind(mark, low, max(low, end)) for mark in (". ", ".\n", "\n\n")))


def subject_of(words: Words, block: Block) -> str:
    """Return what a vote is about in the line's own words: the row of a table before its amounts, the heading above, else nothing."""
    text, simple = words.text, words.simple
    line_start = max(block.head, text.rfind("\n", 0, block.start) + 1)
    row = _row_label(text[line_start : block.start], simple[line_start : block.start])
    if row:
        return f"{_wrapped(words, block.head, line_start)} {row}".strip()
    lines = [line.strip() for line in text[block.head : line_start].split("\n") if line.strip()]
    headings = [label for index, line in enumerate(lines) if (label := _heading(lines, index, line))]
    if not headings:
        return ""
    return headings[-1] if block.head == 0 or headings[-1] == _heading(lines, len(lines) - 1, lines[-1]) else headings[0]


def _row_label(raw: str, simple: str) -> str:
    """Return the words of a table's row before its amounts, or of "Judo : 14 pour"."""
    amount = _ROW_AMOUNT.search(raw)
    label = _tidy_label(raw[: amount.start()] if amount else raw)
    if not _wordy(label) or len(label) > _LONGEST_LABEL or label[:1].islower() or _LABEL_START.match(simple):
        return ""
    if amount:
        return "" if _SENTENCE.match(simple) else label
    return label if re.search(r"[:–-]\s?$", raw) and not _NO_SUBJECT.match(simple) else ""


def _wrapped(words: Words, head: int, line_start: int) -> str:
    """Return the first half of a name that goes on in the row of a table."""
    before = words.text[head : max(head, line_start - 1)].rsplit("\n", 1)[-1].strip()
    simple = plain(before)
    if not _wordy(before) or len(before) > 45 or re.search(r"[\d€.:;,)]\s?$", before) or _NO_SUBJECT.match(simple):
        return ""
    return "" if UNANIMITY.search(simple) or _TABLE_HEAD.search(simple) else before


def _heading(lines: list[str], index: int, line: str) -> str:
    """Return the label of a line that heads what follows: a bullet or a number, or a short line of its own between two sentences."""
    label = _tidy_label(line)
    if not _wordy(label) or len(label) > _LONGEST_LABEL or label[:1].islower() or _LABEL_START.match(plain(label)):
        return ""
    after = lines[index + 1][:1] if index + 1 < len(lines) else ""
    alone = index == 0 or lines[index - 1].endswith((".", ":", ";", ")", "?", "€"))
    stands = bool(_BULLET.match(line)) or (alone and len(label) < _SHORT_LABEL and not _NO_SUBJECT.match(plain(label)))
    broken = line.endswith((".", ",", ";")) or after.islower() or _OPEN_END.search(plain(line)) or ADOPTED.match(plain(label))
    return label if stands and not broken else ""


def _tidy_label(raw: str) -> str:
    return _BULLET.sub("", raw.strip()).strip(" :-–—|(,;=>•")


def _wordy(label: str) -> bool:
    return sum(letter.isalpha() for letter in label) >= 3
