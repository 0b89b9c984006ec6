"""Workbooks of forms: in and out again, and every fault told with its sheet and row."""

import xml.etree.ElementTree as ET
import zipfile
from datetime import date

import pytest
from pyxform.xls2xform import convert

from titiktemu.analysis.questionnaire.situation import Situation
from titiktemu.questionnaires.example import EXAMPLE
from titiktemu.questionnaires.tests.cast import WATER, form_file, sheets
from titiktemu.questionnaires.wording import say_fault
from titiktemu.questionnaires.xlsform.reading import read_form
from titiktemu.questionnaires.xlsform.sheets import Refused
from titiktemu.questionnaires.xlsform.writing import as_workbook

HEAD = ["type", "name", "label", "relevant", "constraint", "required", "calculation", "appearance"]
CHOICES = [["list_name", "name", "label"], ["yn", "y", "Ya"], ["yn", "n", "Tidak"]]


def canonical(path):
    return ET.canonicalize(convert(path).xform)


def refused(tmp_path, **named):
    path = tmp_path / "form.xlsx"
    path.write_bytes(sheets(**named))
    with pytest.raises(Refused) as caught:
        read_form(path)
    return [say_fault(one) for one in caught.value.faults]


@pytest.mark.parametrize("form", [WATER, EXAMPLE], ids=["water", "example"])
def test_a_form_that_goes_out_and_comes_in_is_the_same_form(tmp_path, form):
    first = form_file(tmp_path, form, "first.xlsx")
    read = read_form(first).form
    second = tmp_path / "second.xlsx"
    second.write_bytes(as_workbook(read))
    assert canonical(first) == canonical(second)
    assert read_form(second).form == read


def test_a_form_written_elsewhere_gives_the_same_xform_after_us(tmp_path):
    rows = [
        HEAD,
        ["begin_group", "g", "Kelompok"],
        ["select_one yn", "a", "Ya?", "", "", "yes", "", "likert"],
        ["integer", "b", "Umur", "${a} = 'y'", ". > 0 and . < 120"],
        ["end_group"],
        [],
        ["begin_repeat", "r", "Anak"],
        ["text", "c", "Nama"],
        ["end_repeat"],
        ["calculate", "d", "", "", "", "", "${b} * 2"],
        ["note", "e", "Halo ${b}"],
    ]
    path = tmp_path / "form.xlsx"
    settings = [["form_title", "form_id"], ["Coba", "coba"]]
    path.write_bytes(sheets(survey=rows, choices=CHOICES, settings=settings))
    read = read_form(path).form
    assert [(one.item.name, one.item.row) for one in read.places] == [
        ("g", 2), ("a", 3), ("b", 4), ("r", 7), ("c", 8), ("d", 10), ("e", 11),
    ]  # fmt: skip
    out = tmp_path / "out.xlsx"
    out.write_bytes(as_workbook(read))
    assert canonical(path) == canonical(out)


def test_a_form_in_one_text_file_is_read_with_the_rows_of_the_file(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text(
        '"survey",,,\n,"type","name","label"\n,"text","a","A"\n,"integer","b","${nix}"\n', "utf-8"
    )
    with pytest.raises(Refused) as caught:
        read_form(path)
    assert [one.row for one in caught.value.faults] == [4]
    path.write_text('"survey",,,\n,"type","name","label"\n,"text","a","A"\n', "utf-8")
    assert [one.item.name for one in read_form(path).form.places] == ["a"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["integr", "a", "A"], "“integr”"),
        (["text", "a", "A", "${nix} = 1"], "“nix”"),
        (["text", "", "A"], "no name"),
        (["", "a", "A"], "no type"),
        (["text", "1a b", "A"], "begin with a letter"),
        (["select_one nix", "a", "A"], "“nix”"),
        (["begin_group", "g", "G"], "“end group”"),
        (["image", "a", "A"], "“photo”|“image”"),
        (["text", "a", "A", "pulldata('x', 'y', 'z', 1) = 1"], "pulldata"),
        (["text", "a", "A", "", "regex(., '(?<=a)b')"], "pattern"),
        (["text", "a", "A", "", "", "${b} = 1"], "required on a condition|not in the form"),
        (["calculate", "a", "", "", "", "", "1 +"], "ends before"),
        (["select_one yn", "a", "A", "", "", "", "", "search('x')"], "in a file"),
        (["text", "a", ""], "no label"),
        (["text", "a", "A", "${a} = 1"], "depends on itself|not in the form"),
    ],
)
def test_every_fault_is_told_with_its_row(tmp_path, row, said):
    told = refused(tmp_path, survey=[HEAD, ["text", "first", "Pertama"], row], choices=CHOICES)
    assert any("row 3" in one and any(part in one for part in said.split("|")) for one in told), told


