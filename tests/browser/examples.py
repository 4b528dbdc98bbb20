"""Parameters of tests that look at each kind of page: its name, and its locale if that matters."""

import pytest

from audits.sample import KINDS

EVERY = [(kind, locale) for kind, each in KINDS.items() for locale in each.at]
ONE_OF_EACH = [(kind, next(iter(each.at))) for kind, each in KINDS.items()]

every_example = pytest.mark.parametrize("place", EVERY, ids="-".join)
each_kind = pytest.mark.parametrize("place", ONE_OF_EACH, ids=[kind for kind, _ in ONE_OF_EACH])
