"""The words of the reading view and of the drawing of borders: key -> (French, English)."""

_READING = {
    "ui.reading.lead": (
        "Comparez la page et ce que la machine y a lu : un écart est une erreur à signaler.",
        "Compare the page with what the machine read in it: any difference is an error to report.",
    ),
    "ui.reading.unknown": (
        "Ce document n'est pas dans l'archive, ou il est réservé aux personnes connectées.",
        "This document is not in the archive, or it is kept for signed-in people.",
    ),
    "ui.reading.open": ("Lire la page et ce qui y a été lu", "See the page and what was read in it"),
    "ui.reading.sitting": ("La séance", "The sitting"),
    "ui.reading.no_sitting": ("Aucune date de séance n'a été lue dans ce document.", "No date of a sitting was read in this document."),
    "ui.reading.opened": ("Ouverture", "Opened at"),
    "ui.reading.place": ("Lieu", "Place"),
    "ui.reading.president": ("Présidence", "Chair"),
    "ui.reading.secretary": ("Secrétaire", "Secretary"),
    "ui.reading.in_office": ("En exercice", "In office"),
    "ui.reading.quorum": ("Quorum", "Quorum"),
    "ui.reading.attendance": ("Présences", "Attendance"),
    "ui.reading.members": ("Les membres nommés ({n})", "The members named ({n})"),
    "ui.reading.proxy": ("pouvoir à {name}", "proxy to {name}"),
    "ui.reading.acts": ("Les actes lus dans ce document ({n})", "The acts read in this document ({n})"),
    "ui.reading.no_acts": ("Aucun acte n'a été lu dans ce document.", "No act was read in this document."),
    "ui.reading.act": ("Acte", "Act"),
    "ui.reading.stage": ("étape lue : {stage}", "stage read: {stage}"),
    "ui.reading.continued": ("suite", "continued"),
    "ui.reading.outside": ("Hors des actes", "Outside the acts"),
    "ui.reading.no_text": ("Cette page n'a pas de texte lisible.", "This page has no readable text."),
    "ui.reading.page_ocr": (
        "Page reconnue par OCR (confiance {share}) : chaque chiffre est à vérifier sur l'image.",
        "Page read by OCR (confidence {share}): check every figure on the image.",
    ),
    "ui.reading.image": ("Image de la page {n}", "Image of page {n}"),
    "ui.reading.image_sign_in": (
        "L'image de la page est réservée aux personnes connectées.",
        "The image of the page is for signed-in people.",
    ),
    "ui.reading.image_none": (
        "Ce document n'a pas de pages en image : ouvrez la copie archivée.",
        "This document has no page images: open the archived copy.",
    ),
    "ui.image.missing": ("Aucune image pour cette page.", "No image for this page."),
    "ui.reading.page": ("Page {page} sur {pages}", "Page {page} of {pages}"),
    "ui.reading.elsewhere": ("Les {n} actes de cette séance sont rattachés à {name}.", "The {n} acts of this sitting are held by {name}."),
    "ui.reading.how": ("Découpage", "Cutting"),
    "ui.reading.sure": ("{regime}, confiance {share}", "{regime}, confidence {share}"),
    "ui.reading.draw": ("Poser les bornes des actes à la main", "Draw the borders of the acts by hand"),
    "ui.reading.mark.title": ("titre", "title"),
    "ui.reading.mark.vote": ("vote", "vote"),
    "ui.reading.mark.amount": ("montant", "amount"),
    "ui.regime.none": ("aucun découpage prouvé", "no cutting is proved"),
    "ui.regime.hand": ("bornes posées à la main", "borders drawn by hand"),
    "ui.regime.machine": ("découpage automatique", "automatic cutting"),
}
_SPLIT = {
    "ui.split.lead": (
        "Le texte de ces séances est lu, mais la machine ne sait pas, ou pas sûrement, où commence chaque acte. "
        "Cinq minutes suffisent : cliquez la première ligne de chaque acte.",
        "The text of these sittings is read, but the machine does not know, or not surely, where each act begins. "
        "Five minutes are enough: click the first line of each act.",
    ),
    "ui.split.sign_in": ("Connectez-vous pour découper une séance.", "Sign in to split a sitting."),
    "ui.split.none": ("Aucune séance à découper pour le moment. Merci.", "No sitting to split for now. Thank you."),
    "ui.split.todo": ("À découper ({n})", "To split ({n})"),
    "ui.split.done": ("Découpées à la main ({n})", "Split by hand ({n})"),
    "ui.split.why": ("Pourquoi", "Why"),
    "ui.split.no_segmentation": ("aucun découpage prouvé : la séance n'a pas d'acte", "no cutting is proved: the sitting has no act"),
    "ui.split.low_confidence": ("découpage peu sûr (confiance {share})", "unsure cutting (confidence {share})"),
    "ui.split.border_lost": (
        "une borne posée à la main n'est plus retrouvée dans le texte",
        "a border drawn by hand is no longer found in the text",
    ),
    "ui.split.decided": (
        "bornes posées par {name} ({acts}) : la prochaine lecture les applique",
        "borders drawn by {name} ({acts}): the next reading applies them",
    ),
    "ui.split.applied": ("bornes posées par {name} ({acts}), appliquées", "borders drawn by {name} ({acts}), applied"),
    "ui.split.draw": ("Découper", "Split"),
    "ui.split.see": ("Lire", "Read"),
    "ui.split.how": (
        "Cliquez la ligne où un acte commence, puis corrigez son titre. Le numéro est facultatif.",
        "Click the line where an act begins, then correct its title. The number is optional.",
    ),
    "ui.split.starts": ("Un acte commence ici", "An act begins here"),
    "ui.split.title": ("Titre de l'acte", "Title of the act"),
    "ui.split.number": ("Numéro (facultatif)", "Number (optional)"),
    "ui.split.drawn": ("Actes posés ({n})", "Acts drawn ({n})"),
    "ui.split.drawn_none": ("Aucun acte n'est encore posé.", "No act is drawn yet."),
    "ui.split.proposed": (
        "Point de départ : le découpage de la machine. Retirez ce qui est faux, ajoutez ce qui manque.",
        "Starting point: the machine's own cutting. Remove what is wrong, add what is missing.",
    ),
    "ui.split.no_line": ("Cette page n'a pas de ligne à choisir.", "This page has no line to choose."),
    "ui.split.saved": (
        "Découpage enregistré ({acts}). La prochaine lecture l'applique et toutes les suivantes le gardent.",
        "Borders saved ({acts}). The next reading applies them, and every later one keeps them.",
    ),
    "ui.split.saved_none": (
        "Enregistré : aucun acte dans ce document. La prochaine lecture l'applique.",
        "Saved: no act in this document. The next reading applies it.",
    ),
    "ui.split.withdrawn": (
        "Les bornes sont retirées ; elles restent dans l'historique. La prochaine lecture découpe seule.",
        "The borders are withdrawn; they stay in the history. The next reading cuts by itself.",
    ),
    "ui.split.nightly": (
        "Sans attendre la prochaine collecte : chose-promise read {town}, puis ingest et link ; ou le bouton ci-dessous.",
        "Without waiting for the next run: chose-promise read {town}, then ingest and link; or the button below.",
    ),
    "ui.split.reading": ("Lecture en cours…", "Reading…"),
    "ui.split.reread": ("La commune est relue : le découpage est appliqué.", "The town has been read again: the borders are applied."),
    "ui.split.busy": ("Une lecture est déjà en cours : réessayez dans un moment.", "A reading is already running: try again in a moment."),
    "ui.split.failed": (
        "La lecture n'a pas abouti ; le découpage est enregistré, la prochaine collecte l'applique.",
        "The reading did not succeed; the borders are saved, the next run applies them.",
    ),
    "ui.split.back": ("Toutes les séances à découper", "All sittings to split"),
}
READING_SCREENS: dict[str, tuple[str, str]] = {**_READING, **_SPLIT}
