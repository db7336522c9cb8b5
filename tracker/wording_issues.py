"""What went wrong, in words for the screen: one sentence for each code, French first; the log keeps the English one with all its details.

A message of the log begins with the document and its pages: they are kept in front of the French sentence. A code that is not here is
shown with its message as it is: nothing is ever hidden for want of words.
"""

ISSUE_TABLE: dict[str, tuple[str, str]] = {
    # the document as a file
    "issue.not_a_pdf": ("annoncé comme PDF, c'est une page web", "announced as a PDF, it is a web page"),
    "issue.empty_file": ("le fichier est vide", "the file is empty"),
    "issue.missing_file": ("le fichier n'est pas là", "the file is not there"),
    "issue.too_big": ("le fichier est trop gros pour être lu", "the file is too large to be read"),
    "issue.too_long": ("document très long : seul son début est lu", "a very long document: only its beginning is read"),
    "issue.image_broken": ("l'image ne peut pas être ouverte", "the image cannot be opened"),
    "issue.pdf_empty": ("le PDF n'a aucune page", "the PDF has no page"),
    "issue.pdf_broken": ("le PDF ne peut pas être ouvert", "the PDF cannot be opened"),
    "issue.pdf_locked": ("le PDF demande un mot de passe", "the PDF asks for a password"),
    "issue.page_broken": ("page illisible dans le fichier", "a page that cannot be read in the file"),
    "issue.pdf_carries_more": (
        "le PDF porte des fichiers joints ou du code, ni ouverts ni exécutés : seules ses pages sont lues",
        "the PDF carries attached files or code, neither opened nor run: only its pages are read",
    ),
    "issue.doc_broken": ("ancien document Word illisible : demandez un PDF", "an old Word document that cannot be read: ask for a PDF"),
    "issue.doc_needs_tool": (
        "ancien document Word : aucun programme ne le lit ici ; installez LibreOffice Writer ou demandez un PDF",
        "an old Word document: no program here reads it; install LibreOffice Writer or ask for a PDF",
    ),
    "issue.doc_numbers": (
        "ancien document Word : les numéros automatiques peuvent être tronqués, comparez-les",
        "an old Word document: automatic numbers may be shortened, compare them",
    ),
    "issue.office_broken": ("document bureautique illisible", "an office document that cannot be read"),
    "issue.office_locked": ("document bureautique protégé par mot de passe", "an office document that asks for a password"),
    "issue.office_external": (
        "des parties gardées hors du fichier ne sont pas chargées : demandez un fichier complet",
        "parts kept outside the file are not fetched: ask for a whole file",
    ),
    "issue.format_not_read_yet": ("ce format n'est pas lu", "this format is not read"),
    "issue.reader_interrupted": ("la lecture s'est arrêtée sans réponse", "the reading ended without an answer"),
    "issue.reader_killed": ("lecture arrêtée : trop longue ou trop gourmande", "the reading was stopped: too long or too greedy"),
    # its text
    "issue.no_text": ("aucun texte dans ce document", "no text in this document"),
    "issue.needs_ocr": ("image numérisée sans texte, non reconnue", "a scan without text, not recognised"),
    "issue.pages_need_ocr": ("pages sans texte, non reconnues", "pages without text, not recognised"),
    "issue.ocr_interrupted": ("reconnaissance de texte interrompue", "text recognition was interrupted"),
    "issue.ocr_no_text": ("aucun mot reconnu dans les images : à regarder à l'œil", "no word recognised in the pictures: look by eye"),
    "issue.ocr_weak": (
        "texte reconnu avec peu de certitude : comparez avec l'image, ou demandez le fichier d'origine",
        "text recognised with little confidence: compare with the image, or ask for the original file",
    ),
    "issue.ocr_straightened": (
        "page numérisée de travers, redressée avant lecture : comparez avec l'image",
        "scanned askew and set straight before reading: compare with the image",
    ),
    "issue.pictures_unread": (
        "les mots contenus dans les images ne sont pas lus : regardez-les à l'œil",
        "the words inside its pictures are not read: look at them by eye",
    ),
    "issue.words_in_pictures": (
        "des mots reconnus dans des images font partie du texte : comparez leurs citations avec la page",
        "words recognised in pictures are among the text: compare their quotes with the page",
    ),
    "issue.text_as_outlines": (
        "les lettres sont dessinées, pas écrites en texte : comparez chaque citation avec l'image, ou demandez un PDF avec texte",
        "the letters are drawn, not written as text: compare every quote with the image, or ask for a PDF with text",
    ),
    "issue.odd_characters": (
        "caractères invisibles ou chiffres d'une autre écriture : comparez avec l'original",
        "invisible characters or figures of another script: compare with the original",
    ),
    "issue.wrong_encoding": (
        "la page annonce un encodage qui n'est pas le sien : vérifiez ses accents",
        "the page announces an encoding that is not its own: check its accents",
    ),
    "issue.cookie_wall": (
        "une demande d'accord (cookies) cache la page : enregistrez-la depuis un navigateur après avoir accepté, ou demandez le PDF",
        "a consent wall (cookies) hides the page: save it from a browser after accepting, or ask for the PDF",
    ),
    "issue.page_empty": (
        "la page ne montre rien sans programme : enregistrez-la depuis un navigateur, ou demandez le PDF",
        "the page shows nothing without a program: save it from a browser, or ask for the PDF",
    ),
    # the crawl
    "issue.files_not_taken": (
        "ses pages mènent à des fichiers qui n'ont pas été pris : lisez-les à part s'ils disent plus",
        "its pages link to files that were not taken: read them apart when they say more",
    ),
    "issue.crawl_cut": ("visite arrêtée avant la fin", "the visit stopped before its end"),
    "issue.crawl_died": ("la visite s'est arrêtée brutalement", "the visit ended abruptly"),
    "issue.crawl_error": ("la visite a échoué sur une page", "the visit failed on a page"),
    "issue.crawl_failed": ("la visite a échoué", "the visit failed"),
    "issue.address_refused": ("adresse trop longue, non suivie", "an address that is too long, not followed"),
    "issue.address_repeated": ("la même adresse est donnée plusieurs fois", "the same address is given several times"),
    "issue.bad_manifest_date": ("date illisible dans le manifeste du dossier", "an unreadable date in the folder's manifest"),
    "issue.broken_link": ("lien rompu sur la page de la commune", "a broken link on the town's page"),
    "issue.document_gone": ("le document n'est plus en ligne ; la copie est gardée", "the document is no longer online; the copy is kept"),
    "issue.export_closed": ("l'export des données est fermé", "the data export is closed"),
    "issue.javascript_listing": ("la liste n'apparaît qu'avec un programme", "the listing appears only with a program"),
    "issue.javascript_only": ("le site n'apparaît qu'avec un programme", "the site appears only with a program"),
    "issue.no_record_behind_link": ("aucun document derrière ce lien", "no document behind this link"),
    "issue.page_limit": ("limite de pages atteinte", "the limit of pages was reached"),
    "issue.page_loop": ("les pages tournent en rond", "the pages go round in a circle"),
    "issue.pages_closed": ("les pages suivantes sont fermées", "the following pages are closed"),
    "issue.rest_closed": ("l'interface du site est fermée", "the site's interface is closed"),
    "issue.rest_unreadable": ("l'interface du site répond de façon illisible", "the site's interface answers unreadably"),
    "issue.result_limit": ("le site limite le nombre de résultats", "the site limits the number of results"),
    "issue.search_form": ("les documents sont derrière un formulaire de recherche", "the documents are behind a search form"),
    "issue.silent_years": ("des années sans aucun document", "years without any document"),
    "issue.site_moved": ("le site a changé d'adresse", "the site has moved"),
    "issue.sitemap_depth": ("plan du site trop profond, lu en partie", "a site map that is too deep, read in part"),
    "issue.soft_404": ("page absente, bien que le site réponde", "an absent page, although the site answers"),
    "issue.year_absent": ("une année manque dans les données", "a year is missing from the data"),
    # what is read in minutes
    "issue.low_confidence": ("découpage en actes peu sûr : à relire", "a doubtful cutting into acts: to be read again"),
    "issue.no_segmentation": ("document lu, mais non découpé en actes", "a document that is read, but not cut into acts"),
    "issue.no_date": ("date de séance introuvable", "no date of the sitting was found"),
    "issue.no_title": ("acte sans titre lisible", "an act without a readable title"),
    "issue.date_disagrees": ("deux dates de séance se contredisent", "two dates of the sitting disagree"),
    "issue.border_lost": ("une limite d'acte tracée à la main n'est plus retrouvée", "a border drawn by hand is no longer found"),
    "issue.number_repeated": ("le même numéro porté par plusieurs actes : tous sont gardés", "one number on several acts: all are kept"),
    "issue.number_conflict": (
        "deux documents donnent le même numéro à des actes différents",
        "two documents give one number to different acts",
    ),
    "issue.act_met_twice": ("un acte rencontré deux fois", "an act that was met twice"),
    "issue.act_not_in_text": (
        "un acte dont les mots ne sont pas dans le texte : laissé de côté",
        "an act whose words are not in the text: left out",
    ),
    "issue.amount_outside_act": ("un montant hors de son acte : laissé de côté", "an amount outside its act: left out"),
    "issue.outcome_conflict": (
        "deux documents donnent des issues différentes au même acte",
        "two documents give one act different outcomes",
    ),
    # bringing it together
    "issue.document_misplaced": (
        "document d'une assemblée que la commune ne déclare pas",
        "a document of a body that the town does not declare",
    ),
    "issue.item_invalid": ("une ligne de relevé est invalide", "a line of a run is invalid"),
    "issue.run_incomplete": ("un relevé terminé est incomplet", "a finished run is incomplete"),
    "issue.run_misplaced": ("un relevé est rangé au mauvais endroit", "a run lies in the wrong place"),
    "issue.run_refused": ("un relevé a été refusé", "a run was refused"),
    "issue.run_unreadable": ("un relevé est illisible", "a run cannot be read"),
    "issue.unknown_content": ("un texte a été lu dont aucun relevé ne garde le document", "a text was read whose document no run holds"),
    "issue.stale_judgement": (
        "un jugement n'est plus retrouvé dans la relecture : à revoir",
        "a judgement is no longer found: to be seen again",
    ),
    "issue.pledge_changed": (
        "une promesse jugée a changé de mots dans son fichier : les mots jugés restent",
        "a judged pledge has new words in its file: the judged words stay",
    ),
    "issue.pledge_withdrawn": (
        "une promesse jugée n'est plus dans son fichier : elle est gardée",
        "a judged pledge is gone from its file: it is kept",
    ),
    # a programme
    "issue.running_heads": ("mis de côté, répété de page en page : {shown}", "set aside, running from page to page: {shown}"),
    "issue.site_frame": (
        "mis de côté, dit par la plupart des pages du site : {shown}",
        "set aside, said by most pages of the site: {shown}",
    ),
    "issue.copies": (
        "documents qui sont des copies d'autres, lus une seule fois : {n}",
        "documents that are copies of others, read once: {n}",
    ),
    "issue.no_french": (
        "aucun texte en français ({told}) : les mesures sont lues comme du français, vérifiez-les toutes",
        "no French text was found ({told}): the measures are read as French, check every one",
    ),
    "issue.other_language": (
        "page {pages} : {n} passages dans une autre langue (« {sample} ») sont laissés, ceux en français sont gardés",
        "page {pages}: {n} passages in another language (“{sample}”) are left out, the French ones are kept",
    ),
    "issue.id_reworded": (
        "l'identifiant {ident} disait « {words} » à la lecture précédente : les mots ont changé, revoyez ce qui en a été décidé",
        "the id {ident} said “{words}” at the reading before: other words, look at what was decided on it",
    ),
    "issue.id_changed": (
        "l'identifiant {ident} était {old} à la lecture précédente pour les mêmes mots : rendez-lui l'ancien",
        "the id {ident} was {old} at the reading before for the same words: give it its old id back",
    ),
    "issue.ids_gone": (
        "identifiants de la lecture précédente disparus ({n}) : {keys}",
        "ids of the reading before that are gone ({n}): {keys}",
    ),
    "issue.http": ("le site répond par une erreur ({n})", "the site answers with an error ({n})"),
}
