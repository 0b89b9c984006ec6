"""Statements that say the same are found; those that only share a matter, or say the contrary, are not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.similar_texts import ALIKE, Index, read, stem

SAME = [
    ("Puskesmas perlu buka sampai malam.", "puskesmas hrs dibuka sampe malam"),
    ("Data anggaran desa harus diumumkan setiap tahun.", "Anggaran desa diumumkan tiap tahun"),
    ("Kader posyandu perlu dilatih membaca data.", "Pelatihan membaca data utk kader posyandu"),
    ("Sekolah tidak punya air bersih.", "Sekolah gak punya air bersih"),
    ("Warga perlu tahu jadwal pengangkutan sampah.", "Jadwal pengangkutan sampah perlu diketahui warga"),
    ("Obat HIV harus selalu tersedia di puskesmas.", "Ketersediaan obat HIV di puskesmas harus dijamin"),
    ("Every village should publish its budget.", "Each village must publish its budgets"),
    ("Dinas harus menjawab aduan dalam tiga hari.", "Aduan warga dijawab dinas dalam tiga hari"),
    ("Biaya tes harus gratis untuk ibu hamil.", "Tes gratis bagi ibu hamil"),
    ("Rapat dinas dan LSM diadakan setiap bulan.", "Tiap bulan ada rapat dinas dengan LSM"),
]
DIFFERENT = [
    ("Puskesmas perlu buka sampai malam.", "Puskesmas perlu dokter gigi."),
    ("Data anggaran desa harus diumumkan.", "Data kesehatan ibu harus dirahasiakan."),
    ("Sekolah tidak punya air bersih.", "Sekolah butuh guru bahasa Inggris."),
    ("Warga perlu tahu jadwal pengangkutan sampah.", "Warga malas memilah sampah."),
    ("Obat HIV harus selalu tersedia.", "Penyuluhan HIV di sekolah perlu ditambah."),
    ("Dinas harus menjawab aduan dalam tiga hari.", "Dinas kekurangan tenaga ahli data."),
]
CONTRARY = [
    ("Data pasien boleh dibuka.", "Data pasien tidak boleh dibuka."),
    ("Pelatihan kader perlu ditambah.", "Pelatihan kader tdk perlu ditambah."),
]


def suggested(first, second, others=()):
    texts = {1: first, **dict(enumerate(others, 2))}
    return {one.id: one for one in Index.of(texts).similar_to(second)}


def test_recall_and_precision_on_our_own_pairs():
    """Own pairs of edits, affixes and phone spellings; the figures stand in docs/analyses/duplicates.md."""
    crowd = [first for first, _second in (*SAME, *DIFFERENT)]
    found = sum(
        1 in suggested(first, second, [one for one in crowd if one != first]) for first, second in SAME
    )
    wrong = sum(1 in suggested(first, second) for first, second in DIFFERENT)
    assert found / len(SAME) >= 0.8
    assert wrong == 0


@pytest.mark.parametrize(("first", "second"), CONTRARY)
def test_the_contrary_is_marked_and_never_called_the_same(first, second):
    assert suggested(first, second)[1].opposite


@given(st.text(max_size=300))
def test_whatever_is_written_is_read(text):
    words, _denies = read(text)
    assert all(words)
    assert len(Index.of({1: text}).similar_to(text)) <= 1


@given(st.sampled_from([first for first, _second in SAME]))
def test_a_statement_is_most_like_itself(text):
    found = Index.of({place: one for place, (one, _other) in enumerate(SAME)}).similar_to(text)
    assert SAME[found[0].id][0] == text
    assert found[0].likeness == pytest.approx(1)


def test_a_long_list_is_answered():
    rng = random.Random(3)
    words = [word for pair in (*SAME, *DIFFERENT) for text in pair for word in text.split()]
    index = Index.of({at: " ".join(rng.choices(words, k=9)) for at in range(3000)})
    assert len(index.similar_to("puskesmas buka malam")) <= 3
    assert ALIKE < 1


def test_stems():
    assert stem("melayani") == stem("layanan") or stem("pelayanan") == stem("layanan")
