"""A sentence seen as clauses: its words with their places, its main clause, and the tense that its verbs show.

No grammar is built. What stands in brackets, in quotes and in relative clauses is blanked out, so that « la salle qui a été
fermée » does not make a past of a pledge to reopen it.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from scrapers.parsers.pledges.plain import flat, low

MAX = 1500  # a passage longer than this is read by its beginning
_TOKEN = re.compile(r"\w+'|\w+(?:[-·.]\w+)*")
_ASIDE = re.compile(r"\([^()]*\)|(?<=\s)'[^'\n]{3,60}'(?=[\s.,;)]|\Z)|«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_RELATIVE = re.compile(
    r"\b(?:qui|dont|où|lesquel(?:le)?s|laquelle|lequel|auxquel(?:le)?s|auquel|parce que|lorsque|lorsqu'|quand"
    r"|alors que|tandis que|puisque|puisqu'|si)\b[^,;:.!?—]*"

                       r"|(?<=[\w,] )(?:que |qu')(?:nous|vous|je|j'|tu|ils?|elles?|on|les?|la|l')\b[^,;:.!?—]*")  # fmt: skip
_CLEFT = re.compile(r"\bc'est\b[^.?!]{0,160}\bque (?:nous|je)\b")
_NOT_PAST = (
    "fait|souhait|portrait|extrait|retrait|trait|attrait|lait|parfait|imparfait|bienfait|forfait|satisfait"
    "|parait|sait|connait|abstrait|distrait|plait"
)
_PARTICIPLE = r"(?:\w+(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|it|ite|ert|erte|ait|aint)|fait|mis|pris|eu)"
PAST = re.compile(
    rf"\b(?:ai|as|a(?! (?:posteriori|priori|minima|maxima)\b)|avons|avez|ont|avait|avaient|avions|ayant"
    rf"|ayons)(?: (?:ainsi|déjà|aussi|également|toujours|bien|donc|pas|su|pu|tous|toutes|encore|été|fait"
    rf"|permis))* (?:{_PARTICIPLE}|été)\b"
    rf"|\b(?:s'est|se sont|nous sommes|s'étaient|était|étaient|fut|furent|ont eu|eut|avions|étions|avait|avaient)\b"
    rf"|\b(?!(?:{_NOT_PAST})\b)\w{{2,}}(?<!r)(?:ait|aient)\b|\b(?:est|sont) (?:né|née|nés|devenu|devenue|allé"
    rf"|venu|venue|arrivé|parti|resté)\w*\b"
)
CONDITIONAL = re.compile(
    r"\b(?!(?:portrait|extrait|retrait|trait|attrait|abstrait|distrait|parait|contrait)s?\b)\w{2,}r(?:ait|aient|ions|iez)\b"
)
_NOT_PLURAL = (
    "(?:vent|souvent|récent|présent|absent|différent|urgent|argent|agent|accident|incident|client|patient"
    "|permanent|transparent|cohérent|équivalent|excellent|fréquent|évident|décent"
    "|innocent|adolescent|parent|talent|content|continent|pertinent|résident|président|précédent|compétent"
    "|intelligent|émergent|convergent|orient|ingrédient|contingent|exigent|imminent"
    "|violent|prudent|ardent|conséquent|éloquent|inconvénient|récipient|sergent|intermittent|latent|torrent"
    "|concurrent|adhérent|inhérent|apparent|couvent|auvent|bivent|avent|occident)s?"
)
PRESENT = re.compile(
    r"\b(?:est|sont|ont|(?<!sera )(?<!seront )(?<!tout à )fait|font|peut|peuvent|doit|doivent|permet|permettent"
    r"|constitue|constituent|reste|restent|existe|existent|devient|deviennent|faut|va|vont"
    r"|semble|semblent|représente|représentent|passe|passent|vient|viennent|prend|prennent|met|mettent|montre"
    r"|montrent|suffit|suffisent|implique|impliquent"
    r"|suppose|nécessite|dépend|concerne|concernent|consiste|repose|reposent|connaît|touche|touchent|fragilise"
    r"|produit|appartient|appartiennent"
    r"|apporte|apportent|répond|répondent|sait|savent|veut|veulent|dit|disent|incarne|s'inscrit|s'inscrivent"
    r"|recouvrent|recouvre|imposent|impose|croissent|explosent|renonce|menace|favorise|vise|visent|rappelle"
    r"|rappellent|accueille|souhaite|propose|s'appuie|s'appuient|traduit)\b"
    r"|\b(?:j'|c'(?=est|ét)|(?:je|tu|il|elle|on|ils|elles|vous|ça|cela) )(?:ne |n'|se |s'|y |en |lui |leur "
    r"|vous |nous |me |m')*\w{2,}|\bce (?:n'est|sont)\b"
    rf"|\b(?!(?:{_NOT_PLURAL})\b)\w{{3,}}(?<!m)ent\b"
    r"|\bnous (?:ne |n'|nous |y |en |les |le |la |l')*\w+(?<!r)ons\b|\b(?!(?:assez|chez|ch-lez)\b)\w{3,}ez\b"
)
FINITE_AFTER_INFINITIVE = re.compile(
    r"\b(?:c'est|ce n'est|cela|est|sont|n'est|ne sont|permet|permettent|nous permet|permettra|constitue"
    r"|ne (?:peut|doit|suffit|constitue)|suppose|implique|nécessite|devient|passe par|doit|reste|sera|seront"
    r"|ne sera|suffit|a (?:une?|du|pour|toute?))\b"
)


@dataclass(frozen=True)
class Token:
    """One word and where it stands in its sentence."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """One sentence or segment, with the forms that the cues read."""

    text: str

    @cached_property
    def low(self) -> str:
        """Lower case with accents."""
        return low(self.text[:MAX])

    @cached_property
    def flat(self) -> str:
        """Lower case without accents."""
        return flat(self.text[:MAX])

    @cached_property
    def said(self) -> str:
        """`flat` with brackets and quotes blanked out."""
        return _blank(_ASIDE, self.flat)

    @cached_property
    def main(self) -> str:
        """`low` with brackets, quotes and relative clauses blanked out, every place kept."""
        plain = _blank(_ASIDE, self.low)
        cleft = _CLEFT.search(plain)  # « c'est … que nous créerons »: what follows « que » is the main clause
        return plain if cleft else _blank(_RELATIVE, plain)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Words of the main clause."""
        return tuple(Token(match[0], *match.span()) for match in _TOKEN.finditer(self.main))

    @cached_property
    def before_colon(self) -> str:
        """The main clause up to its first colon, semicolon or dash."""
        return re.split(r"[:;—]| - ", self.main, maxsplit=1)[0]

    def first(self, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
        """Return the first match that is no name: a word with a capital inside a sentence is no verb."""
        return next(
            (m for m in pattern.finditer(text) if m.start() == 0 or not self.text[m.start()].isupper() or self.text.isupper()), None
        )

    def words(self, start: int, end: int) -> str:
        """Return the words between two places as written."""
        return self.text[start:end].strip()


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)
