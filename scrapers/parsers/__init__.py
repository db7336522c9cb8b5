"""Pure functions from a document's text to items: no file, no network, no clock.

Where to look, by what is wrong:
- which documents give acts: `kinds`, `bodies`; the order of work: `document`, `minutes`, `single`, `official_list`
- where acts begin: `segment` tries the `ways` (`references`, `learned`, `ordinals`, `chains`, `capitals`, `villages`, `agenda`, `align`),
  `evidence` and `confidence` weigh them, `merging` and `nesting` drop copies and parts, `borders` takes a person's word
- what an act is: `acts`, `decisions`, `stops`; its title: `titles`, `title_lines`, `title_end`, `title_words`; its number: `numbering`
- votes: `votes`, `outcomes`, `counts`, `voters`, `ballots`, `speech`, and their words in `outcomes_words`, `counts_words`
- money: `amounts` and `amount_*`; how far an act goes: `stage`, `stage_words`
- the sitting: `sitting`, `sitting_score`, `dates`, `stamps`, `attendance`, `attendance_head`, `attendance_names`
- data files (SCDL, Mégalis, DECP, subsidies): `records`
- the text itself: `text`, `heads` (running heads), `view`, `listing`, `letters`, `numbers`

Nothing is imported here: a crawl wants the dates alone, and reading them all would be half of its start.
"""
