"""Text to terms: lower case, accents folded before stemming, stop words out, Snowball French stems.

Accents go first because capital titles in minutes have none. Each raw token is looked up once in a memo: three
to four times faster than folding whole texts. Snowball keeps the plural of words in -os (vélos), so one line repairs it.
"""

import re
import unicodedata

import Stemmer

from tracker.ids import fold

_TOKEN = re.compile(r"[^\W_]+")
MAX_TOKEN = 40  # longer runs of letters are noise of a broken text layer

_STOP = """
afin ai aie ainsi alors apres au aucun aucune aujourd aupres auquel aussi autant autour autre autres aux auxquels avaient avait avant
avec avoir ayant beaucoup bien car ce ceci cela celle celles celui cependant certain certaines certains ces cet cette ceux chacun chaque
chez ci comme comment contre dans de deja depuis derriere des desormais desquels dessous dessus dite dites divers dont donc du duquel
durant elle elles en encore enfin ensemble ensuite entre es est et etaient etait etant etc ete etes etre eu eux fait faire faut fois
font furent hors hui ici il ils jamais je jusqu jusque la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui ma mais
malgre me meme memes mes mien moins mon ne ni nos notamment notre notres nous on ont or ou outre par parce parmi pas pendant peu peut
peuvent plus plusieurs pour pourquoi pourra pres puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi quoique
sa sans se selon sera serait seront ses seulement si sien soi soient soit sommes son sont sous souvent suis sur ta tandis tant te tel
telle telles tels tes toi ton toujours tous tout toute toutes toutefois tres trop tu un une vers via voici voila vos votre vous
"""
STOP_WORDS = frozenset(_STOP.split())


class _Memo(dict[str, str]):
    """Raw token -> term, worked out at its first meeting; an empty term is one to drop."""

    def __init__(self) -> None:
        super().__init__()
        self._stemmer = Stemmer.Stemmer("french")

    def __missing__(self, word: str) -> str:
        self[word] = term = self._term(word)
        return term

    def _term(self, word: str) -> str:
        plain = fold(word)
        if not 1 < len(plain) <= MAX_TOKEN or plain in STOP_WORDS:
            return ""
        if len(plain) > 4 and plain.endswith("os"):
            plain = plain[:-1]
        return str(self._stemmer.stemWord(plain))


def words_of(text: str) -> list[str]:
    """Return the raw words of a text, lower case, accents kept."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text).lower())


class Terms:
    """A reader of words with its own memo; make one per index, so that memory is freed with it."""

    def __init__(self) -> None:
        self._memo = _Memo()

    def __call__(self, text: str) -> list[str]:
        """Return the terms of a text in order, repeats kept."""
        return [term for term in map(self._memo.__getitem__, words_of(text)) if term]

    def surfaces(self, text: str) -> dict[str, list[str]]:
        """Return term -> distinct words as written (lower case), in order of their first meeting."""
        found: dict[str, list[str]] = {}
        for word in dict.fromkeys(words_of(text)):
            term = self._memo[word]
            if term:
                found.setdefault(term, []).append(word)
        return found
