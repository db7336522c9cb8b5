"""Printed counts of votes, of the whole council or of each group, and the voters named beside them.

A label comes first ("Pour : 21", "POUR 21 / CONTRE 0") or the figure does ("19 voix pour", "une abstention"): each figure is used once,
in the order that begins the line. A count is at most 150, is no amount, share, date or year, and "pour" needs a colon, "voix" or the end
of its clause: "pour 2021" is no count. What is not printed stays None; a printed 0, "aucune" or "néant" is 0. A complete list of names
is counted, in the option that it stands beside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.parsers.numbers import IN_LETTERS, LAST_LETTERS, from_figures_or_letters
from scrapers.parsers.vote_text import Words
from scrapers.parsers.voters import HONOUR, names_at, names_before, names_between
from tracker.vocabulary import VoteOption

MOST_VOTERS = 150
_AT_VOTE = r"(?:\spart)?\s(?:au|aux|a ce|a la|a cette)\s(?:debats? et au\s)?(?:votes?|deliberation|scrutin)"
_OUT_VERB = (
    r"(?:n(?:e\s(?:prend|prennent|prenant|participe|participent|participant)\spas|'(?:a|ont|ayant)\spas\s(?:pris|participe))|\bprend\spas"
    r"|(?:indique|declare|precise|annonce|souhaite|desire)\w*\s(?:qu'(?:il|elle)\s)?(?:ne\s)?(?:souhaite\s|veut\s)?pas\s(?:vouloir\s|souhaiter\s)?(?:prendre|participer)"
    rf"|ne\ssouhaite(?:nt)?\spas\s(?:prendre|participer)){_AT_VOTE}"
)
_ABSTENTION = r"(?:abst[ea]n[ts]?t?ions?|absentions?|abtentions?|absten[il1]ions?|abstent[l1]ons?)"
_OPTION = (
    rf"(?:pour|contres?|{_ABSTENTION}|abst|favorables?|defavorables?|oppositions?"
    r"|non[ -]?participations?(?: au vote)?|nppv|non[ -]votants?|non[ -]votes?|refus de votes?|hors salle"
    r"|(?:ne )?(?:prend|prennent|prenant|participe|participent|participant) pas(?: part)?\s(?:au|aux)\svotes?|n'(?:a|ont) pas pris part au vote)"
)
_FIGURES = r"(?:\d{1,3}|(?=[lio]?\d)[\dlio]{2})"
_NUM = rf"(?:{_FIGURES}(?![\d.,]{0, 9}\d)|aucune?|neant|sans|{IN_LETTERS})"
_LABEL = re.compile(
    rf"(?<![a-z'’])(?P<option>{_OPTION})\b ?(?:\(e?s\)|\.)?\s?[\"»)]?"
    rf"(?P<sep>\s?[:=]\s?[-•]?|\s-\s|\s?[.…]{{3,}}\s?:?|\s?\((?={_NUM}\)))\s?"
)
_NUMBER = re.compile(rf"\(?\s?(?P<n>{_NUM}|[o0l](?=\s*(?:$|\n|[;,/(])))(?![\w€%]|\s?(?:€|euros|%|k€|/\s?\d|m2|ans\b|h\b))")
_AFTER_NUMBER = re.compile(
    r"\s?(?:$|[\n,;:/().»\"|•*=–—-]|voix|votes?\b|suffrages?|membres?\b|elus?\b|conseill|pour\b|contre|abs|non\b|nppv|ne\b|n'|et\b|dont\b|soit\b"
    r"|unanim|m\.|mm|mme|mlle|mr\b|monsieur|madame|messieurs|mesdames|\+|sur\b|du\b)"
)
_WITH_PROXIES = re.compile(r"\s?\+\s?(?P<more>\d{1,2})\s?(?:pouvoirs?|procurations?)")
_BARE = re.compile(
    rf"(?<![a-z'’])(?P<option>pour|contre|abstentions?)\s(?P<n>{_NUM})(?=\s?(?:$|[\n,;:.)»-]|/(?!\s?\d)|pour|contre|abst|voix|et\b))"
)
_NUMBER_FIRST = re.compile(
    rf"(?<![\w,./°€%'’])(?P<n>{_NUM})\s{{1,2}}(?:\([\w -]{{1,20}}\)\s)?"
    r"(?P<voix>(?:voix|votes?|votants?|suffrages?|membres?|elus?|conseillers?(?: municipaux)?)\s(?:\(s\)\s)?)?"
    r"(?P<verb>(?:est|sont|qui|ont|vote|votent|votant|ayant vote|se|s'|d')\s?){0,3}[\"«(]?\s?"
    rf"(?P<option>pour\b|contre\b|{_ABSTENTION}\b|abstien\w+|abstenus?\b|favorables?\b|defavorables?\b|oppositions?\b"
    rf"|nppv\b|non[ -]votants?\b|non[ -]participations?\b|{_OUT_VERB})(?=(?P<after>[^\n]{{0,14}}))"
)
_AGAINST_EACH_OTHER = re.compile(
    rf"(?:\b(?:par|a|avec)\s)(?P<pour>{_NUM})\svoix\s(?:pour\s)?contre\s(?P<contre>{_NUM})\b(?!\s(?:voix |votes? )?(?:pour|abst))"
)
_BY_VOICES = re.compile(
    rf"\bpar\s(?P<n>{_NUM})\svoix(?!\s(?:pour|contre|d'abst|\())(?:\ssur\s{_NUM}(?:\s(?:voix|votants?|suffrages?))?)?(?=[\s,;:.])"
)
_CLAUSE_END = re.compile(
    rf"\s?(?:$|[,;:/).»\"]|-(?![a-z])|\n(?![a-z])|{_NUM}\s(?:\(s\)\s)?(?:voix|votes?|suffrages?|contre|abs|pour|nppv|non|ne\b|n')|et\b|abst|contre\b|pour\b)"
)
_OF_A_CANDIDATE = re.compile(r"\s(?:(?:la|le|les)\s)?(?:candidat|liste|m\.|mme|monsieur|madame)")
_FOR_WHAT = re.compile(rf"(?<![a-z])pour\s[^:\n\d]{{3,60}}?\s?:\s?(?P<n>{_NUM})\s(?:votes?|voix)\b")
_NONE = re.compile(
    r"\bni\s(?:vote\s|voix\s)?(?P<one>contre|opposition|abstention),?\sni\s(?:vote\s|voix\s)?(?P<two>contre|opposition|abstention)"
)
_GROUP = re.compile(
    r"\s?(?:et\s)?(?P<n>\d{1,3})\s\(?(?:voix\s)?(?:du\s|\()?(?P<group>(?:[Gg]roupe\s|[Ll]iste\s)?[A-ZÀ-Þ«][^,;/\n\d()]{1,60}?)\)?\s?"
    r"(?=[,;/\n]|$|\.\s|\.$|\set\s\d|\s(?:Contre|Abstention|Pour|CONTRE|ABSTENTION|POUR)\b)[,;]?"
)
_GROUP_FIRST = re.compile(r"\s?(?:et\s)?(?P<group>[A-ZÀ-Þ«][^,;/\n\d():]{1,60}?)\s?[(:]\s?(?P<n>\d{1,3})\s?(?:voix|votes?)?\)?[,;]?")
_NO_GROUP = re.compile(
    r"(?:M\.|MM|Mme|Mr\b|Monsieur|Madame|Messieurs|Mesdames|Voix|Vote|VOIX|VOTE|Pour|Contre|Abst|POUR|CONTRE|ABST|Il |Le |La |Les |L['’])"
)
_COUNTED = re.compile(rf"(?<![\w,.])(?P<n>{_NUM})\s(?:voix\s|votes?\s|suffrages?\s)?$")
_NAMES_FROM = re.compile(r"\s?(?:voix|votes?|conseillers?|membres?|elus?)?\s?(?P<mark>[(:,–-]|\bde\b|\bdont\b)?\s?[-:]?\s?(?:dont\s|de\s)?")
_NAMED = re.compile(
    rf"(?P<against>(?:vot(?:e|ent|ant)|(?:a|ont|ayant) vote)\scontre\b)|(?P<abst>s'abst(?:ient|iennent|enant)\b|(?:s'est|se sont|s'etant)\sabstenue?s?)"
    rf"|(?P<out>{_OUT_VERB}|(?:quitt(?:e|ent|ant)|(?:a|ont|ayant) quitte|sort(?:ent|ant)?|se retir(?:e|ent|ant)|s'(?:est|etant) retiree?s?)\b"
    r"[^.;\n]{0,70}\b(?:votes?|deliberation|scrutin)\b)"
)
_NAMES_AFTER = re.compile(
    r"(?P<option>abstentions?|votes? contre|voix contre|oppositions?|non[ -]participations?(?: au vote)?)\s(?:de|du|des)\s"
)
_NAME_FIRST = re.compile(r"\s?[:(]\s?(?:vote\s|s')?(?P<option>abstention|abstient|contre)\b(?=\s?(?:[).,;\n]|$))")
_CLAUSE = re.compile(
    r"exc?ep\w{2,6}\sd(?:es|e|u)\b|\b(?:sauf|hormis|moins)\b|(?:votent|vote) contre|s'abst\w+|au vote|conseil\s\w+,|unanimite,?|majorite,?"
    r"|delibere,?|assemblee,|(?<![^\w.]m)(?<!mme)(?<!\s[a-z])[.;:(]"
)
_SPEECH = re.compile(
    r"\b(?:car|indique\w*|precise\w*|explique\w*|declare\w*|souhaite\w*|annonce\w*|regrette\w*|estime\w*|rappelle\w*|justifie\w*)\b"
)


_HOT_FIGURE = re.compile(
    rf"voix|votes?\b|contre|abst|absen|nppv|votant|participation|oppos|favorables|pas (?:part|pris)|(?:\d|{LAST_LETTERS})\s\W?\s?pour\b|\npour"
)
_HOT_NAMES = re.compile(
    r"pas\s(?:\w+\s){0,2}(?:part|prendre|pris|au\s|aux\s)|vot\w{1,3}\scontre|s'abst|abstenu|quitt|\bsort|retir\w+\b|abstentions?\sd|votes?\scontre\sd|voix\scontre\sd|oppositions?\sd|participations?|[:(]\s?(?:vote\s)?(?:abst|contre)"
)
_REACH = 130  # characters on either side of a word of voting in which its figure is sought


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
    return VoteOption.ABSTENTION if word.startswith("abs") else VoteOption.NOT_TAKING_PART


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

    def add(self, option: VoteOption, raw_value: str, figure_at: int, start: int, end: int, group: str = "") -> bool:
        """Keep a count unless its figure is taken or cannot be a number of voters."""
        value = _value(raw_value)
        if figure_at in self.taken or value is None or value > MOST_VOTERS:
            return False
        self.taken.add(figure_at)
        self.counts.append(Count(option, value, group, " ".join(self.text[start:end].split())[:200], start, end))
        return True

    def name(self, option: VoteOption, names: list[str], start: int, end: int, *, counted: bool) -> None:
        """Keep voters; `counted` = their number is the option's count."""
        self.voters.extend(Voter(option, one, start, end) for one in names)
        if counted and names:
            self.counts.append(Count(option, len(names), "", " ".join(self.text[start:end].split())[:200], start, end, named=True))

    def labels(self) -> None:
        """Read "Pour : 21", "Contre : 2 (M. X et Mme Y)", "Abstentions : M. Z"."""
        for match in _LABEL.finditer(self.simple):
            if "-" in match["sep"] and self._counted_before(match.start()):
                continue  # "huit voix pour - trente-trois voix contre": the figure stands before its word
            option, place = option_of(match["option"]), match.end()
            if self._groups(option, match.start(), place):
                continue
            number = _NUMBER.match(self.simple, place)
            if (
                number
                and not _AFTER_NUMBER.match(self.simple, number.end())
                and not self.text[number.end() + 1 : number.end() + 2].isupper()
            ):
                continue
            if number:
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
        more = _WITH_PROXIES.match(self.simple, number.end())
        value = _value(number["n"])
        raw = str(value + int(more["more"])) if more and value is not None else number["n"]
        end = more.end() if more else number.end()
        if self.add(option, raw, number.start("n"), start, end):
            self._names_beside(option, value or 0, start, end)

    def _names_beside(self, option: VoteOption, value: int, start: int, end: int, *, brackets: bool = False) -> None:
        """Read the names right after a count: "(Mme X, M. Y)", ", Monsieur Z", never those of the next sentence."""
        lead = _NAMES_FROM.match(self.simple, end)
        if not lead or value == 0 or self.simple[end : end + 1] == "." or (brackets and lead["mark"] not in ("(", ":")):
            return
        names, stop = names_at(self.text, self.simple, lead.end())
        bare = lead["mark"] is None and ("\n" in lead[0] or self.text[lead.end() : lead.end() + 1] != "M")
        if names and not bare and len(names) <= max(value, 1):
            self.name(option, names, start, stop, counted=False)

    def _groups(self, option: VoteOption, start: int, place: int) -> bool:
        """Read "42 RCGE, 7 LR-UDI" and "Ensemble (4), Horizon (2)"; say whether there was anything such."""
        for pattern in (_GROUP, _GROUP_FIRST):
            found: list[re.Match[str]] = []
            at = place
            while (one := pattern.match(self.text, at)) and not _NO_GROUP.match(one["group"]) and len(found) < 20:
                found.append(one)
                at = one.end()
            if found and (pattern is _GROUP or len(found) > 1 or re.match(r"[Gg]roupe|[Ll]iste", found[0]["group"])):
                for one in found:
                    self.add(option, one["n"], one.start("n"), one.start(), one.end(), " ".join(one["group"].split()).strip("« »"))
                return True
        return False

    def _counted_before(self, place: int) -> bool:
        """Say whether a free figure stands right before a word of voting."""
        match = _COUNTED.search(self.simple, max(0, place - 40), place)
        return bool(match) and match.start("n") not in self.taken if match else False

    def figures(self) -> None:
        """Read "par 18 voix contre 5", "POUR 21 / CONTRE 0", "19 voix pour", "une abstention", "ni contre ni abstention"."""
        windows = _windows(_HOT_FIGURE, self.simple)
        for match in _near(_AGAINST_EACH_OTHER, windows, self.simple):
            self.add(VoteOption.FOR, match["pour"], match.start("pour"), match.start(), match.start("contre"))
            self.add(VoteOption.AGAINST, match["contre"], match.start("contre"), match.end("pour") + 1, match.end())
        for match in self._bare():
            if self.add(option_of(match["option"]), match["n"], match.start("n"), match.start(), match.end()):
                self._names_beside(option_of(match["option"]), _value(match["n"]) or 0, match.start(), match.end())
        for match in _near(_NUMBER_FIRST, windows, self.simple):
            if self._is_count(match) and self.add(
                option_of(match["option"]), match["n"], match.start("n"), match.start(), match.start("after")
            ):
                self._names_beside(option_of(match["option"]), _value(match["n"]) or 0, match.start(), match.start("after"), brackets=True)
        for match in _near(_BY_VOICES, windows, self.simple):
            if not re.search(r"\belue?s?\b|obten|suffrage|proclam", self.simple[max(0, match.start() - 60) : match.end() + 60]):
                self.add(VoteOption.FOR, match["n"], match.start("n"), match.start(), match.end())
        for match in _near(_FOR_WHAT, windows, self.simple):
            self.add(VoteOption.FOR, match["n"], match.start("n"), match.start(), match.end())
        for match in _near(_NONE, windows, self.simple):
            for key in ("one", "two"):
                self.add(option_of(match[key]), "aucune", match.start(key), match.start(), match.end())

    def _bare(self) -> Iterator[re.Match[str]]:
        """Yield labels without a colon: they stand beside another option, or in capitals."""
        found = [one for one in _BARE.finditer(self.simple) if one.start("n") not in self.taken]
        for index, match in enumerate(found):
            near = [
                o for o in found[max(0, index - 1) : index + 2] if o["option"] != match["option"] and abs(o.start() - match.start()) < 40
            ]
            alone = not near and not self.text[match.start() : match.start() + 2].isupper()
            if not self._counted_before(match.start()) and not (alone and match["option"] != "abstentions"):
                yield match

    def _is_count(self, match: re.Match[str]) -> bool:
        option = match["option"]
        if match["n"] == "sans":
            return option.startswith(("abs", "oppos", "contre")) and not match["verb"]
        if option in ("pour", "contre") and _OF_A_CANDIDATE.match(self.simple, match.end()):
            return False
        clause_end = _CLAUSE_END.match(self.simple, match.end())
        if option == "pour":
            return bool(match["voix"] or clause_end)
        if option == "contre":
            return bool(match["voix"] or clause_end or match["after"].lstrip().startswith("("))
        if option.startswith(("fav", "defav")):
            return bool(match["voix"]) and match["n"] not in ("un", "une")  # "un avis favorable" is no vote
        return True

    def tables(self) -> None:
        """Read a row of figures under a row of headings ("Votants Pour Contre Abstention" / "23 21 0 2")."""
        lines = [(one.start(), one[0]) for one in _LINE.finditer(self.simple)]
        for (_, heads), (start, row) in zip(lines, lines[1:], strict=False):
            if len(heads) > _LONGEST_HEAD or "pour" not in heads or "contre" not in heads:
                continue
            names, figures = _HEADING.findall(heads), list(_FIGURE.finditer(row[:_LONGEST_HEAD]))
            if len(names) < 2 or len(names) != len(figures) or _HEADING.sub("", heads).strip(" |/-:") or _FIGURE.sub("", row).strip(" |/-"):
                continue
            for name, figure in zip(names, figures, strict=True):
                if _IS_OPTION.match(name) and name != "votants":
                    self.add(option_of(name), figure[0], start + figure.start(), start + figure.start(), start + figure.end())

    def named(self) -> None:
        """Read "à l'exception de X et Y qui s'abstiennent", "M. X ne prend pas part au vote", "abstention de Mme Z"."""
        windows = _windows(_HOT_NAMES, self.simple)
        for match in _near(_NAMED, windows, self.simple):
            option = VoteOption.AGAINST if match["against"] else VoteOption.ABSTENTION if match["abst"] else VoteOption.NOT_TAKING_PART
            low = max(0, match.start() - 600)
            begins = [one.end() for one in _CLAUSE.finditer(self.simple, low, match.start())]
            names = self._listed(begins[-1] if begins else low, match.start()) or names_before(
                self.text, self.simple, begins[-1] if begins else low, match.start()
            )
            sentence = self.simple[max(low, self.simple.rfind("\n", low, match.start()) - 1) : match.end() + 30]
            if names and not _SPEECH.search(sentence.replace(match[0], "")):
                self.name(option, names, match.start(), match.end(), counted=True)
        for match in _near(_NAME_FIRST, windows, self.simple):
            names = names_before(self.text, self.simple, max(0, self.text.rfind("\n", 0, match.start())), match.start())
            if names:
                self.name(option_of(match["option"]), names, match.start(), match.end(), counted=True)
        for match in _near(_NAMES_AFTER, windows, self.simple):
            names, end = names_at(self.text, self.simple, match.end())
            if names and not self._counted_before(match.start()):
                self.name(option_of(re.sub(r"^(?:votes?|voix) ", "", match["option"])), names, match.start(), end, counted=True)


_LINE = re.compile(r"[^\n]+")
_FIGURE = re.compile(r"\d{1,3}")
_IS_OPTION = re.compile(_OPTION)
_LONGEST_HEAD = 160
_HEADING = re.compile(
    rf"{_OPTION}|(?:en )?exercice|presents?|representes?|votants?|exprimes?|pouvoirs?|procurations?|absents?|excuses?|quorum"
    r"|(?:nombre|membres|suffrages|conseillers|de)\b"
)


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
    reader.labels()
    reader.tables()
    reader.figures()
    reader.named()
    printed = [one for one in reader.counts if not one.named]
    kept = [
        one for one in reader.counts if not one.named or not any(p.option is one.option and abs(p.start - one.start) < 400 for p in printed)
    ]
    return sorted(kept, key=lambda one: one.start), sorted(reader.voters, key=lambda one: one.start)
