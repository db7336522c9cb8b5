"""Printed counts of votes, of the whole council or of each group, and the voters named beside them.

A label comes first ("Pour : 21", "POUR 21 / CONTRE 0") or the figure does ("19 voix pour", "une abstention"): each figure is used once,
in the order that begins the line. A count is at most 150, is no amount, share, date or year, and "pour" needs a colon, "voix" or the end
of its clause: "pour 2021" is no count. What is not printed stays None; a printed 0, "aucune" or "néant" is 0. A complete list of names
is counted, in the option that it stands beside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from scrapers.parsers import counts_words as say
from scrapers.parsers.numbers import from_figures_or_letters
from scrapers.parsers.vote_text import Words
from scrapers.parsers.voters import HONOUR, names_at, names_before, names_between
from tracker.vocabulary import VoteOption

MOST_VOTERS = 150
_MOST_COUNTS = 1000  # of one act, whatever its text
_REACH = 130  # characters on either side of a word of voting in which its figure is sought
_LONGEST_HEAD = 160
_WRAPPED = 3  # lines that the names of one row of a table take at most


@dataclass(frozen=True)
class Count:
    """One printed count and its place in the words given; `named` when it is the number of the persons listed."""

    option: VoteOption
    value: int
    group: str
    raw: str
    start: int
    end: int
    named: bool = False


@dataclass(frozen=True)
class Voter:
    """One voter named beside a vote."""

    option: VoteOption
    name: str
    start: int
    end: int


def option_of(word: str) -> VoteOption:
    """Return the option that a plain word of voting names."""
    if word.startswith(("pour", "fav")):
        return VoteOption.FOR
    if word.startswith(("contre", "defav", "oppos")):
        return VoteOption.AGAINST
    return VoteOption.ABSTENTION if word.startswith(("abs", "s'abs")) else VoteOption.NOT_TAKING_PART


def _windows(hot: re.Pattern[str], simple: str) -> list[tuple[int, int]]:
    """Return the stretches around the words without which the dear patterns cannot match."""
    found: list[tuple[int, int]] = []
    for place in hot.finditer(simple):
        low, high = max(0, place.start() - _REACH), place.end() + _REACH
        if found and low <= found[-1][1]:
            low = found.pop()[0]
        found.append((low, high))
    return found


def _near(pattern: re.Pattern[str], windows: list[tuple[int, int]], simple: str) -> Iterator[re.Match[str]]:
    return (match for low, high in windows for match in pattern.finditer(simple, low, min(high, len(simple))))


class _Reader:
    """Reads one text; remembers which figures are taken, since each is the count of one option only."""

    def __init__(self, words: Words) -> None:
        self.text, self.simple = words.text, words.simple
        self.counts: list[Count] = []
        self.voters: list[Voter] = []
        self.taken: set[int] = set()
        self.labelled: set[int] = set()  # where a word of voting stands that has its figure after a colon

    def add(self, option: VoteOption, raw_value: str, figure_at: int, start: int, end: int, group: str = "") -> bool:
        """Keep a count unless its figure is taken or cannot be a number of voters."""
        value = _value(raw_value)
        if len(self.counts) >= _MOST_COUNTS or figure_at in self.taken or value is None or value > MOST_VOTERS:
            return False
        self.taken.add(figure_at)
        self.counts.append(Count(option, value, group, " ".join(self.text[start:end].split())[:200], start, end))
        return True

    def name(self, option: VoteOption, names: list[str], start: int, end: int, *, counted: bool) -> None:
        """Keep voters; `counted` = their number is the option's count."""
        if len(self.voters) >= _MOST_COUNTS:
            return
        self.voters.extend(Voter(option, one, start, end) for one in names)
        if counted and names:
            self.counts.append(Count(option, len(names), "", " ".join(self.text[start:end].split())[:200], start, end, named=True))

    def labels(self) -> None:
        """Read "Pour : 21", "Contre : 2 (M. X et Mme Y)", "Abstentions : M. Z"."""
        for match in say.LABEL.finditer(self.simple):
            if "-" in match["sep"] and self._counted_before(match.start()):
                continue  # "huit voix pour - trente-trois voix contre": the figure stands before its word
            option, place = option_of(match["option"]), match.end()
            if self._groups(option, match.start(), place):
                self.labelled.add(match.start("option"))
                continue
            number = say.NUMBER.match(self.simple, place)
            if number and match["option"].startswith(("fav", "defav")) and say.OTHER_OPTION.match(self.simple, number.end()):
                continue  # "avis défavorable : 0 pour, 12 contre"
            if (
                number
                and not say.AFTER_NUMBER.match(self.simple, number.end())
                and not self.text[number.end() + 1 : number.end() + 2].isupper()
            ):
                continue
            if number:
                self.labelled.add(match.start("option"))
                self._numbered(option, number, match.start())
            else:
                self._only_names(option, match.start(), place)

    def _listed(self, start: int, end: int) -> list[str]:
        """Return the persons of "à l'exception de … qui", whatever became of their letters."""
        known = re.search(r"(?:exc?ep\w{2,6}\sd(?:e|es|u)|sauf)\s?$", self.simple[max(0, start - 20) : start])
        return names_between(self.text, start, end) if known else []

    def _only_names(self, option: VoteOption, start: int, place: int) -> None:
        """Read "Contre : M. X, Mme Y"; "s'ils sont d'accord pour : - Adopter" names nobody."""
        names, end = names_at(self.text, self.simple, place)
        titled = bool(HONOUR.match(self.text, place))
        if names and (titled or (option is not VoteOption.FOR and (len(names) > 1 or names[0].split()[-1].isupper()))):
            self.name(option, names, start, end, counted=True)

    def _numbered(self, option: VoteOption, number: re.Match[str], start: int) -> None:
        more = say.WITH_PROXIES.match(self.simple, number.end())
        value = _value(number["n"])
        raw = str(value + int(more["more"])) if more and value is not None else number["n"]
        end = more.end() if more else number.end()
        if self.add(option, raw, number.start("n"), start, end):
            self._names_beside(option, value or 0, start, end)

    def _names_beside(self, option: VoteOption, value: int, start: int, end: int, *, brackets: bool = False) -> None:
        """Read the names right after a count: "(Mme X, M. Y)", ", Monsieur Z", never those of the next sentence."""
        lead = say.NAMES_FROM.match(self.simple, end)
        if not lead or value == 0 or self.simple[end : end + 1] == "." or (brackets and lead["mark"] not in ("(", ":")):
            return
        names, stop = names_at(self.text, self.simple, lead.end())
        bare = lead["mark"] is None and ("\n" in lead[0] or self.text[lead.end() : lead.end() + 1] != "M")
        if names and not bare and len(names) <= max(value, 1):
            self.name(option, names, start, stop, counted=False)

    def _groups(self, option: VoteOption, start: int, place: int) -> bool:
        """Read "42 RCGE, 7 LR-UDI" and "Ensemble (4), Horizon (2)"; say whether there was anything such."""
        for pattern in (say.GROUP, say.GROUP_FIRST):
            found: list[re.Match[str]] = []
            at = place
            while (one := pattern.match(self.text, at)) and not say.NO_GROUP.match(one["group"]) and len(found) < 20:
                found.append(one)
                at = one.end()
            if found and self._are_groups(found, pattern is say.GROUP):
                for one in found:
                    self.add(option, one["n"], one.start("n"), one.start(), one.end(), " ".join(one["group"].split()).strip("« »"))
                return True
        return False

    def _are_groups(self, found: list[re.Match[str]], number_first: bool) -> bool:
        """Say whether what stands beside figures are groups: "3 (Dupont" begins a list of names, "1 (Dupont)" names one person."""
        if re.match(r"(?:[Gg]roupe|[Ll]iste)\b", found[0]["group"]) or len(found) > 1:
            return True
        bracket = "(" in found[0][0]
        return int(found[0]["n"]) > 1 and found[0][0].rstrip(" ,;").endswith(")") if bracket else number_first

    def _counted_before(self, place: int) -> bool:
        """Say whether a free figure stands right before a word of voting."""
        match = say.COUNTED.search(self.simple, max(0, place - 40), place)
        return match is not None and match.start("n") not in self.taken and not self._ends_labelled_line(match)

    def _ends_labelled_line(self, match: re.Match[str]) -> bool:
        """Say whether a figure is the last of a line of its own label, "exprimés 38" over "Pour 33"."""
        start, end = self.simple.rfind("\n", 0, match.start("n")) + 1, match.end("n")
        below = say.LABELLED_BELOW.match(self.simple, end)
        return bool(below) and bool(say.LABELLED_FIGURE.fullmatch(self.simple, start, end))

    def figures(self) -> None:
        """Read "par 18 voix contre 5", "POUR 21 / CONTRE 0", "19 voix pour", "une abstention", "ni contre ni abstention"."""
        windows = _windows(say.HOT_FIGURE, self.simple)
        for match in _near(say.AGAINST_EACH_OTHER, windows, self.simple):
            self.add(VoteOption.FOR, match["pour"], match.start("pour"), match.start(), match.start("contre"))
            self.add(VoteOption.AGAINST, match["contre"], match.start("contre"), match.end("pour") + 1, match.end())
        for match in self._bare():
            if self.add(option_of(match["option"]), match["n"], match.start("n"), match.start(), match.end()):
                self._names_beside(option_of(match["option"]), _value(match["n"]) or 0, match.start(), match.end())
        for match in _near(say.NUMBER_FIRST, windows, self.simple):
            if self._is_count(match) and self.add(
                option_of(match["option"]), match["n"], match.start("n"), match.start(), match.start("after")
            ):
                self._names_beside(option_of(match["option"]), _value(match["n"]) or 0, match.start(), match.start("after"), brackets=True)
        self._sentences(windows)

    def answers(self) -> None:
        """Read "OUI : 9, NON : 5", "9 oui et 5 non" and "à l'unanimité moins une voix (M. X contre)"."""
        for pattern in (say.YES_NO, say.NO_YES):
            for match in pattern.finditer(self.simple):
                self.add(VoteOption.FOR, match["pour"], match.start("pour"), match.start(), match.start("contre"))
                self.add(VoteOption.AGAINST, match["contre"], match.start("contre"), match.start("contre"), match.end())
        for match in say.ALL_VOICES.finditer(self.simple):
            self.add(VoteOption.FOR, match["n"], match.start("n"), match.start(), match.end())
        for match in say.MINUS.finditer(self.simple):
            minus = say.BEFORE_MINUS.search(self.simple[max(0, match.start() - 60) : match.start()])
            if minus and self.add(option_of(match["option"]), match["n"], match.start("n"), match.start("n"), match.end()):
                names, _ = names_at(self.text, self.simple, match.start("names"))
                self.name(option_of(match["option"]), names, match.start("names"), match.end(), counted=False)

    def _sentences(self, windows: list[tuple[int, int]]) -> None:
        """Read "par 18 voix", "pour le changement : 13 votes", "ni contre ni abstention"."""
        for match in _near(say.BY_VOICES, windows, self.simple):
            if not re.search(r"\belue?s?\b|obten|suffrage|proclam", self.simple[max(0, match.start() - 60) : match.end() + 60]):
                self.add(VoteOption.FOR, match["n"], match.start("n"), match.start(), match.end())
        for match in _near(say.FOR_WHAT, windows, self.simple):
            self.add(VoteOption.FOR, match["n"], match.start("n"), match.start(), match.end())
        for match in _near(say.NONE, windows, self.simple):
            for key in ("one", "two"):
                self.add(option_of(match[key]), "aucune", match.start(key), match.start(), match.end())

    def _bare(self) -> Iterator[re.Match[str]]:
        """Yield labels without a colon: they stand beside another option, or in capitals."""
        found = [one for one in say.BARE.finditer(self.simple) if one.start("n") not in self.taken]
        for index, match in enumerate(found):
            near = [
                o
                for o in found[max(0, index - 1) : index + 2]
                if o["option"] != match["option"] and abs(o.start() - match.start()) < (140 if self._heads_line(o, match) else 40)
            ]
            alone = not near and not self.text[match.start() : match.start() + 2].isupper()
            if not self._counted_before(match.start()) and not (alone and match["option"] != "abstentions"):
                yield match

    def _heads_line(self, *found: re.Match[str]) -> bool:
        """Say whether words of voting stand at the head of their lines: "Contre 11 : Groupe …" over "Pour 92"."""
        return all(self.simple[max(0, one.start() - 1) : one.start()] in ("", "\n") for one in found)

    def _is_count(self, match: re.Match[str]) -> bool:
        option = match["option"]
        if match.start("option") in self.labelled or self._ends_labelled_line(match):
            return False  # "Votants : 27 Pour : 22": the figure before the word is another's
        if option.startswith("oppos") and say.NO_REACTION.search(self.simple, max(0, match.start() - 60), match.start()):
            return False  # "l'enquête n'a donné lieu à aucune opposition" is no vote
        if match["n"] == "sans":
            return option.startswith(("abs", "oppos", "contre")) and not match["verb"]
        if option in ("pour", "contre") and say.OF_A_CANDIDATE.match(self.simple, match.end()):
            return False
        clause_end = say.CLAUSE_END.match(self.simple, match.end()) or say.NEW_LINE.match(self.text, match.end())
        if option == "pour":
            return bool(match["voix"] or clause_end)
        if option == "contre":
            return bool(match["voix"] or clause_end or match["after"].lstrip().startswith("("))
        if option.startswith(("fav", "defav")):
            return bool(match["voix"]) and match["n"] not in ("un", "une")  # "un avis favorable" is no vote
        return True

    def rows(self) -> None:
        """Read a table with one option a line and no colon: "Pour 31 Majorité", "Contre 8 M. X", "Ne prend pas part au vote 1 Mme Y"."""
        found = [one for one in say.ROW.finditer(self.simple) if say.ROW_REST.match(self.text, one.end())]
        for before, match, after in zip([None, *found], found, [*found[1:], None], strict=False):
            beside = (before and self._same_table(before, match)) or (after and self._same_table(match, after))
            if not beside and not say.VOTE_LINE.search(self.simple, max(0, match.start() - _REACH), match.start()):
                continue
            option, place = option_of(match["option"]), match.start("option")
            if self.add(option, match["n"], match.start("n"), place, match.end()):
                self.labelled.add(place)
                if HONOUR.match(self.text, match.end() + 1):
                    self._names_beside(option, _value(match["n"]) or 0, place, match.end())

    def _same_table(self, one: re.Match[str], other: re.Match[str]) -> bool:
        """Say whether two rows tell different options on lines that follow each other."""
        between = self.simple[one.end() : other.start()]
        return option_of(one["option"]) is not option_of(other["option"]) and between.count("\n") <= _WRAPPED and len(between) < 400

    def tables(self) -> None:
        """Read a row of figures under a row of headings ("Votants Pour Contre Abstention" / "23 21 0 2")."""
        lines = [(one.start(), one[0]) for one in say.LINE.finditer(self.simple)]
        for (_, heads), (start, row) in pairwise(lines):
            if len(heads) > _LONGEST_HEAD or "pour" not in heads or "contre" not in heads:
                continue
            names, figures = say.HEADING.findall(heads), list(say.FIGURE.finditer(row[:_LONGEST_HEAD]))
            if (
                len(names) < 2
                or len(names) != len(figures)
                or say.HEADING.sub("", heads).strip(" |/-:")
                or say.FIGURE.sub("", row).strip(" |/-")
            ):
                continue
            for name, figure in zip(names, figures, strict=True):
                if say.IS_OPTION.match(name) and name != "votants":
                    self.add(option_of(name), figure[0], start + figure.start(), start + figure.start(), start + figure.end())

    def named(self) -> None:
        """Read "à l'exception de X et Y qui s'abstiennent", "M. X ne prend pas part au vote", "abstention de Mme Z"."""
        windows = _windows(say.HOT_NAMES, self.simple)
        for match in islice(_near(say.NAMED, windows, self.simple), _MOST_COUNTS):
            if match.start() in self.labelled:
                continue  # "Ne prend pas part au vote : 1 (Mme B)": the names follow
            option = VoteOption.AGAINST if match["against"] else VoteOption.ABSTENTION if match["abst"] else VoteOption.NOT_TAKING_PART
            low = max(0, match.start() - 600)
            begins = [one.end() for one in say.CLAUSE.finditer(self.simple, low, match.start())]
            names = self._listed(begins[-1] if begins else low, match.start()) or names_before(
                self.text, self.simple, begins[-1] if begins else low, match.start()
            )
            sentence = self.simple[max(low, self.simple.rfind("\n", low, match.start()) - 1) : match.end() + 30]
            if names and not say.SPEECH.search(sentence.replace(match[0], "")):
                self.name(option, names, match.start(), match.end(), counted=not say.AND_ANOTHER.search(sentence))
        for match in _near(say.NAME_FIRST, windows, self.simple):
            names = names_before(self.text, self.simple, max(0, self.text.rfind("\n", 0, match.start())), match.start())
            if names:
                self.name(option_of(match["option"]), names, match.start(), match.end(), counted=True)
        for match in _near(say.NAMES_AFTER, windows, self.simple):
            names, end = names_at(self.text, self.simple, match.end())
            if names and not self._counted_before(match.start()):
                self.name(option_of(re.sub(r"^(?:votes?|voix) ", "", match["option"])), names, match.start(), end, counted=True)


def _value(raw: str) -> int | None:
    """Return the number that plain figures, letters or damaged figures spell."""
    if raw in ("sans", "neant"):
        return 0
    if re.fullmatch(r"[\dlio]{1,3}", raw):
        return int(raw.replace("l", "1").replace("i", "1").replace("o", "0"))
    return from_figures_or_letters(re.sub(r"\s+", " ", raw))


def read_counts(words: Words) -> tuple[list[Count], list[Voter]]:
    """Return every count and every named voter of a text, in order of place."""
    reader = _Reader(words)
    reader.rows()
    reader.labels()
    reader.tables()
    reader.answers()
    reader.figures()
    reader.named()
    printed = [one for one in reader.counts if not one.named]
    kept = [
        one for one in reader.counts if not one.named or not any(p.option is one.option and abs(p.start - one.start) < 400 for p in printed)
    ]
    return sorted(kept, key=lambda one: one.start), sorted(reader.voters, key=lambda one: one.start)
