"""Photos that people send: what is seen is kept, all else is gone, and no file hangs or kills the site."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from titiktemu.documents import apart
from titiktemu.documents.pictures import SHEET, SMALL, taken_photo
from titiktemu.documents.tests.files import BLUE, CAMERA, HEIC, JPEG, RED, camera_notes, halves, photo
from titiktemu.foundation.errors import RuleBroken

GREY = (115, 115, 115)


def saved(image, kind="JPEG", **told):
    into = io.BytesIO()
    image.save(into, kind, **told)
    return into.getvalue()


@pytest.fixture
def taken(tmp_path):
    """Have a photo taken in; gives the picture."""

    def take(content, *longest):
        source = tmp_path / "came"
        source.write_bytes(content)
        return taken_photo(source, tmp_path, *(longest or (SHEET,)))[0]

    return take


def opened(picture):
    return Image.open(io.BytesIO(picture.path.read_bytes()))


def close(one, other):
    return all(abs(a - b) < 25 for a, b in zip(one, other, strict=True))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, data=b"", more=b""):
    """A PNG of grey points, whatever its data says."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "least"),
    [
        (JPEG, "a JPEG"),
        (photo("PNG"), "a PNG"),
        (HEIC, "a HEIC of a phone"),
        (photo(mode="CMYK"), "a JPEG for print"),
        (photo(progressive=True), "a progressive JPEG"),
        (photo("PNG", mode="P"), "a PNG with a palette"),
        (photo("PNG", mode="RGBA"), "a PNG that can be seen through"),
        (
            saved(halves(), "MPO", save_all=True, append_images=[halves().rotate(180)]),
            "two pictures in one JPEG",
        ),
        (saved(halves(), "PNG", save_all=True, append_images=[halves().rotate(180)]), "a PNG that moves"),
    ],
)
def test_every_kind_of_photo_becomes_a_jpeg_that_shows_the_same(taken, content, least):
    picture = taken(content)
    kept = opened(picture)
    assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (96, 64)), least
    assert (picture.width, picture.height) == (96, 64)
    assert close(kept.getpixel((10, 32)), RED)
    assert close(kept.getpixel((86, 32)), BLUE)
    assert getattr(kept, "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["L", "1", "I;16", "LA"])
def test_grey_pictures_of_any_depth_stay_grey(taken, mode):
    source = Image.new("L", (40, 20), 115)
    if mode == "I;16":
        source = Image.new("I;16", (40, 20), 115 * 257)
    content = saved(source if mode == "I;16" else source.convert(mode), "PNG")
    found = opened(taken(content)).getpixel((20, 10))
    assert mode == "1" or close(found, GREY)
    assert max(found) - min(found) < 3 or mode == "1"


def test_what_can_be_seen_through_stands_on_white(taken):
    assert close(
        opened(taken(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))).getpixel((9, 9)), (255,) * 3
    )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_of_a_camera_held_askew_stands_upright(taken, orientation):
    # What it must look like, by the pixels: as Pillow turns it, which is not how we do.
    source = halves((96, 64))
    source.paste((255, 255, 0), (0, 0, 24, 24))
    content = saved(source, exif=camera_notes(orientation), quality=95)
    turns = {
        1: lambda one: one, 2: lambda one: one[:, ::-1], 3: lambda one: one[::-1, ::-1],
        4: lambda one: one[::-1],
        5: lambda one: one.transpose(1, 0, 2), 6: lambda one: one.transpose(1, 0, 2)[:, ::-1],
        7: lambda one: one[::-1, ::-1].transpose(1, 0, 2), 8: lambda one: one.transpose(1, 0, 2)[::-1],
    }  # fmt: skip
    wanted = turns[orientation](np.asarray(source).astype(int))
    found = np.asarray(opened(taken(content))).astype(int)
    assert found.shape == wanted.shape
    assert abs(found - wanted).mean() < 12


def test_nothing_that_was_written_into_the_file_is_kept(taken):
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", CAMERA)
    told = {"exif": camera_notes(6), "xmp": CAMERA.encode(), "comment": CAMERA, "icc_profile": icc}
    sources = [photo(**told), saved(halves(), "PNG", pnginfo=hidden, exif=camera_notes()), HEIC]
    for content in sources:
        assert CAMERA.encode() in content
        kept = taken(content)
        bare = kept.path.read_bytes()
        assert CAMERA.encode() not in bare
        assert b"Exif" not in bare
        found = opened(kept)
        assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
        assert dict(found.getexif()) == {}
        # By the segments themselves: only those that a decoder needs (JFIF, tables, frame, scan).
        assert segments(bare) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


