"""A photo as it came, made into a picture that shows the same and tells nothing else.

Whatever is in the file beside the points of its first picture stays behind: place and time, names,
thumbnails, a second picture, comments, and anything that somebody hid in it.
"""

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pi_heif import register_heif_opener
from PIL import Image, ImageCms

from titiktemu.documents.looking.unfit import Unfit
from titiktemu.documents.signatures import HEIC, JPEG, PNG, media_type_of

MILLION: Final = 1_000_000
MOST_POINTS: Final = {JPEG: 125 * MILLION, PNG: 50 * MILLION, HEIC: 50 * MILLION}
"""Told by the head of the file, before anything is unpacked. A JPEG is unpacked at a fraction of its size."""
MOST_POINTS_IN_STEPS: Final = 50 * MILLION
"""Of a JPEG that is drawn finer step by step (progressive): it has to be held whole."""
READERS: Final = {JPEG: ("JPEG",), PNG: ("PNG",), HEIC: ("HEIF",)}
QUALITY: Final = 86
ORIENTATION: Final = 0x0112
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What a camera that was held askew asks for."""
KEPT_MODES: Final = frozenset({"L", "RGB", "CMYK"})
BITS_MORE: Final = 256


def take_photo(path: Path, folder: Path, longest: Sequence[int]) -> list[dict[str, Any]]:
    """Write the picture once for each longest edge, as JPEG in sRGB; gives name, width and height of each.

    Unfit for what is no photo, damaged, or larger than may be.
    """
    kind = media_type_of(path)
    if kind not in READERS:
        raise Unfit("kind")
    # Its own warning comes late, and at other numbers; ours is asked below.
    Image.MAX_IMAGE_PIXELS = None
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    try:
        with Image.open(path, formats=READERS[kind]) as image:
            _check_points(image, kind)
            picture = _opened(image, max(longest))
        return [_written(picture, folder, edge) for edge in longest]
    except (Unfit, MemoryError):
        raise
    except Exception as error:
        # A damaged picture fails in as many ways as there are; all mean the same to the person.
        raise Unfit("damaged") from error


def _check_points(image: Image.Image, kind: str) -> None:
    in_steps = kind == JPEG and bool(image.info.get("progressive"))
    most = MOST_POINTS_IN_STEPS if in_steps else MOST_POINTS[kind]
    width, height = image.size
    if width * height > most:
        raise Unfit("points", width=width, height=height, most=most // MILLION)


def _opened(image: Image.Image, longest: int) -> Image.Image:
    """The picture upright, in sRGB and no larger than needed."""
    size = _fitted(image.size, longest)
    image.draft("RGB", size)
    image.load()
    turn = _turn_of(image)
    profile = image.info.get("icc_profile")
    picture = _in_sight(_plain(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))
    picture = _as_srgb(picture, profile if isinstance(profile, bytes) else b"")
    return picture.transpose(turn) if turn is not None else picture


def _fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    width, height = size
    edge = max(width, height)
    if edge <= longest:
        return width, height
    return max(1, round(width * longest / edge)), max(1, round(height * longest / edge))


def _turn_of(image: Image.Image) -> Image.Transpose | None:
    with contextlib.suppress(Exception):  # what is said of it may be damaged where the picture is not
        return TURNS.get(image.getexif().get(ORIENTATION, 1))
    return None


def _plain(image: Image.Image) -> Image.Image:
    """Without palettes and steps finer than eight bits, so that it can be made smaller."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / BITS_MORE)).convert("L")
    if image.mode in {"P", "PA"}:
        return image.convert("RGBA")
    if image.mode in {*KEPT_MODES, "RGBA", "LA"}:
        return image
    return image.convert("RGB")


def _in_sight(picture: Image.Image) -> Image.Image:
    """What can be seen through stands on white, as on paper."""
    if picture.mode in KEPT_MODES:
        return picture
    seen = picture.convert("RGBA")
    sheet = Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen.getchannel("A"))
    return sheet


def _as_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if turned is not None:
                return turned
    return picture.convert("RGB")


def _written(picture: Image.Image, folder: Path, edge: int) -> dict[str, Any]:
    size = _fitted(picture.size, edge)
    # A new sheet: nothing that the old one knew of itself comes along.
    bare = Image.new("RGB", size)
    bare.paste(picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS))
    name = f"picture-{edge}.jpg"
    bare.save(folder / name, "JPEG", quality=QUALITY, optimize=True)
    return {"name": name, "width": size[0], "height": size[1]}
