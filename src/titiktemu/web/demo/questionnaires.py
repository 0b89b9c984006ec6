"""The demo's questionnaires: an invented opinion survey that has closed, and a short one that is open."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from django.utils import timezone

from titiktemu.analysis.questionnaire.model import Choice, Form, Item, Kind
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import Role, Side
from titiktemu.questionnaires.models import Questionnaire, Response, Wave
from titiktemu.questionnaires.models.responses import week_of
from titiktemu.questionnaires.services.questionnaires import close_wave, create_questionnaire, open_wave
from titiktemu.questionnaires.services.weighing import set_weighing
from titiktemu.questionnaires.tasks import make_report
from titiktemu.questionnaires.xlsform.writing import as_workbook

SEED = 20261128
PEOPLE = {Side.GOVERNMENT: 96, Side.CIVIL_SOCIETY: 104, Side.CITIZENS: 200}
DAYS_AGO = 21
LANGUAGES = ("Bahasa Indonesia (id)", "English (en)")
WOMEN = 0.68
AGES = (0.34, 0.41, 0.25)
# How the invented people of each side answer the two scales, from the worst step to the best.
CARE = {
    Side.GOVERNMENT: (0.05, 0.14, 0.24, 0.38, 0.19),
    Side.CIVIL_SOCIETY: (0.15, 0.33, 0.27, 0.20, 0.05),
    Side.CITIZENS: (0.11, 0.24, 0.25, 0.28, 0.12),
}
OPENNESS = {
    Side.GOVERNMENT: (0.04, 0.14, 0.24, 0.36, 0.22),
    Side.CIVIL_SOCIETY: (0.04, 0.10, 0.16, 0.30, 0.40),
    Side.CITIZENS: (0.03, 0.09, 0.22, 0.38, 0.28),
}
PROBLEMS = {
    "antre": {Side.GOVERNMENT: 0.42, Side.CIVIL_SOCIETY: 0.55, Side.CITIZENS: 0.63},
    "jauh": {Side.GOVERNMENT: 0.24, Side.CIVIL_SOCIETY: 0.31, Side.CITIZENS: 0.35},
    "malu": {Side.GOVERNMENT: 0.30, Side.CIVIL_SOCIETY: 0.58, Side.CITIZENS: 0.41},
    "alat": {Side.GOVERNMENT: 0.47, Side.CIVIL_SOCIETY: 0.44, Side.CITIZENS: 0.22},
}
MARGINS = (
    "variable,level,total\nkelamin,p,14100\nkelamin,l,13900\numur,17,9200\numur,30,10400\numur,45,8400\n"
)


def _words(indonesian: str, english: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, (indonesian, english), strict=True))


def _choices(*some: tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, _words(indonesian, english)) for name, indonesian, english in some)


LISTS = {
    "kelamin": _choices(("p", "Perempuan", "Woman"), ("l", "Laki-laki", "Man")),
    "umur": _choices(
        ("17", "17 sampai 29", "17 to 29"),
        ("30", "30 sampai 44", "30 to 44"),
        ("45", "45 ke atas", "45 and over"),
    ),
    "ya_tidak": _choices(("ya", "Ya", "Yes"), ("tidak", "Tidak", "No")),
    "puas": _choices(
        ("1", "Sangat buruk", "Very bad"),
        ("2", "Buruk", "Bad"),
        ("3", "Biasa", "Neither"),
        ("4", "Baik", "Good"),
        ("5", "Sangat baik", "Very good"),
    ),
    "setuju": _choices(
        ("1", "Sangat tidak setuju", "Strongly disagree"),
        ("2", "Tidak setuju", "Disagree"),
        ("3", "Ragu-ragu", "Neither"),
        ("4", "Setuju", "Agree"),
        ("5", "Sangat setuju", "Strongly agree"),
    ),
    "masalah": _choices(
        ("antre", "Antre terlalu lama", "Waiting takes too long"),
        ("jauh", "Tempatnya jauh", "It is far away"),
        ("malu", "Malu atau takut diketahui orang", "Shame, or fear that others learn of it"),
        ("alat", "Alat tes sering habis", "Test kits often run out"),
    ),
}


def _scale(name: str, choices: str, indonesian: str, english: str, relevant: str = "") -> Item:
    words = _words(indonesian, english)
    return Item(
        Kind.SELECT_ONE, name, words, choices=choices, appearance="likert", relevant=relevant, required=True
    )


OPINION = Form(
    title="Pendapat tentang layanan ibu hamil di puskesmas (rekaan)",
    form_id="pendapat_layanan",
    languages=LANGUAGES,
    default_language=LANGUAGES[0],
    items=(
        Item(
            Kind.GROUP,
            "anda",
            _words("Tentang Anda", "About you"),
            items=(
                Item(
                    Kind.SELECT_ONE,
                    "kelamin",
                    _words("Anda …", "You are …"),
                    choices="kelamin",
                    required=True,
                ),
                Item(
                    Kind.SELECT_ONE,
                    "umur",
                    _words("Berapa umur Anda?", "How old are you?"),
                    choices="umur",
                    required=True,
                ),
            ),
        ),
        Item(
            Kind.SELECT_ONE,
            "pernah",
            _words(
                "Apakah Anda atau keluarga memeriksakan kehamilan di puskesmas dalam dua tahun terakhir?",
                "Did you or your family go to a health centre for antenatal care in the last two years?",
            ),
            choices="ya_tidak",
            required=True,
        ),
        _scale("mutu", "puas", "Bagaimana layanannya?", "How good was the care?", "${pernah} = 'ya'"),
        Item(
            Kind.INTEGER,
            "tunggu",
            _words("Berapa menit menunggu terakhir kali?", "How many minutes did you wait last time?"),
            relevant="${pernah} = 'ya'",
            constraint=". >= 0 and . <= 600",
        ),
        Item(
            Kind.SELECT_MULTIPLE,
            "masalah",
            _words("Apa yang paling menghalangi ibu untuk dites?", "What keeps mothers from being tested?"),
            choices="masalah",
        ),
        _scale(
            "buka",
            "setuju",
            "Angka layanan setiap puskesmas perlu dibuka untuk umum.",
            "The figures of each health centre should be open to everybody.",
        ),
        Item(Kind.TEXT, "saran", _words("Saran Anda", "What you suggest"), appearance="multiline"),
    ),
    lists=LISTS,
)
SHORT = Form(
    title="Empat pertanyaan untuk warga (rekaan)",
    form_id="empat_pertanyaan",
    languages=LANGUAGES,
    default_language=LANGUAGES[0],
    items=(
        OPINION["pernah"].item,
        OPINION["mutu"].item,
        OPINION["buka"].item,
        OPINION["saran"].item,
    ),
    lists={name: LISTS[name] for name in ("ya_tidak", "puas", "setuju")},
)


def tell_questionnaires(initiative: Initiative) -> None:
    """A survey of four hundred invented people that has closed, and a short one that anybody can answer."""
    place = Participation.objects.select_related("user").get(
        initiative=initiative, role=Role.FACILITATOR, name__startswith="Nawang"
    )
    facilitator = Actor(user=place.user, participations=(place,))
    with TemporaryDirectory() as folder:
        wave = _opened(facilitator, initiative, OPINION, Path(folder), **TOLD)
        margins = Path(folder) / "margin.csv"
        margins.write_text(MARGINS, encoding="utf-8")
        set_weighing(actor=facilitator, wave=wave, design={}, by=["kelamin"], margins=margins)
        _let_them_answer(wave)
        close_wave(actor=facilitator, wave=wave)
        make_report.call(wave.pk)
        _opened(facilitator, initiative, SHORT, Path(folder), **TOLD_SHORT)


TOLD = {
    "title": OPINION.title,
    "title_en": "What people think of antenatal care (invented)",
    "introduction": "Survei rekaan: orang, jawaban, dan angkanya dikarang untuk contoh ini.",
    "introduction_en": "An invented survey: its people, answers and figures are made up for this example.",
    "hosted_by": "Panitia bersama (rekaan)",
    "sampling": Questionnaire.Sampling.QUOTA,
}
TOLD_SHORT = {
    **TOLD,
    "title": SHORT.title,
    "title_en": "Four questions to citizens (invented)",
    "introduction": "Kuesioner contoh: silakan coba menjawabnya. Isinya rekaan.",
    "introduction_en": "A questionnaire to try: do answer it. What it is about is invented.",
    "sampling": Questionnaire.Sampling.ONLINE,
}


def _opened(facilitator: Actor, initiative: Initiative, form: Form, folder: Path, **told: str) -> Wave:
    path = folder / f"{form.form_id}.xlsx"
    path.write_bytes(as_workbook(form))
    made = create_questionnaire(actor=facilitator, initiative=initiative, file=path, **told)
    wave = Wave.objects.select_related("version", "questionnaire__initiative").get(questionnaire=made)
    return open_wave(actor=facilitator, wave=wave)


def _let_them_answer(wave: Wave) -> None:
    """Four hundred invented people, written at once: they did not really tap two thousand times."""
    rng = np.random.default_rng(SEED)
    opened = timezone.now() - timedelta(days=DAYS_AGO)
    Wave.objects.filter(pk=wave.pk).update(opened_at=opened)
    weeks = [week_of((opened + timedelta(days=7 * at)).date()) for at in range(3)]
    Response.objects.bulk_create(
        Response(
            wave=wave,
            side=side,
            channel=Response.Channel.PAPER if rng.random() < 0.3 else Response.Channel.LINK,
            answers=_answers(side, rng),
            week=weeks[int(rng.integers(len(weeks)))],
        )
        for side, many in PEOPLE.items()
        for _person in range(many)
    )


def _answers(side: Side, rng: np.random.Generator) -> dict[str, str]:
    found = {
        "kelamin": "p" if rng.random() < WOMEN else "l",
        "umur": str(rng.choice(["17", "30", "45"], p=AGES)),
        "pernah": "ya" if rng.random() < 0.72 else "tidak",
        "buka": str(1 + rng.choice(5, p=OPENNESS[side])),
    }
    if found["pernah"] == "ya":
        found["mutu"] = str(1 + rng.choice(5, p=CARE[side]))
        found["tunggu"] = str(5 * int(rng.gamma(3.0, 4.5)))
    chosen = [name for name, shares in PROBLEMS.items() if rng.random() < shares[side]]
    if chosen:
        found["masalah"] = " ".join(name for name in PROBLEMS if name in chosen)
    return found
