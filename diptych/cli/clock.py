"""What time it is, for a build: what the user says, else what the environment says, else now."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from diptych.model.problem import Place, Problem, Result, config_error

_EPOCH = "SOURCE_DATE_EPOCH"
_SECONDS = re.compile(r"[0-9]{1,11}")
_YEARS = range(2, 9999)
"""Years that stay years in every time zone."""


def read_clock(option: str | None, environ: Mapping[str, str]) -> Result[datetime | None]:
    """Return the moment of a build, with an offset; None beside a problem.

    `option` is an ISO 8601 date or date-time, in UTC when it has no offset; SOURCE_DATE_EPOCH is in
    seconds (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    if option is not None:
        problem = config_error("clock-unreadable", Place(""), value=option)
        return _either(_from_iso(option), problem)
    if epoch := environ.get(_EPOCH):
        problem = config_error("epoch-unreadable", Place(""), value=epoch)
        return _either(_from_epoch(epoch), problem)
    return Result(datetime.now(UTC))


def _either(moment: datetime | None, problem: Problem) -> Result[datetime | None]:
    if moment is None or moment.year not in _YEARS:
        return Result(None, (problem,))
    return Result(moment)


def _from_iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_epoch(text: str) -> datetime | None:
    if not _SECONDS.fullmatch(text.strip()):
        return None
    return datetime.fromtimestamp(int(text), UTC)
