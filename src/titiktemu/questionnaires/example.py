"""A small questionnaire to begin with: both languages, a scale, a skip, and a check."""

from titiktemu.analysis.questionnaire.model import Choice, Form, Item, Kind
from titiktemu.questionnaires.xlsform.writing import as_workbook

ID, EN = "Bahasa Indonesia (id)", "English (en)"


def _words(indonesian: str, english: str) -> dict[str, str]:
    return {ID: indonesian, EN: english}


EXAMPLE = Form(
    title="Contoh kuesioner",
    form_id="contoh_kuesioner",
    languages=(ID, EN),
    default_language=ID,
    items=(
        Item(
            Kind.SELECT_ONE,
            "pernah",
            _words(
                "Apakah Anda pernah memakai layanan ini dalam 12 bulan terakhir?",
                "Have you used this service in the last 12 months?",
            ),
            choices="ya_tidak",
            required=True,
        ),
        Item(
            Kind.SELECT_ONE,
            "puas",
            _words("Seberapa puas Anda dengan layanan itu?", "How satisfied were you with it?"),
            choices="puas",
            appearance="likert",
            relevant="${pernah} = 'ya'",
        ),
        Item(
            Kind.INTEGER,
            "umur",
            _words("Berapa umur Anda?", "How old are you?"),
            _words("Dalam tahun penuh", "In whole years"),
            constraint=". >= 17 and . <= 120",
            constraint_message=_words(
                "Kuesioner ini untuk orang berumur 17 tahun ke atas.",
                "This questionnaire is for people aged 17 and over.",
            ),
        ),
    ),
    lists={
        "ya_tidak": (Choice("ya", _words("Ya", "Yes")), Choice("tidak", _words("Tidak", "No"))),
        "puas": (
            Choice("1", _words("Sangat tidak puas", "Very dissatisfied")),
            Choice("2", _words("Tidak puas", "Dissatisfied")),
            Choice("3", _words("Biasa saja", "Neither")),
            Choice("4", _words("Puas", "Satisfied")),
            Choice("5", _words("Sangat puas", "Very satisfied")),
        ),
    },
)


def example_workbook() -> bytes:
    """The example as XLSX."""
    return as_workbook(EXAMPLE)
