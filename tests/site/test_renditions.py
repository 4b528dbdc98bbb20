"""What is made of a picture is known before a single pixel is."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diptych.model.article import Image
from diptych.model.asset import Asset
from diptych.model.body import Gist
from diptych.model.config import ImageSettings, Quality
from diptych.site.renditions import all_renditions, crops, renditions, shown_renditions
from tests.magazine import article, config, site

SETTINGS = ImageSettings(widths=(320, 640), formats=("avif", "webp"))
PHOTO = Asset(
    path="content/startups/L'été à Fès.jpg",
    url="/assets/startups/L'été à Fès.jpg",
    width=1600,
    height=900,
    media_type="image/jpeg",
    digest="ab" * 16,
)

pictures = st.builds(
    Asset,
    path=st.just("content/a/b.png"),
    url=st.just("/assets/a/b.png"),
    width=st.integers(1, 9_000),
    height=st.integers(1, 5_000),
    media_type=st.sampled_from(["image/jpeg", "image/png", "image/webp", "image/avif"]),
    digest=st.just("cd" * 16),
)
choices = st.builds(
    ImageSettings,
    widths=st.lists(st.integers(16, 4_000), max_size=4, unique=True).map(sorted).map(tuple),
    formats=st.permutations(["avif", "webp"]).map(tuple),
)


def widths(asset, settings=SETTINGS):
    return [one.width for one in renditions(asset, settings)[-1]]


def types(asset, settings=SETTINGS):
    return [sizes[0].media_type.removeprefix("image/") for sizes in renditions(asset, settings)]


def test_a_picture_is_offered_up_to_its_own_width_and_the_widest_setting():
    assert widths(PHOTO) == [320, 640]
    assert widths(replace(PHOTO, width=500)) == [320, 500]
    assert widths(replace(PHOTO, width=100)) == [100]
    assert widths(PHOTO, replace(SETTINGS, widths=())) == [1600]


def test_the_last_format_is_one_that_everything_reads():
    assert types(PHOTO) == ["avif", "webp", "jpeg"]
    assert types(replace(PHOTO, media_type="image/webp")) == ["avif", "webp"]
    assert types(replace(PHOTO, media_type="image/avif")) == ["avif", "webp"]
    assert types(PHOTO, replace(SETTINGS, formats=())) == ["jpeg"]


def test_a_picture_too_long_for_webp_does_without():
    assert types(replace(PHOTO, width=600, height=16_384)) == ["avif", "jpeg"]


def test_a_name_tells_the_source_the_width_and_what_it_was_made_from():
    (_, _, own) = renditions(PHOTO, SETTINGS)
    folder, name = own[0].url.rsplit("/", 1)
    stem, digest, suffix = name.split(".")
    assert (folder, stem, suffix) == ("/assets/img", "l-ete-a-fes-320", "jpg")
    edited = renditions(replace(PHOTO, digest="00" * 16), SETTINGS)[-1][0]
    coarser = renditions(PHOTO, replace(SETTINGS, quality=Quality(jpeg=50)))[-1][0]
    assert len({own[0].url, edited.url, coarser.url}) == 3
    assert len(digest) == 12


def test_one_file_in_two_folders_is_made_once():
    twin = replace(PHOTO, path="content/other/L'été à Fès.jpg")
    assert [one.url for one in all_renditions(twin, SETTINGS)] == [
        one.url for one in all_renditions(PHOTO, SETTINGS)
    ]


def test_another_quality_of_one_format_leaves_the_others():
    before = renditions(PHOTO, SETTINGS)
    after = renditions(PHOTO, replace(SETTINGS, quality=Quality(webp=50)))
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True]


def test_a_lead_image_is_cut_from_its_middle_in_three_shapes():
    wide = replace(PHOTO, width=3200, height=1800)
    told = [(one.width, one.height, one.box) for one in crops(wide, SETTINGS)]
    assert told == [
        (1200, 675, (0, 0, 3200, 1800)),
        (1200, 900, (400, 0, 2800, 1800)),
        (1200, 1200, (700, 0, 2500, 1800)),
    ]
    assert [one.width for one in crops(PHOTO, SETTINGS)] == [1200, 1200, 900]


@given(pictures, choices)
def test_nothing_is_enlarged_or_distorted_and_all_is_inside(asset, settings):
    for one in all_renditions(asset, settings):
        left, upper, right, lower = one.box or (0, 0, asset.width, asset.height)
        assert 0 <= left < right <= asset.width
        assert 0 <= upper < lower <= asset.height
        assert 1 <= one.width <= right - left
        assert 1 <= one.height <= lower - upper
        assert abs(one.height - (lower - upper) * one.width / (right - left)) <= 1
    urls = [one.url for sizes in renditions(asset, settings) for one in sizes]
    assert len(set(urls)) == len(urls)


def test_what_nothing_shows_is_not_made_and_an_authors_portrait_has_no_crops():
    lead = replace(PHOTO, path="content/startups/lead.jpg")
    inside = replace(PHOTO, path="content/startups/inside.jpg")
    unused = replace(PHOTO, path="content/startups/unused.jpg")
    found = site(
        article(image=Image(src=lead.path)),
        assets={one.path: one for one in (lead, inside, unused)},
        settings=config(images=SETTINGS),
    )
    made = shown_renditions(found, {"startups/a.fr": Gist(pictures=(inside.path,))})
    assert {one.path for one in made} == {lead.path, inside.path}
    assert {one.path for one in made if one.box} == {lead.path}
    moving = replace(lead, digest="")
    still = site(article(image=Image(src=lead.path)), assets={lead.path: moving})
    assert shown_renditions(still, {}) == ()
