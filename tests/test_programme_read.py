"""Programmes read from every kind of document: what is a title, an item, a sentence, in the order of reading; all documents are ours."""

import io
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from scrapers.documents.lines import Line
from scrapers.documents.ocr import available
from scrapers.parsers.pledges.shapes import Layout, Passage
from scrapers.programmes.compose import compose
from scrapers.programmes.reading import Programme, Source, read_sources
from tests.papers import docx, image, paragraph, pdf, zipped

Read = Callable[..., Programme]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def one(*documents: tuple[str, bytes | str]) -> Programme:
        sources = []
        for number, (name, content) in enumerate(documents):
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            sources.append(Source(path, f"{number:064x}", name, name))
        return read_sources(sources)

    return one


def told(programme: Programme) -> list[tuple[str, str]]:
    """Return each passage with its sign (T title, * item, - sentence), after checking that it is found verbatim."""
    whole = "\f".join(programme.text.pages)
    found = []
    for passage in programme.text.passages:
        assert " ".join(whole[slice(*passage.span)].split()) == passage.text
        assert passage.page == 1 + whole.count("\f", 0, passage.span[0])
        sign = "T" if passage.position in programme.composed.titles else "*" if passage.bullet else "-"
        found.append((sign, passage.text))
    return found


def texts(programme: Programme) -> list[str]:
    return [text for _, text in told(programme)]


def passage(programme: Programme, start: str) -> Passage:
    return next(one for one in programme.text.passages if one.text.startswith(start))


