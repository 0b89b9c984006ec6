"""Questions written on pages, without a workbook: added, changed, ordered, taken out, asked of some."""

import pytest
from django.urls import reverse

from titiktemu.foundation.errors import RuleBroken
from titiktemu.questionnaires.models import Questionnaire
from titiktemu.questionnaires.queries.pages import newest_version
from titiktemu.questionnaires.services.questionnaires import change_questions, close_wave, open_wave
from titiktemu.questionnaires.tests.cast import COMPLETE, EN, ID, keep, prepared, wave_in
from titiktemu.questionnaires.xlsform.reading import read_form
from titiktemu.questionnaires.xlsform.writing import as_workbook

pytestmark = pytest.mark.django_db

NEW = {
    "kind": "select_one",
    "label": "Siapa yang mengantar air?",
    "label_en": "Who brings the water?",
    "choices": "Keluarga\nTetangga\nLainnya",
    "choices_en": "Family\nNeighbours\nOthers",
}


@pytest.fixture
def asked(facilitator, initiative, tmp_path):
    return prepared(facilitator, initiative, tmp_path)


def where(name, questionnaire, *more):
    return reverse(
        f"questionnaires:{name}", args=[questionnaire.initiative.slug, questionnaire.number, *more]
    )


def form_of(questionnaire):
    return newest_version(questionnaire).form


def fields(page):
    """What a browser would send of a form that nobody touched."""
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if value not in (None, "", False, [])}


def test_a_question_is_added_in_both_languages_with_a_condition_by_plain_choices(
    facilitator, client_as, asked, tmp_path
):
    client = client_as(facilitator)
    sent = {**NEW, "asked_if": ["pdam=tidak", "dari=sungai", "dari=truk"], "after": "dari", "required": "on"}
    answer = client.post(where("add_question", asked), sent)
    assert answer.status_code == 302
    form = form_of(asked)
    item = form["siapa_yang_mengantar_air"].item
    assert item.relevant == "${pdam} = 'tidak' and (selected(${dari}, 'sungai') or selected(${dari}, 'truk'))"
    assert item.required
    assert item.label == {ID: "Siapa yang mengantar air?", EN: "Who brings the water?"}
    assert [(one.name, one.label[EN]) for one in form.choices_of(item)] == [
        ("keluarga", "Family"), ("tetangga", "Neighbours"), ("lainnya", "Others"),
    ]  # fmt: skip
    names = [one.name for one in form.items]
    assert names.index("siapa_yang_mengantar_air") == names.index("dari") + 1
    # It is an XLSForm like any other.
    path = tmp_path / "lagi.xlsx"
    path.write_bytes(as_workbook(form))
    assert read_form(path).form["siapa_yang_mengantar_air"].item.relevant == item.relevant


@pytest.mark.parametrize("name", ["pdam", "umur", "mutu", "dari", "penting", "lokasi", "tanggal", "saran"])
def test_saving_a_question_untouched_changes_nothing(facilitator, client_as, asked, name):
    client, before = client_as(facilitator), form_of(asked)
    page = client.get(where("change_question", asked, name))
    answer = client.post(where("change_question", asked, name), fields(page))
    assert answer.status_code == 302
    after = form_of(asked)
    assert after[name].item == before[name].item
    assert after.choices_of(after[name].item) == before.choices_of(before[name].item)
    assert [one.item.name for one in after.places] == [one.item.name for one in before.places]


def test_a_choice_whose_words_change_keeps_its_name_and_others_keep_their_list(facilitator, client_as, asked):
    client = client_as(facilitator)
    page = client.get(where("change_question", asked, "dari"))
    sent = {**fields(page), "choices": "Sumur gali\nSungai\nTruk air\nHujan", "choices_en": ""}
    client.post(where("change_question", asked, "dari"), sent)
    form = form_of(asked)
    assert [one.name for one in form.choices_of(form["dari"].item)] == [
        "sumur_gali",
        "sungai",
        "truk",
        "hujan",
    ]
    # The ranking had the same list and keeps it.
    assert [one.name for one in form.choices_of(form["penting"].item)] == ["sumur", "sungai", "truk"]
    page = client.get(where("change_question", asked, "penting"))
    sent = {**fields(page), "choices": "Sumur gali\nSungai\nTruk air", "choices_en": "Dug well\nRiver\nTruck"}
    client.post(where("change_question", asked, "penting"), sent)
    form = form_of(asked)
    assert [one.name for one in form.choices_of(form["penting"].item)] == ["sumur", "sungai", "truk"]
    assert form.choices_of(form["penting"].item)[0].label == {ID: "Sumur gali", EN: "Dug well"}


