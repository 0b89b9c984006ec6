"""Solutions: written, rated in secret, counted once, shown for each side as far as the gate lets them."""

import pytest
from django.urls import reverse

from titiktemu.analysis.disclosure import Kind, Word
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.models import Rating
from titiktemu.step1_issues.queries.ratings import solutions_of
from titiktemu.step1_issues.services.cards import name_data
from titiktemu.step1_issues.services.solutions import add_solution, close_ratings, rate_solution
from titiktemu.step1_issues.tests.cards import people_of

pytestmark = pytest.mark.django_db
GOV = Side.GOVERNMENT
YES, UNSURE, NO = Rating.Answer.ACCEPTABLE, Rating.Answer.UNSURE, Rating.Answer.NOT_ACCEPTABLE


@pytest.fixture
def solution(activist, issue):
    """A way to solve it."""
    return add_solution(actor=activist, issue=issue, title="Papan hasil uji air di sekolah.")


def rated(person, solution, side, answers):
    for actor, answer in zip(people_of(person, side, len(answers)), answers, strict=True):
        rate_solution(actor=actor, solution=solution, answer=answer)


def test_ratings_are_sealed_until_they_are_closed(person, facilitator, solution, issue, client_as, stranger):
    rated(person, solution, Side.GOVERNMENT, [YES] * 5)
    for actor in (facilitator, stranger, person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)):
        [found] = solutions_of(issue, actor)
        assert {figure.kind for figure in found.figures.values()} == {Kind.HIDDEN}
    close_ratings(actor=facilitator, issue=issue)
    [found] = solutions_of(issue, stranger)
    assert found.figures[Side.GOVERNMENT].word == Word.NEARLY_ALL
    assert found.figures[Side.CIVIL_SOCIETY].kind == Kind.HIDDEN


def test_single_ratings_are_gone_once_they_are_counted(person, facilitator, solution, issue):
    rated(person, solution, Side.GOVERNMENT, [YES, YES, NO, UNSURE, YES])
    close_ratings(actor=facilitator, issue=issue)
    assert not Rating.objects.exists()
    with pytest.raises(RuleBroken):
        rate_solution(actor=people_of(person, Side.GOVERNMENT, 1)[0], solution=solution, answer=NO)
    with pytest.raises(RuleBroken):
        close_ratings(actor=facilitator, issue=issue)


def test_a_side_of_four_is_never_shown(person, facilitator, solution, issue):
    rated(person, solution, Side.GOVERNMENT, [YES] * 4)
    rated(person, solution, Side.CIVIL_SOCIETY, [NO] * 6)
    close_ratings(actor=facilitator, issue=issue)
    [found] = solutions_of(issue, facilitator)
    assert found.figures[Side.GOVERNMENT].kind == Kind.HIDDEN
    assert found.figures[Side.CIVIL_SOCIETY].word == Word.NEARLY_NONE


def test_only_people_of_the_two_sides_rate_and_the_log_says_nothing_of_it(
    person, facilitator, observer, citizen, solution
):
    people = person(Side.OTHER, Role.REPRESENTATIVE), *people_of(person, GOV, 1)
    entries = AuditEntry.objects.count()
    for actor in (facilitator, observer, citizen, people[0]):
        with pytest.raises(NotAllowed):
            rate_solution(actor=actor, solution=solution, answer=YES)
    rated(person, solution, Side.GOVERNMENT, [YES])
    rated(person, solution, Side.GOVERNMENT, [NO])
    assert Rating.objects.count() == 1
    assert AuditEntry.objects.count() == entries


def test_data_counts_whole_where_it_exists_and_half_where_it_can_be_had(
    facilitator, solution, issue, stranger
):
    assert solutions_of(issue, stranger)[0].basis.share is None
    for title, state in (("Uji air", "existing"), ("Sensor", "obtainable"), ("Kas", "missing")):
        name_data(actor=facilitator, issue=issue, solution=solution, title=title, state=state)
    basis = solutions_of(issue, stranger)[0].basis
    assert (basis.named, basis.share) == (3, 0.5)


def test_the_picture_has_a_table_with_the_same_words(
    person, facilitator, solution, issue, client_as, stranger
):
    rated(person, solution, Side.GOVERNMENT, [YES] * 6)
    close_ratings(actor=facilitator, issue=issue)
    page = (
        client_as(stranger).get(reverse("issues:solutions", args=[issue.initiative.slug, issue.number])).text
    )
    assert "<svg" in page
    assert "nearly all" in page.lower()
    assert "<table" in page