class Sheet:
    """A drawn page: words where they are put, in the font that is said."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, invariant=True)

    def put(self, left: float, top: float, *lines: str, size: float = 10, bold: bool = False) -> "Sheet":
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        for number, line in enumerate(lines):
            self.canvas.drawString(left, 842 - top - number * size * 1.25, line)
        return self

    def dots(self, left: float, *tops: float) -> "Sheet":
        for top in tops:
            self.canvas.circle(left, 842 - top + 3, 2, fill=1)
        return self

    def turn(self) -> "Sheet":
        self.canvas.showPage()
        return self

    def done(self) -> bytes:
        self.canvas.save()
        return self.path.read_bytes()


LEFT = ("• Créer une maison du vélo dans chaque", "  quartier avant la fin de l'année 2028", "• Ouvrir un centre de santé municipal")
RIGHT = ("• Planter trois mille arbres le long des", "  avenues les plus chaudes de la ville", "• Rénover les deux gymnases du centre")


def test_two_columns_printed_line_by_line_are_read_one_after_the_other(read: Read, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf").put(60, 60, "Notre programme pour la ville", size=20, bold=True)
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        sheet.put(60, 120 + 13 * number, left).put(320, 120 + 13 * number, right)
    sheet.put(60, 200, "Ce programme est celui de toutes les habitantes et de tous les habitants de notre belle commune.")
    assert told(read(("a.pdf", sheet.done()))) == [
        ("T", "Notre programme pour la ville"),
        ("*", "Créer une maison du vélo dans chaque quartier avant la fin de l'année 2028"),
        ("*", "Ouvrir un centre de santé municipal"),
        ("*", "Planter trois mille arbres le long des avenues les plus chaudes de la ville"),
        ("*", "Rénover les deux gymnases du centre"),
        ("-", "Ce programme est celui de toutes les habitantes et de tous les habitants de notre belle commune."),
    ]


def test_bullets_that_are_drawn_and_boxes_over_a_wide_text(read: Read, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf").put(40, 40, "Se loger", size=18)
    sheet.put(60, 80, "Constats", bold=True).put(330, 80, "Engagements", bold=True)
    sheet.put(70, 95, "Les loyers montent plus vite", "que les salaires des familles", "Trop de logements restent vides")
    sheet.put(340, 95, "Construire deux cents logements", "Encadrer les loyers du centre").dots(62, 95, 120).dots(332, 95, 107.5)
    sheet.put(60, 165, "Nos idées pour la suite", bold=True).put(
        70, 178, "Réunir chaque année les bailleurs et les locataires pour un bilan public"
    )
    sheet.dots(62, 178)
    programme = read(("a.pdf", sheet.done()))
    assert [text for text in texts(programme) if text != "Se loger"] == [
        "Constats", "Les loyers montent plus vite que les salaires des familles", "Trop de logements restent vides",
        "Engagements", "Construire deux cents logements", "Encadrer les loyers du centre",
        "Nos idées pour la suite", "Réunir chaque année les bailleurs et les locataires pour un bilan public",
    ]  # fmt: skip
    assert passage(programme, "Encadrer").headings == ("Se loger", "Engagements") and passage(programme, "Encadrer").bullet


def test_running_heads_and_page_numbers_do_not_cut_a_measure_in_two(read: Read, tmp_path: Path) -> None:
    sheet, body = Sheet(tmp_path / "a.pdf"), "Notre commune se transforme et nous voulons que chacune et chacun y trouve sa place."
    for number in range(1, 5):
        sheet.put(60, 30, f"Ensemble pour Valbrume – page {number}", size=8).put(290, 815, str(number), size=8)
        sheet.put(60, 80, "le long de la rivière et du canal." if number == 3 else body)
        sheet.put(60, 120, *[body] * 3)
        if number == 2:
            sheet.put(60, 780, "Nous ouvrirons une promenade plantée de deux kilomètres")
        sheet.turn()
    programme = read(("a.pdf", sheet.done()))
    found = passage(programme, "Nous ouvrirons")
    assert found.text == "Nous ouvrirons une promenade plantée de deux kilomètres le long de la rivière et du canal." and found.page == 2
    assert not any("Ensemble pour Valbrume" in text or text.isdigit() for text in texts(programme))
    assert any("Ensemble pour Valbrume" in issue for issue in programme.text.issues)


def test_a_measure_that_runs_over_two_columns_is_one(read: Read, tmp_path: Path) -> None:
    sheet, body = Sheet(tmp_path / "a.pdf"), "Une ligne de texte qui remplit bien sa colonne,"
    sheet.put(60, 60, *[f"• {body} {number}" for number in range(8)], "• Recruter des assistantes sociales avec le")
    sheet.put(330, 60, "CCAS de la ville.", *[f"• {body} {number}" for number in range(10, 18)])
    assert "Recruter des assistantes sociales avec le CCAS de la ville." in texts(read(("a.pdf", sheet.done())))


def test_a_title_repeated_inside_the_pages_is_no_running_head(read: Read, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for theme in ("Logement", "Santé", "École", "Culture"):
        sheet.put(60, 50, theme, size=18).put(60, 80, "Nos engagements", bold=True).put(
            60, 95, f"• Ouvrir une maison ({theme.lower()})"
        ).turn()
    programme = read(("a.pdf", sheet.done()))
    assert [p.headings for p in programme.text.passages if p.bullet] == [
        (theme, "Nos engagements") for theme in ("Logement", "Santé", "École", "Culture")
    ]


def test_lines_of_a_list_without_bullets_are_items_and_prose_is_sentences(read: Read) -> None:
    text = (
        "LOGEMENT\n\nLa ville change vite. Les loyers montent, et les familles partent plus loin chaque année.\n\n"
        "Créer deux cents logements sociaux\n\nMoratoire sur les meublés de tourisme\n\nUn guichet unique pour les locataires\n\n"
        "SANTÉ\n\nNous ouvrirons un centre de santé. Il accueillera six médecins.\n"
    )
    programme = read(("programme.txt", text))
    assert told(programme) == [
        ("T", "LOGEMENT"), ("-", "La ville change vite."), ("-", "Les loyers montent, et les familles partent plus loin chaque année."),
        ("*", "Créer deux cents logements sociaux"), ("*", "Moratoire sur les meublés de tourisme"),
        ("*", "Un guichet unique pour les locataires"), ("T", "SANTÉ"), ("-", "Nous ouvrirons un centre de santé."),
        ("-", "Il accueillera six médecins."),
    ]  # fmt: skip
    layouts = dict(zip(texts(programme), programme.composed.layouts, strict=True))
    assert layouts["Créer deux cents logements sociaux"] is Layout.LIST and layouts["Il accueillera six médecins."] is Layout.PROSE


def test_numbers_of_measures_are_kept_out_of_the_quote_and_figures_in_it(read: Read) -> None:
    text = "MESURES\n\n12. Planter 300 arbres\n13) Ouvrir la mairie le samedi\n\n50 % de bio à la cantine\n\n- 100 places de crèche\n"
    assert texts(read(("m.txt", text))) == [
        "MESURES", "Planter 300 arbres", "Ouvrir la mairie le samedi", "50 % de bio à la cantine", "100 places de crèche",
    ]  # fmt: skip


HTML = """<!doctype html><html><head><title>Programme – Ensemble</title></head><body>
<header><a href="/">Ensemble</a></header><nav><ul><li>Accueil</li><li>Créer un compte</li></ul></nav>
<main><h1>Notre programme</h1><p>Une ville pour toutes et tous.</p>
<section id="logement"><h2>Logement</h2><ul><li><p>Construire 200 logements</p><p>Ils seront sobres.</p></li><li id="m2">Encadrer les loyers
<ul><li>au centre</li></ul></li></ul></section>
<h2><button aria-expanded="false">Santé</button></h2><div aria-hidden="true">
<p>Ouvrir un centre de santé municipal avec six médecins</p></div>
<p><strong>Écoles</strong></p><p>• Végétaliser les cours<br>• Ouvrir une classe<br>de plus à Ravel</p><p style="display:none">Piège</p>
</main><footer>Mentions légales</footer></body></html>"""


def test_a_web_page_keeps_its_titles_items_and_anchors_and_drops_its_frame(read: Read) -> None:
    programme = read(("programme.html", HTML))
    assert told(programme) == [
        ("T", "Notre programme"), ("-", "Une ville pour toutes et tous."), ("T", "Logement"), ("*", "Construire 200 logements"),
        ("-", "Ils seront sobres."), ("*", "Encadrer les loyers"), ("*", "au centre"), ("T", "Santé"),
        ("*", "Ouvrir un centre de santé municipal avec six médecins"), ("T", "Écoles"), ("*", "Végétaliser les cours"),
        ("*", "Ouvrir une classe de plus à Ravel"),
    ]  # fmt: skip
    assert passage(programme, "Construire").anchor == "#logement" and passage(programme, "Encadrer").anchor == "#m2"
    assert passage(programme, "Végétaliser").headings == ("Notre programme", "Santé", "Écoles")


STYLES = (
    '<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="T2"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_a_word_document_gives_its_heading_styles_and_lists(read: Read) -> None:
    body = paragraph("Notre projet", style="Titre1") + paragraph("Logement", style="T2") + paragraph("La ville change. Elle grandit.")
    body += paragraph("Créer un office du logement", number=1) + paragraph("Rénover mille logements", number=1)
    programme = read(("p.docx", docx(body, NUMBERING, STYLES)))
    assert told(programme) == [
        ("T", "Notre projet"), ("T", "Logement"), ("-", "La ville change."), ("-", "Elle grandit."),
        ("*", "Créer un office du logement"), ("*", "Rénover mille logements"),
    ]  # fmt: skip
    assert passage(programme, "Rénover").headings == ("Notre projet", "Logement")


def test_an_opendocument_gives_its_headings_and_lists(read: Read) -> None:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style", "table"))
    body = (
        '<text:h text:outline-level="1">Projet</text:h><text:p>Une phrase. Une autre.</text:p><text:list><text:list-item>'
        "<text:p>Ouvrir la piscine le dimanche</text:p></text:list-item></text:list>"
    )
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    odt = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    assert told(read(("p.odt", odt))) == [
        ("T", "Projet"), ("-", "Une phrase."), ("-", "Une autre."), ("*", "Ouvrir la piscine le dimanche"),
    ]  # fmt: skip


POST = """---
title: 'Décodage : le vélo'
date: '2020-03-01'
draft: false
---

