"""From every piece that was gathered a way leads to an issue; nothing is offered that not all may read."""

from datetime import date

import pytest
from django.urls import reverse

from titiktemu.foundation.words import Role, Side
from titiktemu.questionnaires.models import Report
from titiktemu.questionnaires.services.questionnaires import close_wave
from titiktemu.questionnaires.tasks import make_report
from titiktemu.questionnaires.tests.cast import keep, opened
from titiktemu.step1_issues.evidence.models import Article
from titiktemu.step1_issues.evidence.services.experts import change_interview, write_interview
from titiktemu.step1_issues.evidence.services.groups import add_quote, write_group
from titiktemu.step1_issues.evidence.services.media import add_article
from titiktemu.step1_issues.queries.pieces import FIGURE, INTERVIEW, SHOWN, linkable_pieces
from titiktemu.step1_issues.services.evidence import link_pieces
from titiktemu.step1_issues.tests.cards import written

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(official, initiative):
    return written(official, initiative)


def talked(facilitator, initiative, consent, problem):
    told = {"field": "Air minum", "role": "dosen", "interest": "Tidak ada.", "problem": problem}
    return write_interview(
        actor=facilitator, initiative=initiative, held_on=date(2026, 3, 2), consent=consent, **told
    )


def test_interviews_are_offered_as_far_as_the_expert_agreed(facilitator, initiative, issue):
    for consent in ("none", "anonymous", "with_role"):
        talked(facilitator, initiative, consent, f"Pipa {consent}.")
    found = {one.text: one.origin for one in linkable_pieces(issue)}
    assert found == {"Pipa anonymous.": "Air minum", "Pipa with_role.": "Air minum, dosen"}


def test_an_expert_who_takes_consent_back_is_taken_off_the_issues(facilitator, initiative, issue):
    made = talked(facilitator, initiative, "anonymous", "Pipa tua.")
    assert link_pieces(actor=facilitator, issue=issue, keys=[f"{INTERVIEW}:{made.pk}"]) == 1
    change_interview(actor=facilitator, interview=made, consent="none")
    assert not issue.evidence.exists()


@pytest.fixture
def report(facilitator, initiative, tmp_path):
    wave = opened(facilitator, initiative, tmp_path)
    sizes = {Side.GOVERNMENT: 30, Side.CIVIL_SOCIETY: 30, Side.CITIZENS: 90}
    rows = [
        (side, {"pdam": "ya" if at % 3 else "tidak"}) for side, many in sizes.items() for at in range(many)
    ]
    keep(wave, rows)
    close_wave(actor=facilitator, wave=wave)
    make_report.call(wave.pk)
    return Report.objects.get(wave=wave)


def test_released_figures_are_offered_with_interval_and_n_in_both_languages(facilitator, issue, report):
    found = [one for one in linkable_pieces(issue) if one.source.startswith(FIGURE)]
    assert [one.people for one in found] == [150, 150]
    assert found[0].text.endswith("67% (selang 95 % 59–74%)")
    assert found[0].text_en.endswith("67% (95 % interval 59–74%)")
    assert found[0].channel == "opinion"
    assert link_pieces(actor=facilitator, issue=issue, keys=[found[0].source_key]) == 1
    assert [one for one in linkable_pieces(issue) if one.source_key == found[0].source_key] == []


def test_a_figure_that_the_gate_hides_is_not_offered(issue, report):
    row = report.content["questions"]["pdam"]["tables"][0]["rows"][-1]
    row["cells"][1] = None
    report.save()
    assert len(linkable_pieces(issue)) == 1
    row["n"] = None
    report.save()
    assert linkable_pieces(issue) == []


def test_figures_of_an_open_wave_are_not_offered(facilitator, initiative, issue, tmp_path):
    wave = opened(facilitator, initiative, tmp_path)
    keep(wave, [(Side.CITIZENS, {"pdam": "ya"})] * 60)
    assert linkable_pieces(issue) == []


def test_from_article_quote_and_interview_a_button_leads_to_the_issues(
    client_as, facilitator, initiative, issue
):
    article = add_article(actor=facilitator, initiative=initiative, source="Radar", title="Air keruh lagi")
    group = write_group(actor=facilitator, initiative=initiative, title="Ibu", held_on=date(2026, 3, 2))
    quote = add_quote(actor=facilitator, group=group, text="Airnya bau.", consent="anonymous")
    interview = talked(facilitator, initiative, "anonymous", "Pipa tua.")
    second = written(facilitator, initiative, "Jamban rusak.")
    browser = client_as(facilitator)
    pages = {
        ("artikel", article.pk): reverse("evidence:article", args=[initiative.slug, article.number]),
        ("kutipan", quote.pk): reverse("evidence:group", args=[initiative.slug, group.number]),
        ("wawancara", interview.pk): reverse("evidence:interview", args=[initiative.slug, interview.number]),
    }
    for piece, page in pages.items():
        where = reverse("issues:link_piece", args=[initiative.slug, *piece])
        assert where in browser.get(page).text
        assert browser.post(where, {}).status_code == 422
        assert browser.post(where, {"issues": ["1", "2"]}).status_code == 302
        assert "Linked already" in browser.get(where).text
    assert issue.evidence.count() == second.evidence.count() == 3


def test_an_article_older_than_those_offered_is_linked_from_its_own_page(facilitator, initiative, issue):
    first = add_article(
        actor=facilitator, initiative=initiative, source="Radar", title="Lama", day=date(2020, 1, 1)
    )
    Article.objects.bulk_create(
        Article(
            initiative=initiative, source=first.source, number=number, title="Baru", key=str(number),
            day=date(2026, 1, 1), added_at=first.added_at,
        )
        for number in range(2, SHOWN + 3)
    )  # fmt: skip
    assert first.pk not in {one.source_id for one in linkable_pieces(issue)}
    assert link_pieces(actor=facilitator, issue=issue, keys=[f"evidence.article:{first.pk}"]) == 1


def test_what_not_everybody_may_read_has_no_way_to_an_issue(
    client_as, facilitator, initiative, person, issue
):
    group = write_group(
        actor=facilitator, initiative=initiative, title="Pegawai", held_on=date(2026, 3, 2),
        side=Side.GOVERNMENT.value,
    )  # fmt: skip
    quote = add_quote(actor=facilitator, group=group, text="Rahasia.", consent="anonymous")
    silent = talked(facilitator, initiative, "none", "Rahasia besar.")
    member = client_as(person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE))
    for piece in (("kutipan", quote.pk), ("wawancara", silent.pk), ("artikel", 10**9)):
        where = reverse("issues:link_piece", args=[initiative.slug, *piece])
        assert client_as(facilitator).get(where).status_code == 404
        assert member.get(where).status_code == 403
