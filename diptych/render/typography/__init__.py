"""Typography: the rules of French and English on plain text, pure and idempotent.

`text` is what rules read, `english`, `french` and `french_blanks` are the rules, `setting` applies
them. HTML is `diptych.render.typeset`'s affair.
"""

from diptych.render.typography.setting import typeset_text

__all__ = ["typeset_text"]
