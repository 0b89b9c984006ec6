"""The one catalogue: everything is said in Indonesian, whole, in the words that were agreed."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django import forms
from django.utils import translation

from titiktemu.analysis import map_reasons
from titiktemu.config.cli import messages
from titiktemu.consultation import sentences
from titiktemu.foundation import words

CATALOGUE = messages.CATALOGUES / "id" / "LC_MESSAGES" / "django.po"
SAME_IN_BOTH = {
    "Administrator", "Data", "Dataset", "Demo", "E-mail", "Forum", "Gini", "Media", "Median", "NIP", "No.",
    "Panel", "Poster", "Rupiah", "Target", "macro-F1", "total", "walidata",
}  # fmt: skip
"""Words that are the same in both languages; what is nothing but names and values is the same as well."""
AGREED = {
    "Government": "Pemerintah",
    "Civil society": "Masyarakat sipil",
    "Others": "Lainnya",
    "Citizens": "Warga",
    "Agree": "Setuju",
    "Disagree": "Tidak setuju",
    "Pass": "Lewati",
    "Common ground": "Titik temu",
    "The sides differ": "Kedua pihak berbeda pendapat",
    "Not yet known": "Belum diketahui",
    "Facilitator": "Fasilitator",
    "Representative": "Wakil",
    "Participant": "Peserta",
    "Observer": "Pengamat",
    "Shared understanding": "Pemahaman bersama",
    "Moderation": "Moderasi",
}
"""PRODUCT.md, "Words"."""
TAG = re.compile(r"</?\w+[^>]*>")
ENDS = (".", "?", "!", ":")


@pytest.fixture(scope="module")
def source() -> Catalog:
    """Every text in the source as it is now."""
    return messages.texts()


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """The Indonesian catalogue."""
    return messages.read(CATALOGUE)


def _pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """English (that of many, where there are two) and Indonesian of every message."""
    for message in catalogue:
        if message.id:
            english, indonesian = _last(message.id), _last(message.string)
            yield english, indonesian


def _last(said: str | list[str] | tuple[str, ...] | None) -> str:
    return said if isinstance(said, str) else (said or ("",))[-1]


def test_the_catalogue_is_complete_certain_and_keeps_every_placeholder(source):
    assert list(messages.check(CATALOGUE, source)) == []


def test_the_source_was_read_at_all(source):
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in source}
    from_a_template, from_python, marked_only = "Skip to the content", "Agree", "Nobody has voted yet."
    assert {from_a_template, from_python, marked_only} <= known


def test_indonesian_has_one_form_for_one_and_many(catalogue):
    assert catalogue.num_plurals == 1
    assert all(len(one.string) == 1 for one in catalogue if one.id and isinstance(one.id, list | tuple))


def test_sentences_that_are_looked_up_as_variables_are_in_the_catalogue(catalogue):
    looked_up = [*map_reasons.SENTENCES.values(), *map(str, sentences.REASONS.values())]
    assert looked_up
    assert [text for text in looked_up if catalogue.get(text) is None] == []


def test_nothing_is_left_in_english(catalogue):
    assert {
        english
        for english, indonesian in _pairs(catalogue)
        if english == indonesian and english not in SAME_IN_BOTH and _has_words(english)
    } == set()


def _has_words(text: str) -> bool:
    """Whether anything is left to translate when placeholders and tags are taken out."""
    return bool(re.search(r"[^\W\d_]{2}", TAG.sub("", messages.PLACEHOLDERS.sub("", text))))


def test_markup_stays_as_it_is(catalogue):
    changed = [
        english
        for english, indonesian in _pairs(catalogue)
        if sorted(TAG.findall(english)) != sorted(TAG.findall(indonesian))
    ]
    assert changed == []


def test_a_sentence_ends_as_its_original_does(catalogue):
    otherwise = [english for english, indonesian in _pairs(catalogue) if _end(english) != _end(indonesian)]
    assert otherwise == []


def _end(text: str) -> str:
    bare = TAG.sub("", text).rstrip("”\"' ")
    return bare[-1:] if bare.endswith(ENDS) else ""


def test_labels_begin_with_a_capital_where_the_original_does(catalogue):
    otherwise = [
        english
        for english, indonesian in _pairs(catalogue)
        if english[0].isalpha()
        and indonesian[0].isalpha()
        and english[0].isupper() != indonesian[0].isupper()
    ]
    assert otherwise == []


@pytest.mark.parametrize(("english", "indonesian"), AGREED.items())
def test_the_agreed_words_are_used(catalogue, english, indonesian):
    assert catalogue[english].string == indonesian


def test_the_reader_is_called_anda_with_a_capital(catalogue):
    impolite = re.compile(r"\banda\b|\b[Kk]amu\b")
    assert [indonesian for _english, indonesian in _pairs(catalogue) if impolite.search(indonesian)] == []


def test_who_answers_is_never_called_anonymous(catalogue):
    called = [
        indonesian
        for english, indonesian in _pairs(catalogue)
        if "anonim" in indonesian.lower() and "not anonymous" not in english and "it anonymous" not in english
    ]
    assert called == []


def test_the_compiled_catalogue_speaks(tmp_path, catalogue):
    spoken = _compiled(catalogue, tmp_path)
    assert spoken.gettext("Common ground") == "Titik temu"
    three = spoken.ngettext("%(shown)s statement", "%(shown)s statements", 3)
    assert three % {"shown": 3} == "3 pernyataan"


def _compiled(catalogue: Catalog, folder: Path) -> gettext.GNUTranslations:
    with (folder / "django.mo").open("wb") as made:
        write_mo(made, catalogue)
    with (folder / "django.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


def test_forms_speak_our_indonesian_before_djangos(settings, tmp_path, catalogue):
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    _compiled(catalogue, folder)
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("id"):
        assert str(words.Side.OTHER.label) == "Lainnya"
        assert str(forms.CharField().error_messages["required"]) == "Bagian ini wajib diisi."
        assert str(forms.DateField().error_messages["invalid"]) == "Masukkan tanggal yang benar."


BROKEN = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=1; plural=0;\n"

#, fuzzy
msgid "Agree"
msgstr "Setuju"

msgid "Page %(number)s of %(total)s"
msgstr "Halaman %(number)s"

msgid "Pass"
msgstr ""

msgid "Said by nobody any more"
msgstr "Tidak dikatakan lagi"
"""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Agree", "doubtful (fuzzy)"),
        ("Page %(number)s of %(total)s", "other placeholders than ['%(number)s', '%(total)s']"),
        ("Pass", "not translated"),
        ("Said by nobody any more", "no longer used"),
        ("Disagree", "not in the catalogue"),
    ],
)
def test_the_check_finds_what_is_wrong(tmp_path, source, text, problem):
    path = tmp_path / "id" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(BROKEN, encoding="utf-8")
    assert f"id: {problem}: {text!r}" in list(messages.check(path, source))


def test_no_text_is_kept_that_reads_badly_in_the_file():
    """A catalogue that gettext's own programs read as well: no line is damaged."""
    with CATALOGUE.open("rb") as lines:
        catalogue = read_po(lines, locale="id", abort_invalid=True)
    assert not catalogue.fuzzy
    assert all(isinstance(message, Message) for message in catalogue)
