"""Facts: what a text states that a translation must state too, whatever the language.

`mentions` says what a fact is, `languages` how each language writes them; `words`, `moments` and
`numbers` find them, `reading` all of them, and `comparing` tells which of two texts has what the
other lacks. Pure: a text in, facts out.
"""
