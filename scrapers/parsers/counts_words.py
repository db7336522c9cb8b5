"""How minutes print votes and those who cast them: the patterns by which `counts` reads them, all on plain text unless said otherwise.

Repetitions are bounded: any text may be hostile.
"""

import re

from scrapers.parsers.numbers import IN_LETTERS, LAST_LETTERS

_AT_VOTE = r"(?:\spart)?\s(?:au|aux|a ce|a la|a cette)\s(?:debats? et au\s)?(?:votes?|deliberation|scrutin)"
_OUT_VERB = (
    r"(?:n(?:e\s(?:prend|prennent|prenant|participe|participent|participant)\spas|'(?:a|ont|ayant)\spas\s(?:pris|participe))|\bprend\spas"
    r"|(?:indique|declare|precise|annonce|souhaite|desire)\w*\s(?:qu'(?:il|elle)\s)?(?:ne\s)?(?:souhaite\s|veut\s)?pas\s(?:vouloir\s"
    r"|souhaiter\s)?(?:prendre|participer)"
    rf"|ne\ssouhaite(?:nt)?\spas\s(?:prendre|participer)){_AT_VOTE}"
)
_ABSTENTION = r"(?:abst[ea]n[ts]?t?ions?|absentions?|abtentions?|absten[il1]ions?|abstent[l1]ons?)"
_OPTION = (
    rf"(?:pour|contres?|{_ABSTENTION}|abst|favorables?|defavorables?|oppositions?"
    r"|s'abstien(?:nen)?t|abstenue?s?"
    r"|non[ -]?participations?(?: au vote)?|nppv|non[ -]votants?|non[ -]votes?|refus de votes?|hors salle"
    r"|(?:ne )?(?:prend|prennent|prenant|participe|participent|participant) pas(?: part)?\s(?:au|aux)\svotes?|n'(?:a"
    r"|ont) pas pris part au vote)"
)
_FIGURES = r"(?:\d{1,3}|(?=[lio]?\d)[\dlio]{2})"
_NUM = rf"(?:{_FIGURES}(?![\d.,]{{0,9}}\d)|aucune?|neant|sans|{IN_LETTERS})"
LABEL = re.compile(
    rf"(?<![a-z'’])(?P<option>{_OPTION})\b ?(?:\(e?s\)|\.)?\s?[\"»)]?"
    rf"(?P<sep>\s?[:=]\s?[-•]?|,\s(?=\d{{1,3}}\s?(?:[\n;.]|$))|\s-\s|\s?[.…]{{3,}}\s?:?|\s?\((?={_NUM}\)))\s?"
)
NUMBER = re.compile(
    rf"\(?\s?(?:les\s)?(?P<n>{_NUM}|[o0l](?=\s{{0,2}}(?:$|\n|[;,/(–-]|contre|abst|pour|nppv)))(?![\w€%]|\s?(?:€|euros|%|k€|/\s?\d|m2|ans\b|h\b))"
)
AFTER_NUMBER = re.compile(
    r"\s?(?:$|[\n,;:/().»\"|•*=–—-]|voix|votes?\b|suffrages?|membres?\b|elus?\b|conseill|pour\b|contre|abs|non\b|nppv|ne\b|n'|et\b"
    r"|dont\b|soit\b"
    r"|unanim|m\.|mm|mme|mlle|mr\b|monsieur|madame|messieurs|mesdames|\+|sur\b|du\b)"
)
OTHER_OPTION = re.compile(r"\s?(?:voix\s|votes?\s)?(?:pour|contre|abst)")
WITH_PROXIES = re.compile(r"\s?\+\s?(?P<more>\d{1,2})\s?(?:pouvoirs?|procurations?)")
BARE = re.compile(
    rf"(?<![a-z'’])(?P<option>pour|contre|abstentions?|abst)\.?\s(?P<n>{_NUM})(?=\s?(?:$|[\n,;:.)»|-]|/(?!\s?\d)|pour|contre|abst|voix|et\b|adoptee?s?\b|approuvee?s?\b|rejetee?s?\b))"
)
NUMBER_FIRST = re.compile(
    rf"(?<![\w,./°€%'’])(?P<n>{_NUM})\s{{1,2}}(?:\([\w -]{{1,20}}\)\s)?"
    r"(?P<voix>(?:voix|votes?|votants?|suffrages?|membres?|elus?|conseillers?(?: municipaux)?)\s(?:\(s\)\s)?)?"
    r"(?P<verb>(?:est|sont|qui|ont|vote|votent|votant|ayant vote|se|s'|d')\s?){0,3}[\"«(]?\s?"
    rf"(?P<option>pour\b|contre\b|{_ABSTENTION}\b|abst\b|abstien\w+|abstenus?\b|favorables?\b|defavorables?\b|oppositions?\b"
    rf"|nppv\b|non[ -]votants?\b|non[ -]participations?\b|{_OUT_VERB})(?=(?P<after>[^\n]{{0,14}}))"
)
AGAINST_EACH_OTHER = re.compile(
    rf"(?:\b(?:par|a|avec)\s)(?P<pour>{_NUM})\svoix\s(?:pour\s)?contre\s(?P<contre>{_NUM})\b(?!\s(?:voix |votes? )?(?:pour|abst))"
)
BY_VOICES = re.compile(
    rf"\bpar\s(?P<n>{_NUM})\svoix(?!\s(?:pour|contre|d'abst|\())(?:\ssur\s{_NUM}(?:\s(?:voix|votants?|suffrages?))?)?(?=[\s,;:.])"
)
CLAUSE_END = re.compile(
    rf"\s?(?:$|[,;:/).»\"]|-(?![a-z])|{_NUM}\s(?:\(s\)\s)?(?:voix|votes?|suffrages?|contre|abs|pour|nppv|non|ne\b|n')|et\b|abst|contre\b"
    rf"|pour\b)"
)
NEW_LINE = re.compile(r"\n\W{0,4}(?:[A-ZÀ-Þ\d]|\n|$)")
OF_A_CANDIDATE = re.compile(r"\s(?:(?:la|le|les)\s)?(?:candidat|liste|m\.|mme|monsieur|madame)")
YES_NO = re.compile(rf"\boui\s?:?\s?(?P<pour>{_NUM})[\s,;/–-]{{1,5}}(?:et\s)?non\s?:?\s?(?P<contre>{_NUM})(?!\w)")
NO_YES = re.compile(rf"(?<![\w,.])(?P<pour>{_NUM})\s(?:voix\s)?oui\b[\s,;/–-]{{1,5}}(?:et\s)?(?P<contre>{_NUM})\s(?:voix\s)?non\b")
MINUS = re.compile(
    rf"\bmoins\s(?P<n>{_NUM})\s(?:voix|votes?)\s\((?P<names>[^()\n]{{2,80}}?)[\s,:]{{1,3}}(?:vote\s)?(?P<option>contre|abst)"
)
ALL_VOICES = re.compile(rf"\bunanimite\s\((?P<n>{_NUM})\svoix\)")
BEFORE_MINUS = re.compile(r"\bunanim\w{2,6}[^.;\n]{0,40}\Z")
FOR_WHAT = re.compile(rf"(?<![a-z])pour\s[^:\n\d]{{3,60}}?\s?:\s?(?P<n>{_NUM})\s(?:votes?|voix)\b")
NONE = re.compile(
    r"\bni\s(?:vote\s|voix\s)?(?P<one>contre|opposition|abstention),?\sni\s(?:vote\s|voix\s)?(?P<two>contre|opposition|abstention)"
)
GROUP = re.compile(
    r"\s?(?:et\s)?(?P<n>\d{1,3})\s\(?(?:voix\s)?(?:du\s|\()?(?P<group>(?:[Gg]roupe\s|[Ll]iste\s)?[A-ZÀ-Þ«][^,;/\n\d()]{1,60}?)\)?\s?"
    r"(?=[,;/\n]|$|\.\s|\.$|\set\s\d|\s(?:Contre|Abstention|Pour|CONTRE|ABSTENTION|POUR)\b)[,;]?"
)
GROUP_FIRST = re.compile(r"\s?(?:et\s)?(?P<group>[A-ZÀ-Þ«][^,;/\n\d():]{1,60}?)\s?[(:]\s?(?P<n>\d{1,3})\s?(?:voix|votes?)?\)?[,;]?")
NO_GROUP = re.compile(
    r"(?:[A-Z]\.|MM|Mme|Mr\b|Monsieur|Madame|Messieurs|Mesdames|Voix|Vote|VOIX|VOTE|Pour|Contre|Abst|POUR|CONTRE|ABST|Il |Le |La |Les "
    r"|L['’]|[Aa]dopt|ADOPT|[Aa]pprouv|APPROUV|[Aa]ccept|ACCEPT|[Rr]ejet|REJET|[Uu]nanim|UNANIM|D[ée]cid|D[EÉ]CID|D[ée]lib|D[EÉ]LIB"
    r"|Ne |N['’]|Blanc|BLANC"
    r"|Nul|NUL|Exprim|EXPRIM|NON\b|OUI\b)"
)
COUNTED = re.compile(rf"(?<![\w,.])(?P<n>{_NUM})\s(?:voix\s|votes?\s|suffrages?\s)?$")
NAMES_FROM = re.compile(r"\s?(?:voix|votes?|conseillers?|membres?|elus?)?\s?(?P<mark>[(:,–-]|\bde\b|\bdont\b)?\s?[-:]?\s?(?:dont\s|de\s)?")
NAMED = re.compile(
    rf"(?P<against>(?:vot(?:e|ent|ant)|(?:a|ont|ayant) vote)\scontre\b)|(?P<abst>s'abst(?:ient|iennent|enant)\b|(?:s'est|se sont"
    rf"|s'etant)\sabstenue?s?)"
    rf"|(?P<out>{_OUT_VERB}|(?:quitt(?:e|ent|ant)|(?:a|ont|ayant) quitte|sort(?:ent|ant)?|se retir(?:e|ent|ant)|s'(?:est"
    rf"|etant) retiree?s?)\b"
    r"[^.;\n]{0,70}\b(?:votes?|deliberation|scrutin)\b)"
)
NAMES_AFTER = re.compile(
    r"(?P<option>abstentions?|votes? contre|voix contre|oppositions?|non[ -]participations?(?: au vote)?)\s(?:de|du|des)\s"
)
NAME_FIRST = re.compile(r"\s?[:(]\s?(?:vote\s|s')?(?P<option>abstention|abstient|contre)\b(?=\s?(?:[).,;\n]|$))")
CLAUSE = re.compile(
    r"exc?ep\w{2,6}\sd(?:es|e|u)\b|\b(?:sauf|hormis|moins)\b|(?:votent|vote) contre|s'abst\w+|au vote|conseil\s\w+,|unanimite,?|majorite,?"
    r"|delibere,?|assemblee,|(?:\A|\n)\W{0,3}rapporteu\w{1,4}\s?:[^\n]{2,80}\n|(?<!\bm)(?<!\bmm)(?<!\bmr)(?<!\bmme)(?<!\b[a-z])[.;:(]"
)
SPEECH = re.compile(
    r"\b(?:car|indique\w*|precise\w*|explique\w*|declare\w*|souhaite\w*|annonce\w*|regrette\w*|estime\w*|rappelle\w*|justifie\w*)\b"
)