def segments(content):
    """The markers of a JPEG up to its picture, read by hand."""
    found, place = set(), 2
    while content[place + 1] != 0xDA:
        found.add(content[place + 1])
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return found | {0xDA}


def test_colours_of_another_space_are_brought_into_srgb(taken):
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    profile = ImageCms.ImageCmsProfile(srgb).tobytes()
    assert close(opened(taken(photo(icc_profile=profile))).getpixel((10, 32)), RED)
    # A profile that does not fit, or is broken, costs nothing but itself.
    for wrong in (ImageCms.ImageCmsProfile(lab).tobytes(), b"\0" * 200, profile[:90]):
        assert close(opened(taken(photo(icc_profile=wrong))).getpixel((10, 32)), RED)


def test_a_large_photo_is_scaled_and_a_list_gets_a_small_one(tmp_path):
    source = tmp_path / "came"
    source.write_bytes(photo(size=(6000, 4500)))
    large, small = taken_photo(source, tmp_path, SHEET, SMALL)
    assert (large.width, large.height) == (2560, 1920)
    assert (small.width, small.height) == (480, 360)
    assert opened(small).size == (480, 360)
    assert close(opened(large).getpixel((2500, 900)), BLUE)


def test_a_very_long_strip_keeps_at_least_a_line(taken):
    assert opened(taken(photo(size=(9000, 1)))).size == (2560, 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a photo"),
        (saved(halves(), "GIF"), "not a photo"),
        (b"MZ" + bytes(200), "not a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a photo"),
        (b"%PDF-1.7 ...", "not a photo"),
        (JPEG[:400], "damaged"),
        (photo("PNG", size=(300, 300))[:-80], "damaged"),
        (HEIC[:-300], "damaged"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(64), "damaged"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64) + b"\xff\xd9", "damaged"),
        (png(60_000, 60_000), "60000 × 60000 points"),
        (png(2**31 - 1, 2**31 - 1), "points|damaged"),
        (png(0, 5), "damaged"),
        (png(4000, 4000, zlib.compress(bytes(5000))), "damaged"),
        (png(9, 9, b"", chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(300_000_000)))), "damaged"),
    ],
)
def test_bombs_fragments_and_strangers_are_told_in_a_sentence(taken, content, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        taken(content)


def test_a_picture_that_unpacks_to_more_than_it_says_gives_what_it_says(taken):
    lines = b"".join(b"\0" + b"\x80" * 9 for _line in range(9))
    content = png(9, 9, zlib.compress(lines + bytes(200_000_000)))
    assert opened(taken(content)).size == (9, 9)


@pytest.mark.parametrize("behind", [b"PK\x03\x04 a zip", b"<script>alert(1)</script>", b"%PDF-1.7 and more"])
def test_a_second_file_that_hides_in_a_photo_stays_behind(taken, behind):
    for content in (
        JPEG + behind,
        photo("PNG") + behind,
        JPEG[:2] + b"\xff\xfe" + struct.pack(">H", len(behind) + 2) + behind + JPEG[2:],
    ):
        assert behind not in taken(content).path.read_bytes()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(JPEG) - 1), flipped=st.integers(1, 255), cut=st.integers(0, len(JPEG)))
def test_a_damaged_photo_is_either_a_clean_picture_or_a_sentence(taken, place, flipped, cut):
    content = bytearray(JPEG[: max(cut, 3)] if cut % 2 else JPEG)
    content[min(place, len(content) - 1)] ^= flipped
    try:
        found = segments(taken(bytes(content)).path.read_bytes())
    except RuleBroken:
        found = set()
    assert found <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


def test_the_same_photo_gives_the_same_bytes(taken):
    assert taken(HEIC).path.read_bytes() == taken(HEIC).path.read_bytes()


def test_a_process_that_dies_or_takes_too_long_is_a_sentence_and_our_own_fault_is_an_error(
    taken, monkeypatch
):
    monkeypatch.setattr(apart, "PATIENCE", 0.001)
    with pytest.raises(RuleBroken, match="more time or memory"):
        taken(JPEG)
    monkeypatch.undo()
    monkeypatch.setattr(apart.sys, "path", [])
    with pytest.raises(RuntimeError, match="could not begin"):
        taken(JPEG)


def test_the_process_gets_no_secret_of_ours(monkeypatch):
    told = {}
    monkeypatch.setenv("DATABASE_URL", "postgres://rahasia")
    monkeypatch.setattr(apart.subprocess, "run", lambda _command, *, env, **_more: told.update(env) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apart.look("photo")
    assert not any("rahasia" in value for value in told.values())
    assert set(told) <= {*apart.HANDED_ON, "PYTHONPATH", "MALLOC_ARENA_MAX", "PYTHONUTF8"}
