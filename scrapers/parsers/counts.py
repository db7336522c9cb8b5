"""Printed counts of votes, of the whole council or of each group, and voters by name; only beside a word of voting.

A count is at most 150, is not followed by € or "/", and "pour" needs a colon, "voix" or the end of its clause: "pour 2021" is no count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.parsers.numbers import IN_LETTERS, from_figures_or_letters
from tracker.vocabulary import VoteOption

MOST_VOTERS = 150
_NUM = rf"(?:\d{{1,3}}|aucune?|neant|{IN_LETTERS})"
_OPTION = (
    r"(?:pour|contre|abstentions?(?:\s?\(s\))?|non[ -]participations?|nppv|non[ -]votants?|hors salle"
    r"|(?:ne\s+)?(?:prend|prennent|participe|participent)\s+pas\s+(?:part\s+)?au\s+vote)"
)
_REST = r"(?=(?P<rest>(?:[^\n(]*(?:\([^)]{0,1500}\))?)[^\n]*(?:(?:,|\bet)\s*\n[^\n]*){0,5}))"
_LABEL_FIRST = re.compile(
    rf"(?<![a-z])(?:(?:vot(?:e|es|ant)s?|voix|suffrages?)\s+)?(?P<option>{_OPTION})\s*(?:[:=]\s*-?|\s-\s)[^\S\n]*{_REST}"
)
_BARE_LABEL = re.compile(r"(?<![a-z])(?P<option>pour|contre|abstentions?)\s+(?P<n>\d{1,3})(?=\s*(?:$|\n|[/,;-]|pour|contre|abst))")
_NUMBER_FIRST = re.compile(
    rf"(?<![\w,./°])(?P<n>{_NUM})\s+(?P<voix>voix|votes?|suffrages?)?\s*(?:\(s\)\s*)?(?:est|sont|qui)?\s*"
    r"(?P<option>pour\b|contre\b|abstentions?\b|ne prend pas part au vote|ne prennent pas part au vote)(?=(?P<after>[^\n]{0,12}))"
)
_GROUP = re.compile(r"(?P<n>\d{1,3})\s+(?P<group>[A-ZÀ-Ÿ][^,;/\n\d()]{1,60}?)\s*(?=[,;/\n]|$|\.\s|\.$|\s+(?:Contre|Abstention|Pour)\b)")
_FIRST_NUMBER = re.compile(rf"\s*(?P<n>{_NUM})(?![\w€%]|\s*(?:€|euros|%|/\s*\d))")
_END_OF_REST = re.compile(rf"(?:[/;]\s*|\.\s+|\s-\s|,\s*|\s{{2,}}|\n|\s)(?=(?:vot(?:es?|ants?)\s+|voix\s+)?{_OPTION}\s*(?:[:=]|\s-\s))")
_TITLES = r"(?:M\.|MM\.?|Mme|Mmes|Mlle|MME|MMES|Monsieur|Madame|Messieurs|Mesdames|MONSIEUR|MADAME|MESSIEURS|MESDAMES)"
_WORD = r"(?!(?:QUI|ET|SE|S['’]\w*|NE|VOTE\w*|CONTRE|POUR|ABSTENTION\w*)\b)(?:[A-ZÀ-Ÿ]\.|[A-ZÀ-Ÿ][\w'’-]*)"
_PERSON = rf"{_WORD}(?:[ \n]+(?:(?:de|du|des|la|le|van|von|d['’])[ \n]*)*{_WORD})*"
_NAME = re.compile(rf"{_TITLES}\s+{_PERSON}(?:\s*(?:,|;|et\b|ET\b)\s*(?!{_TITLES}){_PERSON})*")
_SPLIT = re.compile(r"\s*(?:,|;|\bet\b|\bET\b)\s*")
_TITLE = re.compile(rf"^{_TITLES}\s+")
_PLURAL = re.compile(r"MM|Messieurs|MESSIEURS|Mmes|MMES|Mesdames|MESDAMES")
_COUNTED = re.compile(rf"(?<![\w,.]){_NUM}\s+(?:voix\s+|votes?\s+|suffrages?\s+)?{_OPTION}\s*-?\s*$")
_JOIN = re.compile(r"[\s,;]*(?:\bet\b|\bET\b)?[\s,;]*")
_CLOSE = 14  # characters between the last name and its verb
_BRACKET = re.compile(r"\s*\(([^)]{3,1500})\)")
_NAMED_VERB = re.compile(
    r"(?P<against>vot(?:e|ent|ant)\s+contre)|(?P<abst>s'abst(?:ient|iennent|enant))"
    r"|(?P<out>ne\s+(?:prend|prennent|prenant|participe|participent|participant)\s+pas\s+(?:part\s+)?au\s+vote)"
)


@dataclass(frozen=True)
class Count:
    """One printed count, and its place in the text given."""

    option: VoteOption
    value: int
    group: str
    raw: str
    start: int


@dataclass(frozen=True)
class Voter:
    """One voter named beside a vote."""

    option: VoteOption
    name: str
    start: int


def option_of(word: str) -> VoteOption:
    """Return the option that a plain word of voting names."""
    if word.startswith("pour"):
        return VoteOption.FOR
    if word.startswith("contre"):
        return VoteOption.AGAINST
    return VoteOption.ABSTENTION if word.startswith("abst") else VoteOption.NOT_TAKING_PART


def read_counts(text: str, simple: str) -> tuple[list[Count], list[Voter]]:
    """Return every count and every named voter of a text, in order of place."""
    counts: list[Count] = []
    voters: list[Voter] = []
    for match in _LABEL_FIRST.finditer(simple):
        if "-" in match[0] and _COUNTED.search(simple[: match.start()][-30:] + match[0]):
            continue  # "huit voix pour - trente-trois voix contre": the figure stands before its word
        _labelled(match, text, simple, counts, voters)
    taken = [(one.start, one.start + len(one.raw)) for one in counts]
    for count in (*_bare(text, simple), *_number_first(text, simple)):
        if not any(low - 1 <= count.start < high for low, high in taken):
            counts.append(count)
    for count in counts:
        voters.extend(_in_brackets(text, count))
    voters.extend(_by_verb(text, simple))
    return sorted(counts, key=lambda one: one.start), voters


def _labelled(match: re.Match[str], text: str, simple: str, counts: list[Count], voters: list[Voter]) -> None:
    option, start = option_of(match["option"]), match.start("rest")
    end_match = _END_OF_REST.search(simple, start, match.end("rest"))
    end = end_match.start() if end_match else match.end("rest")
    rest = text[start:end]
    names = [Voter(option, name, start) for name in _names(rest)]
    first = _FIRST_NUMBER.match(simple, start, end)
    groups = list(_GROUP.finditer(rest)) if first and not names else []
    for group in groups if groups and groups[0].start() <= 2 and _is_group(groups[0]["group"]) else []:
        if int(group["n"]) <= MOST_VOTERS:
            counts.append(Count(option, int(group["n"]), " ".join(group["group"].split()), group[0].strip(), start + group.start()))
    if not groups or not _is_group(groups[0]["group"]):
        value = from_figures_or_letters(first["n"]) if first else (len(names) or None)
        if value is not None and value <= MOST_VOTERS and (first or names):
            counts.append(Count(option, value, "", " ".join(text[match.start() : end].split())[:200], match.start()))
    if option is not VoteOption.FOR or len(names) < MOST_VOTERS:
        voters.extend(names)


def _is_group(words: str) -> bool:
    return not re.match(r"(?:M\.|Mme|Monsieur|Madame|Voix|Vote|VOIX|VOTE|Pour|Contre|Abst|POUR|CONTRE|ABST|Il |Le |La |Les |L['’])", words)


def _bare(text: str, simple: str) -> Iterator[Count]:
    for match in _BARE_LABEL.finditer(simple):
        if int(match["n"]) <= MOST_VOTERS and not _COUNTED.search(simple[: match.start()][-30:] + match["option"]):
            yield Count(option_of(match["option"]), int(match["n"]), "", text[match.start() : match.end()], match.start())


def _number_first(text: str, simple: str) -> Iterator[Count]:
    for match in _NUMBER_FIRST.finditer(simple):
        value = from_figures_or_letters(match["n"])
        if value is None or value > MOST_VOTERS:
            continue
        clause_end = re.match(r"\s*(?:$|[,;:/).-]|\d|et\b|abst|contre)", match["after"])
        if match["option"] == "pour" and not (match["voix"] or clause_end):
            continue
        if match["option"] == "contre" and not (match["voix"] or clause_end or match["after"].lstrip().startswith("(")):
            continue
        yield Count(option_of(match["option"]), value, "", text[match.start() : match.start("after")].strip(), match.start())


def _in_brackets(text: str, count: Count) -> Iterator[Voter]:
    """Yield the voters named in brackets right after a count: "8 abstentions (Mme X, M. Y)"."""
    bracket = _BRACKET.match(text, count.start + len(count.raw))
    for name in _names(bracket[1]) if bracket and not count.group else []:
        yield Voter(count.option, name, count.start)


def _names(text: str) -> list[str]:
    """Return the names of a list such as "M. A, Mmes B et C", each as printed."""
    found: list[str] = []
    for match in _NAME.finditer(text):
        honorific = _TITLE.match(match[0])
        parts = [_TITLE.sub("", part) if _PLURAL.match(part) else part for part in _SPLIT.split(match[0]) if part]
        for part in parts:
            one = part if _TITLE.match(part) else f"{_singular(honorific[0].strip() if honorific else '')} {part}".strip()
            if len(_TITLE.sub("", one)) >= 2:
                found.append(" ".join(one.split()).rstrip(" ."))
    return found


def _singular(honorific: str) -> str:
    pairs = {"MM": "M.", "Messieurs": "M.", "MESSIEURS": "M.", "Mmes": "Mme", "MMES": "MME", "Mesdames": "Mme", "MESDAMES": "MME"}
    return pairs.get(honorific.rstrip("."), honorific)


def _by_verb(text: str, simple: str) -> Iterator[Voter]:
    """Yield voters named before "s'abstient", "votent contre", "ne prend pas part au vote"."""
    for match in _NAMED_VERB.finditer(simple):
        clause = text[max(0, match.start() - 400) : match.start()]
        option = VoteOption.AGAINST if match["against"] else VoteOption.ABSTENTION if match["abst"] else VoteOption.NOT_TAKING_PART
        for name in _names(_list_at_end(clause)):
            yield Voter(option, name, match.start())


def _list_at_end(clause: str) -> str:
    """Return the list of names that ends right before a verb: a speaker named earlier in the sentence is no voter."""
    start = end = len(clause)
    for match in reversed(list(_NAME.finditer(clause))):
        gap = clause[match.end() : start]
        if start == end and len(gap) > _CLOSE:
            return ""
        if start != end and not _JOIN.fullmatch(gap):
            break
        start = match.start()
    return clause[start:]
