"""The demo's photos: drawn by code, without people, and marked as invented."""

import io
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from titiktemu.foundation.actors import Actor
from titiktemu.meetings.models import Attendance, Meeting
from titiktemu.meetings.services.photos import add_photo, mark_no_photo

SIZE: Final = (1280, 860)
WALL, FLOOR, INK, BOARD = (236, 229, 216), (176, 148, 118), (70, 64, 58), (250, 248, 243)
CARDS: Final = ((255, 221, 128), (158, 207, 176), (150, 190, 226), (240, 170, 150))
LABEL: Final = "Gambar rekaan, tanpa orang"


def tell_photos(facilitator: Actor, meeting: Meeting) -> None:
    """Two drawings for a meeting that was held, and one person who wants to be on no photo."""
    told = (
        (
            _wall(),
            "Dinding aula dengan kartu berwarna dari kedua pihak (gambar rekaan)",
            "The wall of a hall with coloured cards of both sides (invented picture)",
        ),
        (
            _table(),
            "Meja kosong dengan peta sebab yang belum selesai (gambar rekaan)",
            "An empty table with an unfinished map of causes (invented picture)",
        ),
    )
    for drawn, caption, caption_en in told:
        add_photo(
            actor=facilitator,
            meeting=meeting,
            file=io.BytesIO(drawn),
            caption=caption,
            caption_en=caption_en,
            taken_by="helper",
            asked="Tidak ada orang di gambar ini (rekaan).",
            agreed_to_keep=True,
            agreed_to_public=True,
        )
    someone = Attendance.objects.filter(meeting=meeting, struck_at=None).order_by("pk").first()
    if someone is not None:
        someone.meeting = meeting
        mark_no_photo(actor=facilitator, attendance=someone, wanted=True)


def _hall() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 640, *SIZE), fill=FLOOR)
    for window in (60, 1080):
        draw.rectangle((window, 90, window + 140, 360), fill=(205, 226, 238), outline=INK, width=6)
        draw.line((window + 70, 90, window + 70, 360), fill=INK, width=4)
    return image, draw


def _finished(image: Image.Image, draw: ImageDraw.ImageDraw) -> bytes:
    draw.rectangle((0, SIZE[1] - 56, *SIZE), fill=INK)
    draw.text((24, SIZE[1] - 46), LABEL, fill=BOARD, font=ImageFont.load_default(28))
    into = io.BytesIO()
    image.save(into, "PNG")
    return into.getvalue()


def _wall() -> bytes:
    image, draw = _hall()
    draw.rectangle((270, 70, 1010, 600), fill=BOARD, outline=INK, width=8)
    for number in range(20):
        column, row = number % 5, number // 5
        left, top = 310 + column * 138, 105 + row * 120 + (column % 2) * 10
        draw.rectangle((left, top, left + 112, top + 84), fill=CARDS[(number * 3 + row) % 4])
        for line in range(3):
            draw.line(
                (left + 12, top + 20 + line * 20, left + 96 - line * 14, top + 20 + line * 20), fill=INK
            )
    return _finished(image, draw)


def _table() -> bytes:
    image, draw = _hall()
    draw.polygon(((220, 480), (1060, 480), (1200, 790), (80, 790)), fill=(205, 176, 140), outline=INK)
    draw.polygon(((330, 510), (950, 510), (1030, 740), (250, 740)), fill=BOARD)
    places = ((430, 545), (640, 535), (830, 550), (400, 650), (640, 640), (880, 655))
    for start, end in ((0, 1), (1, 2), (3, 1), (4, 2), (4, 5)):
        draw.line((*places[start], *places[end]), fill=INK, width=4)
    for number, (left, top) in enumerate(places):
        draw.rectangle(
            (left - 52, top - 26, left + 52, top + 26), fill=CARDS[number % 4], outline=INK, width=2
        )
    return _finished(image, draw)