[gallery ids="1,2"] Nous voulons **une ville [cyclable](https://velo.invalid/a_b)**. Voici *comment* :

## Nos propositions

  * Créer **10 km** de pistes
    chaque année
  * Ouvrir une [vélostation](x.pdf)

![photo](a.jpg)
**Et ensuite**

Nous ferons le bilan en 2022.
"""


def test_a_post_is_read_as_it_is_seen_without_its_marks(read: Read) -> None:
    programme = read(("2020-03-01-velo.md", POST))
    assert told(programme) == [
        ("T", "Décodage : le vélo"), ("-", "Nous voulons une ville cyclable."), ("-", "Voici comment :"), ("T", "Nos propositions"),
        ("*", "Créer 10 km de pistes chaque année"), ("*", "Ouvrir une vélostation"), ("T", "Et ensuite"),
        ("-", "Nous ferons le bilan en 2022."),
    ]  # fmt: skip
    assert programme.text.title == "Décodage : le vélo"


def test_several_documents_are_one_programme_whose_pages_are_counted_through(read: Read) -> None:
    programme = read(
        ("a.md", POST), ("b.pdf", pdf("Créer un parc au nord de la ville.", "Ouvrir la mairie le samedi matin.")), ("c.md", POST + " ")
    )
    assert [(part.source.name, part.first_page, part.pages) for part in programme.parts] == [
        ("a.md", 1, 1),
        ("b.pdf", 2, 2),
        ("c.md", 4, 1),
    ]
    assert passage(programme, "Ouvrir la mairie").page == 3
    assert programme.part_of(passage(programme, "Ouvrir la mairie")).source.name == "b.pdf"
    assert told(programme)[-1] == ("-", "Nous ferons le bilan en 2022.") and programme.text.passages[-1].page == 4
    assert [one.position for one in programme.text.passages] == list(range(len(programme.text.passages)))


FRENCH = "Nous voulons que la ville soit plus douce pour les enfants et pour les personnes âgées dans tous les quartiers."
CRECHE = "Ouvrir une crèche dans chaque quartier de la ville"
ENGLISH = "We want the city to be a better place for the children and for all of the people who live in our neighbourhoods."


def test_a_second_language_is_told_and_left_out(read: Read) -> None:
    ours, theirs = f"NOTRE PROJET\n\n{FRENCH}\n\n{CRECHE}", f"OUR PROJECT\n\n{ENGLISH}\n\nOpen a nursery in the north"
    programme = read(("p.txt", f"{ours}\n\n{theirs}\n"))
    assert texts(programme) == ["NOTRE PROJET", FRENCH, CRECHE]
    assert "anglais" in programme.text.issues[-1] and ENGLISH in " ".join("\f".join(programme.text.pages).split())


def test_a_programme_wholly_in_another_language_is_kept_and_told(read: Read) -> None:
    programme = read(("p.txt", f"OUR PROJECT\n\n{ENGLISH}\n\n{ENGLISH}\n"))
    assert ENGLISH in texts(programme) and "no French text" in programme.text.issues[-1]


WALLS = {
    "cookie": "<main><h1>Vos cookies</h1><p>Nous utilisons des cookies pour mesurer notre audience.</p><button>Accepter</button></main>",
    "JavaScript": "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>",
}


@pytest.mark.parametrize("word", WALLS)
def test_a_page_behind_a_wall_says_so_and_gives_nothing(read: Read, word: str) -> None:
    programme = read(("programme.html", f"<!doctype html><html><head><title>Programme</title></head><body>{WALLS[word]}</body></html>"))
    assert not programme.parts and word in programme.lost[0] and "programme.html" in programme.lost[0]


def test_a_page_with_a_cookie_banner_over_its_text_is_read(read: Read) -> None:
    banner = "<div class='cookie-banner'><p>Nous utilisons des cookies. Accepter ou refuser.</p></div>"
    programme = read(("p.html", f"<html><body>{banner}<h1>Projet</h1><p>Créer une fête des cookies locaux sur la place.</p></body></html>"))
    assert texts(programme) == ["Projet", "Créer une fête des cookies locaux sur la place."]


def test_what_most_pages_of_a_site_say_alike_is_its_frame(read: Read) -> None:
    frame, own = "<p>Rejoignez notre campagne dès maintenant</p>", "<h1>Thème {0}</h1><p>Ouvrir le lieu n° {0} à toute la ville</p>"
    programme = read(*((f"{n}.html", f"<html><body>{frame}{own.format(n)}</body></html>") for n in range(4)))
    assert len(programme.text.passages) == 8 and "Rejoignez notre campagne" in programme.text.issues[0]


def test_a_locked_or_empty_file_says_why(read: Read) -> None:
    programme = read(("a.pdf", pdf("Secret", password="x")), ("b.txt", " \n"))
    assert not programme.parts and len(programme.lost) == 2 and "password" in programme.lost[0] and "b.txt" in programme.lost[1]


def test_a_word_cut_at_a_line_end_is_whole_in_the_quote_and_in_the_text() -> None:
    place = {"size": 10.0, "left": 60.0, "right": 300.0}
    lines = [Line("Créer un office commu\x02", top=700, bottom=690, **place), Line("nal du logement", top=688, bottom=678, **place)]
    text = compose(lines).text
    assert text.passages[0].text == "Créer un office communal du logement" and "communal" in text.pages[0]


def spaced(*words: str) -> list[Line]:
    """Return full lines of one column, set far apart."""
    return [Line(text, size=10.0, left=60.0, right=500.0, top=700 - 18.0 * n, bottom=690 - 18.0 * n) for n, text in enumerate(words)]


def test_paragraphs_of_one_line_each_are_not_joined_and_wide_lines_that_wrap_are() -> None:
    alone = spaced("Le constat est connu.", "Une ville éducatrice", "La confiance recule.", "Un marché du soir", "La ville change vite.")
    assert [one.text for one in compose(alone).text.passages] == [line.text for line in alone]
    wrapped = spaced("Le constat est connu et les services sont", "saturés depuis dix ans dans les quartiers du", "Nord et du Sud.")
    assert len(compose(wrapped).text.passages) == 1


def outlines(page: bytes) -> bytes:
    """Return a PDF that draws what a page says as black bars: it looks like text and holds none."""
    picture = image(page, dpi=110).point(lambda grey: 0 if grey < 140 else 255)
    (width, height), unit, buffer = picture.size, 72 / 110, io.BytesIO()
    canvas = Canvas(buffer, invariant=True, pagesize=(width * unit, height * unit))
    for row in range(height):
        line, start = picture.crop((0, row, width, row + 1)).tobytes(), 0
        for black, run in groupby(line):
            size = len(list(run))
            if not black:
                canvas.rect(start * unit, (height - row - 1) * unit, size * unit, unit, fill=1, stroke=0)
            start += size
    canvas.save()
    return buffer.getvalue()


def test_a_drawn_text_is_recognised_or_not_and_both_are_told(read: Read) -> None:
    said = "Construire une passerelle au-dessus de la voie ferrée\nOuvrir un centre de santé municipal en 2027"
    programme = read(("traits.pdf", outlines(pdf(said, size=16))))
    assert any("drawn as lines (outlines)" in issue for issue in (*programme.text.issues, *programme.lost))
    if not available():
        assert texts(programme) == said.split("\n")
    else:
        assert not programme.parts
