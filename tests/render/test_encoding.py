"""Pictures are encoded alike everywhere, and tell nothing but what they show."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from diptych.model.config import ImageSettings
from diptych.render.encoding import UndecodableError, encode, usable
from diptych.site.renditions import Rendition
from tests.oddities import photograph_with_position, png
from tests.oddities import picture as noise

TYPES = ["image/avif", "image/webp", "image/jpeg", "image/png"]
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def wanted(media_type="image/webp", size=(32, 24), box=None):
    return Rendition(
        url="/x",
        path="x",
        digest="",
        media_type=media_type,
        width=size[0],
        height=size[1],
        quality=0 if media_type == "image/png" else 70,
        box=box,
    )


def made(data, *args, **how):
    (found,) = encode(data, [wanted(*args, **how)])
    image = Image.open(BytesIO(found))
    image.load()
    return image


def saved(image, kind="PNG", **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("media_type", TYPES)
def test_a_rendition_has_its_format_and_size(media_type):
    image = made(noise("JPEG"), media_type)
    assert Image.MIME[image.format] == media_type
    assert image.size == (32, 24)


@pytest.mark.parametrize("media_type", TYPES)
def test_where_a_picture_was_taken_and_with_what_is_not_told(media_type):
    exif = Image.Exif()
    exif[0x010F] = "Camera of a source"
    exif[0x8825] = {1: "N", 2: (33.5, 32.0, 0.0)}
    given = {"exif": exif, "comment": b"a secret", "xmp": b"<x:xmpmeta>a secret</x:xmpmeta>"}
    for data in (noise("JPEG", **given), photograph_with_position()):
        (found,) = encode(data, [wanted(media_type)])
        image = Image.open(BytesIO(found))
        assert dict(image.getexif()) == {}
        assert not {"exif", "xmp", "comment"} & image.info.keys()
        assert b"secret" not in found
        assert b"Camera" not in found


def test_a_picture_that_a_camera_turned_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # its right side is the top of the sensor
    sensor = Image.new("RGB", (40, 20), "red")
    sensor.paste("blue", (0, 0, 20, 20))
    image = made(saved(sensor, "PNG", exif=exif), "image/png", (20, 40))
    assert [image.getpixel((10, y)) for y in (5, 35)] == [(0, 0, 255), (255, 0, 0)]


@pytest.mark.parametrize("media_type", TYPES)
def test_a_colour_profile_is_kept(media_type):
    assert made(noise("JPEG", icc_profile=SRGB), media_type).info["icc_profile"] == SRGB
    assert not made(noise("JPEG"), media_type).info.get("icc_profile")


def test_a_profile_for_other_pixels_is_applied_and_let_go():
    grey = SRGB[:16] + b"GRAY" + SRGB[20:]
    image = made(saved(Image.new("L", (64, 48), 80), icc_profile=grey), "image/webp")
    assert not image.info.get("icc_profile")
    huge = saved(Image.new("RGB", (64, 48), "teal"), icc_profile=SRGB + b"\0" * 70_000)
    assert not made(huge, "image/jpeg").info.get("icc_profile")


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_kind_of_pixels_can_be_shown(mode, media_type):
    kind = "TIFF" if mode in {"CMYK", "YCbCr"} else "PNG"
    image = Image.new(mode, (64, 48))
    data = saved(image, "JPEG") if kind == "TIFF" else saved(image)
    assert made(data, media_type).size == (32, 24)


def test_sixteen_bits_a_pixel_are_not_clipped():
    data = saved(Image.new("I;16", (64, 48), 0x8000))
    assert made(data, "image/png").convert("L").getpixel((5, 5)) in range(126, 130)


@pytest.mark.parametrize("media_type", ["image/avif", "image/webp", "image/png"])
def test_what_is_transparent_stays_so(media_type):
    for image in (Image.new("RGBA", (64, 48)), Image.new("P", (64, 48))):
        options = {"transparency": 0} if image.mode == "P" else {}
        shown = made(saved(image, **options), media_type).convert("RGBA")
        assert shown.getpixel((5, 5))[3] == 0


def test_a_crop_shows_the_part_that_it_names():
    image = Image.new("RGB", (64, 48), "red")
    image.paste("blue", (32, 0, 64, 48))
    assert made(saved(image), "image/png", (16, 24), (32, 0, 64, 48)).getcolors() == [
        (16 * 24, (0, 0, 255))
    ]


def test_the_bytes_are_the_same_each_time_and_in_many_threads():
    data = noise("JPEG")
    orders = [wanted(kind, size) for kind in TYPES for size in ((64, 48), (40, 30))]
    first = encode(data, orders)
    assert encode(data, orders) == first
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: encode(data, orders), range(8))) == {first}


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", noise("JPEG")[:-300], noise("AVIF")[:-300], png(100, 100), noise("GIF")],
)
def test_what_cannot_be_decoded_is_told(data):
    with pytest.raises(UndecodableError):
        encode(data, [wanted()])


def test_a_machine_that_cannot_write_avif_says_so_and_does_without(monkeypatch):
    settings = ImageSettings()
    assert usable(settings, "config.toml") == (settings, ())
    monkeypatch.setattr("diptych.render.encoding.features.check", lambda _name: False)
    found, problems = usable(settings, "config.toml")
    assert found.formats == ("webp",)
    assert [(one.code, one.severity) for one in problems] == [("avif-unavailable", "warning")]
    assert usable(ImageSettings(formats=("webp",)), "config.toml").problems == ()
