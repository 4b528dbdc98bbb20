"""Which language the command line speaks: known before its arguments are parsed.

Help and usage errors are said while they are parsed, so `--lang` is looked for first.
"""

from collections.abc import Mapping, Sequence

from diptych.messages import Speaker, choose_language

LANG = "--lang"


def speaker_for(arguments: Sequence[str], environ: Mapping[str, str]) -> Speaker:
    """Return who speaks to the user: in the language of `--lang`, wherever it stands, or theirs."""
    return Speaker(choose_language(_option(arguments), environ))


def _option(arguments: Sequence[str]) -> str | None:
    for place, argument in enumerate(arguments):
        if argument == LANG:
            return next(iter(arguments[place + 1 :]), None)
        if argument.startswith(f"{LANG}="):
            return argument.removeprefix(f"{LANG}=")
    return None
