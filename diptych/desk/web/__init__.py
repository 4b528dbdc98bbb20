"""The web, as far as links lead there: asked only when an author wants it.

`asking` sends a request to one address, `visiting` to many without haste, `visits` remembers what
was answered. What an answer means for a text is the check's affair.
"""
