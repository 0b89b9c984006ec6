"""Lists of evidence as files: what the reader may see, and nothing that a spreadsheet calculates."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.services.experts import (
    ask_experts,
    close_round,
    type_ratings,
    write_interview,
)
from titiktemu.step1_issues.evidence.services.groups import add_code, add_quote, write_group
from titiktemu.step1_issues.evidence.tests.pressing import written

pytestmark = pytest.mark.django_db
HARMFUL = "=HYPERLINK(A1)"


@pytest.fixture
def full(facilitator, initiative):
    written(facilitator, initiative, 1, title=HARMFUL)
    add_code(actor=facilitator, initiative=initiative, name=HARMFUL, meaning="+1+1")
    for side in ("", Side.GOVERNMENT.value):
        group = write_group(
            actor=facilitator, initiative=initiative, title=HARMFUL, held_on=date(2026, 3, 2), side=side
        )
        for consent, role in (("none", ""), ("anonymous", ""), ("with_role", "ibu")):
            add_quote(actor=facilitator, group=group, text=f"={side}-{consent}", consent=consent, role=role)
    told = {"field": HARMFUL, "interest": "@x", "problem": "-2+3", "held_on": date(2026, 3, 2)}
    for consent in ("none", *["anonymous"] * 3, "with_role"):
        write_interview(
            actor=facilitator, initiative=initiative, consent=consent, role=f"dosen {consent}", **told
        )
    asked = ask_experts(actor=facilitator, initiative=initiative, text=HARMFUL, low="a", high="b")
    type_ratings(actor=facilitator, question=asked, ratings=dict.fromkeys(range(1, 6), 4))
    close_round(actor=facilitator, question=asked)


def got(client, initiative, kind, ending="csv"):
    answer = client.get(reverse("evidence:download", args=[initiative.slug, kind, ending]))
    assert answer.status_code == 200
    if ending == "csv":
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


@pytest.fixture
def citizen(person, client_as):
    return client_as(person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE))


def test_quotes_come_by_consent_and_side(full, facilitator, initiative, client_as, citizen, person):
    def said(client):
        return sorted(row[3].lstrip("'=") for row in got(client, initiative, "kutipan")[1:])

    assert said(citizen) == ["-anonymous", "-with_role"]
    official = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    assert said(official) == ["-anonymous", "-with_role", "government-anonymous", "government-with_role"]
    assert len(said(client_as(facilitator))) == 6


def test_interviews_come_by_consent_and_roles_where_agreed(full, initiative, citizen):
    rows = got(citizen, initiative, "wawancara")[1:]
    assert [(row[5], row[3]) for row in rows] == [*[("anonymous", "")] * 3, ("with_role", "dosen with_role")]


def test_rounds_of_experts_are_told_as_on_the_page(full, initiative, citizen):
    assert got(citizen, initiative, "delphi")[1][4:8] == ["1", "5–9", "4.0", "0.0"]


@pytest.mark.parametrize("kind", ["artikel", "kode", "kutipan", "wawancara", "delphi"])
def test_no_file_holds_a_formula_and_both_say_the_same(full, initiative, citizen, kind):
    table, sheet = (got(citizen, initiative, kind, ending) for ending in ("csv", "xlsx"))
    assert len(table) == len(sheet) > 1
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "@"))]
    assert HARMFUL in sheet[1] or kind == "kutipan"
    assert "'" + HARMFUL in table[1]


def test_articles_come_without_their_texts(full, initiative, citizen):
    assert "text" not in got(citizen, initiative, "artikel")[0]


@pytest.mark.parametrize(("kind", "ending"), [("rahasia", "csv"), ("artikel", "exe")])
def test_there_are_no_other_files(initiative, citizen, kind, ending):
    where = reverse("evidence:download", args=[initiative.slug, kind, ending])
    assert citizen.get(where).status_code == 404