HOT_FIGURE = re.compile(
    rf"voix|votes?\b|contre|abst|absen|nppv|votant|participation|oppos|favorables|pas (?:part|pris)|(?:\d|{LAST_LETTERS})\s\W?\s?pour\b"
    rf"|\npour"
)
HOT_NAMES = re.compile(
    r"pas\s(?:\w+\s){0,2}(?:part|prendre|pris|au\s|aux\s)|vot\w{1,3}\scontre|s'abst|abstenu|quitt|\bsort|retir\w+\b|abstentions?\sd"
    r"|votes?\scontre\sd|voix\scontre\sd|oppositions?\sd|participations?|[:(]\s?(?:vote\s)?(?:abst|contre)"
)

ROW = re.compile(
    rf"^[^\w\n]{{0,4}}(?P<option>{_OPTION}|ne prend pas part|ne prennent pas part)(?: ?\(s\))? (?P<n>\d{{1,3}}|neant|aucune?)(?![^ \n])",
    re.MULTILINE,
)
ROW_REST = re.compile(r" ?(?:\n|\Z|[(«]|[Vv]oix\b|[A-ZÀ-Þ])")  # after the figure of a row: nothing, or who voted so
VOTE_LINE = re.compile(r"(?:^|\n)[^\w\n]{0,4}(?:resultats? (?:du|des) )?votes?\b[^\n\d]{0,80}\n{1,2}\Z")
LABELLED_FIGURE = re.compile(r"[^\w\n]{0,4}[a-z][a-z' ()]{2,40} ?:? ?\d{1,3}")
LABELLED_BELOW = re.compile(r" ?\n{1,2}[^\w\n]{0,4}[a-z][a-z' ()]{2,30} ?:? ?\d{1,3} ?(?:\n|\Z)")
NO_REACTION = re.compile(r"\b(?:donne lieu|lieu|suscite|souleve|rencontre|provoque|appele|fait l'objet|objet|recueilli)\s(?:a\s|d')?\Z")
AND_ANOTHER = re.compile(r"\b(?:sa|son|ses|leurs?) (?:mandant|mandat|pouvoir|procuration|represent)")
LINE = re.compile(r"[^\n]+")
FIGURE = re.compile(r"\d{1,3}")
IS_OPTION = re.compile(_OPTION)
HEADING = re.compile(
    rf"{_OPTION}|(?:en )?exercice|presents?|representes?|votants?|exprimes?|pouvoirs?|procurations?|absents?|excuses?|quorum"
    r"|(?:nombre|membres|suffrages|conseillers|de)\b"
)