def test_another_answer_is_a_choice_and_a_text_in_both_languages(tmp_path):
    path = tmp_path / "form.xlsx"
    two = ["label::Bahasa Indonesia (id)", "label::English (en)"]
    rows = [
        ["type", "name", *two],
        ["select_one s or_other", "dari", "Dari mana?", "From where?"],
        ["select_multiple s or_other", "juga", "Juga?", "Also?"],
    ]
    choices = [["list_name", "name", *two], ["s", "sumur", "Sumur", "Well"]]
    path.write_bytes(sheets(survey=rows, choices=choices))
    read = read_form(path)
    form = read.form
    assert [one.item.name for one in form.places] == ["dari", "dari_other", "juga", "juga_other"]
    assert form["dari_other"].item.relevant == "selected(${dari}, 'other')"
    assert form.say(form["dari_other"].item.label, "id") == "Sebutkan yang lain."
    assert [form.say(one.label, "id") for one in form.choices_of(form["dari"].item)] == ["Sumur", "Lainnya"]
    assert [form.say(one.label, "en") for one in form.choices_of(form["juga"].item)] == ["Well", "Other"]
    assert [one.row for one in read.remarks if "or_other" in one.template] == [2, 3]
    asked = Situation(form, {"dari": "other", "juga": "sumur"}, date(2026, 11, 29))
    assert (asked.is_asked("dari_other", None), asked.is_asked("juga_other", None)) == (True, False)
    out = tmp_path / "out.xlsx"
    out.write_bytes(as_workbook(form))
    again = read_form(out).form
    assert [(one.item.name, one.item.kind, one.item.relevant, one.item.label) for one in again.places] == [
        (one.item.name, one.item.kind, one.item.relevant, one.item.label) for one in form.places
    ]


def test_a_repeat_inside_a_repeat_is_told_with_its_row(tmp_path):
    rows = [["begin_repeat", "a", "A"], ["begin_repeat", "b", "B"], ["text", "c", "C"]]
    told = refused(tmp_path, survey=[HEAD, *rows, ["end_repeat"], ["end_repeat"]])
    assert any("row 3" in one and "“b” is a repeat inside a repeat" in one for one in told), told


def test_two_columns_of_one_name_and_a_missing_sheet_are_told(tmp_path):
    assert (
        "twice" in refused(tmp_path, survey=[["type", "name", "label", "label"], ["text", "a", "A", "A"]])[0]
    )
    assert "“survey”" in refused(tmp_path, lembar=[["type"], ["text"]])[0]


def test_what_a_phone_would_tell_of_somebody_is_left_out_and_said(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(sheets(survey=[HEAD, ["deviceid", "hp"], ["start", "mulai"], ["text", "a", "A"]]))
    read = read_form(path)
    assert [one.item.name for one in read.form.places] == ["a"]
    assert {one.values["name"] for one in read.remarks} >= {"hp", "mulai"}


def test_a_million_choices_are_refused_quickly(tmp_path):
    path = tmp_path / "form.csv"
    lines = ['"choices",,,', ',"list_name","name","label"', *(f",l,c{at},C" for at in range(200_000))]
    path.write_text("\n".join(['"survey",,,', ',"type","name","label"', ',"text","a","A"', *lines]), "utf-8")
    with pytest.raises(Refused) as caught:
        read_form(path)
    assert caught.value.faults[0].sheet in {"choices", ""}


def test_endless_texts_are_refused(tmp_path):
    told = refused(tmp_path, survey=[HEAD, ["text", "a", "x" * 20_000]])
    assert "letters" in told[0]


def test_a_workbook_that_swells_or_refers_to_itself_is_refused(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(as_workbook(WATER))
    bomb = tmp_path / "bomb.xlsx"
    entities = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/sharedStrings.xml":
                head = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a0 "ha">{entities}]>'
                content = (head + '<sst count="1" uniqueCount="1"><si><t>&a11;</t></si></sst>').encode()
            target.writestr(name, content)
    with pytest.raises(Refused):
        read_form(bomb)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"<html></html>", b"\x00" * 5000]
)
def test_what_is_no_workbook_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        read_form(path)
    assert say_fault(caught.value.faults[0]).endswith(".")
