"""The words of pledges, read from `data/pledge_cues.yml`: checked on load, compiled once.

They are data because a volunteer must be able to add a word without touching the code, and see at once when it is badly written.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field, ValidationError, field_validator, model_validator

from scrapers.parsers.pledges.plain import flat
from scrapers.parsers.pledges.shapes import Label
from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Key, Strict, first_problem, read_yaml
from tracker.vocabulary import FulfilmentKind

FILE = "pledge_cues.yml"


class CueWords(Strict):
    """One cue of the file: what a person reads, the label it speaks for, its weight, and its words when it has any.

    `prior` is the weight set by hand; `weight` is the one in use, fitted near the prior. `fitted` is false where no judged
    sentence shows the cue (headings, bullets), so that the hand keeps the word.
    """

    fr: str = Field(min_length=2)
    en: str = Field(min_length=2)
    label: Label
    prior: float = Field(ge=-6, le=6)
    weight: float = Field(ge=-6, le=6)
    words: tuple[str, ...] = ()
    fitted: bool = True

    @field_validator("words")
    @classmethod
    def _compiles(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        return checked(words)

    @model_validator(mode="after")
    def _sign(self) -> "CueWords":
        if (self.weight < 0) == (self.label is Label.PLEDGE) and self.weight:
            raise ValueError(f"weight {self.weight}: expected a positive weight for the label pledge, a negative one for the others")
        return self


class Fulfilment(Strict):
    """One row of the table of fulfilment kinds; the first row that matches wins."""

    kind: FulfilmentKind
    words: tuple[str, ...] = Field(min_length=1)

    @field_validator("words")
    @classmethod
    def _compiles(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        return checked(words)


class Forms(Strict):
    """Lists of words behind the suffix rules of French: exceptions and closed classes."""

    not_infinitive: frozenset[str]
    ier_verbs: frozenset[str]
    re_verbs: frozenset[str]
    re_endings: tuple[str, ...]
    oir_endings: tuple[str, ...]
    state_verbs: frozenset[str]
    state_pronominal: frozenset[str]
    false_we_future: frozenset[str]
    present_rons: frozenset[str]
    not_future: frozenset[str]
    effect_verbs: frozenset[str]
    actors: tuple[str, ...]
    will_verbs: tuple[str, ...]
    will_verbs_third: tuple[str, ...]
    action_nouns: frozenset[str]
    not_action_nouns: frozenset[str]
    things: frozenset[str]
    abstract: frozenset[str]
    topics: frozenset[str]
    determiners: frozenset[str]
    front_adjectives: frozenset[str]
    lead_adverbs: frozenset[str]
    no_names: frozenset[str]
    between: frozenset[str]
    making_verbs: frozenset[str]
    making_nouns: frozenset[str]
    vague_verbs: frozenset[str]
    vague_nouns: frozenset[str]
    doing_verbs: frozenset[str]

    @field_validator("*")
    @classmethod
    def _plain(cls, words: frozenset[str] | tuple[str, ...]) -> frozenset[str] | tuple[str, ...]:
        for word in words:
            if word != flat(word):
                raise ValueError(f"{word!r}: expected lower case without accents, as {flat(word)!r}")
        return words


class PledgeWords(Strict):
    """The whole file."""

    bias: float = Field(ge=-6, le=6)
    cues: dict[Key, CueWords]
    forms: Forms
    fulfilment: tuple[Fulfilment, ...]
    concrete: dict[Key, float]


def checked(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return expressions that compile, or raise `ValueError` naming the one that does not."""
    for word in words:
        try:
            re.compile(word)
        except re.error as error:
            raise ValueError(f"{word!r}: not a valid expression ({error})") from error
    return words


@dataclass(frozen=True)
class Lexicon:
    """The words compiled, with the weights in use: a measure may put others in their place."""

    data: PledgeWords

    @cached_property
    def regexes(self) -> dict[str, re.Pattern[str]]:
        """One expression per cue that has words."""
        return {name: re.compile("|".join(cue.words)) for name, cue in self.data.cues.items() if cue.words}

    @cached_property
    def actors(self) -> re.Pattern[str]:
        """The list or the town as the subject of a sentence."""
        return re.compile(r"\b(?:" + "|".join(re.escape(one) for one in self.data.forms.actors) + r")\b")

    @cached_property
    def will(self) -> re.Pattern[str]:
        """« nous voulons » and its like, an adverb between allowed."""
        verbs = "|".join(re.escape(one) for one in self.data.forms.will_verbs)
        return re.compile(rf"\bnous (?:ne |nous |en |y |le |la |les |\w+ment )?(?:{verbs})\b")

    @cached_property
    def will_third(self) -> re.Pattern[str]:
        """« la liste propose » and its like."""
        return re.compile(r"\b(?:" + "|".join(re.escape(one) for one in self.data.forms.will_verbs_third) + r")\b")

    @cached_property
    def ours(self) -> re.Pattern[str]:
        """Words of a heading under which the list itself commits."""
        return re.compile(r"\b(?:nos|nous)\b")

    @cached_property
    def kinds(self) -> tuple[tuple[FulfilmentKind, re.Pattern[str]], ...]:
        """The fulfilment table, in order."""
        return tuple((row.kind, re.compile("|".join(row.words))) for row in self.data.fulfilment)

    @property
    def weights(self) -> dict[str, float]:
        """Weight of each cue."""
        return {name: cue.weight for name, cue in self.data.cues.items()}

    def with_weights(self, bias: float, weights: dict[str, float]) -> "Lexicon":
        """Return these words with other weights, to measure honestly."""
        cues = {name: cue.model_copy(update={"weight": weights.get(name, cue.weight)}) for name, cue in self.data.cues.items()}
        return Lexicon(self.data.model_copy(update={"bias": bias, "cues": cues}))


def load_lexicon() -> Lexicon:
    """Return the checked words of the data folder (else the shipped ones), or raise `InputError` with one clear line."""
    path = find_data_file(FILE)
    if not path.exists():
        raise InputError(f"{path}: no such file; expected the words of pledges")
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> Lexicon:
    try:
        return Lexicon(PledgeWords.model_validate(read_yaml(path)))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
