"""Between two moments that count, the clock changes nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from diptych.site.index import index
from diptych.site.plan import plan
from diptych.site.spans import span
from diptych.site.states import Preview
from diptych.site.view import View
from tests.magazine import NOW, REGISTRY, article, config, edition

HOURS = st.integers(-80, 80).map(lambda hours: NOW + timedelta(hours=hours))


def at(now, articles):
    """Return all that the clock decides of these articles."""
    site = index(config(), REGISTRY, articles, now=now, preview=Preview())
    told = View(edition(*articles, now=now))
    return plan(site, ()).value, told.today(), told.recent_news()


@given(
    st.lists(st.tuples(HOURS, st.none() | HOURS), min_size=1, max_size=4),
    HOURS,
    st.integers(0, 10_000),
)
def test_any_clock_within_the_span_makes_the_same_site(dates, now, part):
    articles = [
        article(f"startups/s{number}", date=date, publish_at=date, expires_at=expiry)
        for number, (date, expiry) in enumerate(dates)
    ]
    since, until = span(now, articles, ())
    assert since <= now < until
    last = until - timedelta(microseconds=1)
    other = since + (last - since) * part / 10_000
    assert at(now, articles) == at(other, articles) == at(since, articles) == at(last, articles)


def test_a_comment_to_come_ends_the_span():
    tomorrow = NOW.replace(hour=23)
    assert span(NOW, (), [tomorrow]) == (datetime(2026, 6, 1, tzinfo=UTC), tomorrow)


def test_a_span_ends_with_the_day():
    assert span(NOW, (), ()) == (
        datetime(2026, 6, 1, tzinfo=UTC),
        datetime(2026, 6, 2, tzinfo=UTC),
    )
