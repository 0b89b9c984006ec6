"""Questionnaires of the tests, made through the real services."""

import io
from pathlib import Path

import xlsxwriter

from titiktemu.analysis.questionnaire.model import Choice, Form, Item, Kind
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.questionnaires.models import Questionnaire, Response, Wave
from titiktemu.questionnaires.models.responses import week_of
from titiktemu.questionnaires.services.questionnaires import create_questionnaire, open_wave
from titiktemu.questionnaires.xlsform.writing import as_workbook

ID, EN = "Bahasa Indonesia (id)", "English (en)"


def words(indonesian, english):
    return {ID: indonesian, EN: english}


YES_NO = (Choice("ya", words("Ya", "Yes")), Choice("tidak", words("Tidak", "No")))
SCALE = tuple(
    Choice(str(at), words(f"Langkah {at}", label))
    for at, label in enumerate(("Very bad", "Bad", "Neither", "Good", "Very good"), 1)
)
WATER = Form(
    title="Air bersih",
    form_id="air",
    languages=(ID, EN),
    default_language=ID,
    items=(
        Item(
            Kind.GROUP,
            "awal",
            words("Awal", "Beginning"),
            items=(
                Item(
                    Kind.SELECT_ONE, "pdam", words("Ada PDAM?", "Piped water?"), choices="yn", required=True
                ),
                Item(
                    Kind.INTEGER,
                    "umur",
                    words("Umur", "Age"),
                    constraint=". >= 17 and . <= 120",
                    constraint_message=words("17 tahun ke atas.", "Only from 17 years."),
                ),
            ),
        ),
        Item(
            Kind.SELECT_ONE,
            "mutu",
            words("Mutunya?", "How good is it?"),
            choices="skala",
            appearance="likert",
            relevant="${pdam} = 'ya'",
        ),
        Item(Kind.SELECT_MULTIPLE, "dari", words("Dari mana?", "From where?"), choices="sumber"),
        Item(Kind.RANK, "penting", words("Urutkan", "Rank these"), choices="sumber"),
        Item(
            Kind.REPEAT,
            "anak",
            words("Anak", "Child"),
            items=(
                Item(Kind.TEXT, "nama", words("Nama panggilan", "Nickname"), required=True),
                Item(Kind.INTEGER, "usia", words("Usia ${nama}", "Age of ${nama}")),
            ),
        ),
        Item(Kind.GEOPOINT, "lokasi", words("Lokasi", "Place")),
        Item(Kind.DATE, "tanggal", words("Sejak kapan?", "Since when?"), constraint=". <= today()"),
        Item(Kind.TEXT, "saran", words("Saran", "Suggestion"), appearance="multiline"),
        Item(Kind.CALCULATE, "ganda", calculation="${umur} * 2"),
    ),
    lists={
        "yn": YES_NO,
        "skala": SCALE,
        "sumber": (
            Choice("sumur", words("Sumur", "Well")),
            Choice("sungai", words("Sungai", "River")),
            Choice("truk", words("Truk air", "Water truck")),
        ),
    },
)
COMPLETE = {"pdam": "ya", "umur": "30", "mutu": "4", "dari": "sumur truk"}


def form_file(folder: Path, form: Form = WATER, name: str = "form.xlsx") -> Path:
    """The workbook of a form."""
    path = folder / name
    path.write_bytes(as_workbook(form))
    return path


def prepared(
    actor: Actor, initiative: Initiative, folder: Path, form: Form = WATER, **fields
) -> Questionnaire:
    """A questionnaire that has not opened."""
    return create_questionnaire(
        actor=actor, initiative=initiative, title="", file=form_file(folder, form), **fields
    )


def wave_in(questionnaire: Questionnaire) -> Wave:
    """Its newest wave, as the pages know it."""
    rows = Wave.objects.select_related("version", "questionnaire__initiative")
    return rows.filter(questionnaire=questionnaire)[:1].get()


def opened(actor: Actor, initiative: Initiative, folder: Path, form: Form = WATER, **fields) -> Wave:
    """A questionnaire that takes answers."""
    made = prepared(actor, initiative, folder, form, **fields)
    open_wave(actor=actor, wave=wave_in(made))
    return wave_in(made)


def keep(wave: Wave, rows, channel=Response.Channel.LINK):
    """Answers written at once: (side, answers)."""
    week = week_of(wave.opened_at.date()) if wave.opened_at else "2026-11-23"
    Response.objects.bulk_create(
        Response(wave=wave, side=side, answers=answers, channel=channel, week=week) for side, answers in rows
    )


def sheets(**named) -> bytes:
    """A workbook of plain rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in named.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(line, at, cell)
                else:
                    sheet.write_string(line, at, cell)
    book.close()
    return out.getvalue()