def test_questions_go_up_and_down_and_out_but_not_while_another_depends_on_them(
    facilitator, client_as, asked
):
    client = client_as(facilitator)
    client.post(where("questions", asked), {"nama": "dari", "langkah": "naik"})
    assert [one.name for one in form_of(asked).items[:3]] == ["awal", "dari", "mutu"]
    answer = client.post(
        where("questions", asked), {"nama": "pdam", "langkah": "keluarkan"}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 409
    assert "“How good is it?” depends on “Piped water?”" in answer.content.decode()
    for name in ("mutu", "pdam", "anak"):
        assert (
            client.post(where("questions", asked), {"nama": name, "langkah": "keluarkan"}).status_code == 302
        )
    form = form_of(asked)
    assert not {"mutu", "pdam", "anak", "nama", "usia"} & form.by_name.keys()
    assert "skala" not in form.lists


def test_a_choice_on_which_another_question_depends_is_not_taken_out(facilitator, client_as, asked):
    client = client_as(facilitator)
    page = client.get(where("change_question", asked, "pdam"))
    sent = {**fields(page), "choices": "Tidak\nBelum", "choices_en": ""}
    answer = client.post(where("change_question", asked, "pdam"), sent, headers={"accept-language": "en"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "is asked only of those who chose one of the choices you took out" in page
    assert "Belum" in page  # what was written is kept


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({**NEW, "label": ""}, "label"),
        ({**NEW, "choices": "Satu"}, "choices"),
        ({**NEW, "choices": "Satu\nSatu"}, "choices"),
        ({**NEW, "choices_en": "One\nTwo"}, "choices_en"),
        ({"kind": "integer", "label": "Berapa?", "least": "9", "most": "3"}, "most"),
        ({**NEW, "asked_if": ["fremd=ya"]}, "asked_if"),
        ({**NEW, "kind": "audio"}, "kind"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field_and_kept(facilitator, client_as, asked, sent, field):
    before = form_of(asked)
    answer = client_as(facilitator).post(where("add_question", asked), sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert form_of(asked) == before


def test_nothing_is_changed_while_people_answer_and_a_new_version_comes_after(facilitator, client_as, asked):
    client = client_as(facilitator)
    open_wave(actor=facilitator, wave=wave_in(asked))
    keep(wave_in(asked), [("citizens", COMPLETE)])
    assert client.post(where("add_question", asked), NEW).status_code == 409
    assert "Ubah" not in client.get(where("questions", asked)).content.decode().split("<ol")[1]
    close_wave(actor=facilitator, wave=wave_in(asked))
    assert client.post(where("add_question", asked), NEW).status_code == 302
    assert newest_version(asked).number == 2
    assert "siapa_yang_mengantar_air" not in wave_in(asked).version.form.by_name


def test_the_last_question_stays(facilitator, asked):
    def nothing(form):
        return type(form)(title=form.title)

    with pytest.raises(RuleBroken):
        change_questions(actor=facilitator, questionnaire=asked, change=nothing)


def test_a_questionnaire_begins_without_any_workbook(facilitator, client_as, initiative):
    client = client_as(facilitator)
    sent = {"begins": "page", "title": "Pasar", "sampling": "online", "by_link": "on"}
    answer = client.post(reverse("questionnaires:create", args=[initiative.slug]), sent)
    made = Questionnaire.objects.get(title="Pasar")
    assert answer.headers["Location"] == where("questions", made)
    page = client.get(answer.headers["Location"], headers={"accept-language": "en"}).content.decode()
    assert "Have you used this service in the last 12 months?" in page
    assert "Only if question 1 is “Yes”." in page


def test_the_list_of_questions_needs_as_many_queries_for_many_as_for_few(
    facilitator, client_as, asked, django_assert_max_num_queries
):
    client = client_as(facilitator)
    client.get(where("questions", asked))
    with django_assert_max_num_queries(16):
        client.get(where("questions", asked))
