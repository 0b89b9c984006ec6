"""The demo shows what coding by two brings: agreement, the saturation curve, and experts who come closer."""

import pytest

from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import Role
from titiktemu.step1_issues.evidence.models import FocusGroup
from titiktemu.step1_issues.evidence.queries.checks import checked_topics, hands_of, sample_of
from titiktemu.step1_issues.evidence.queries.experts import courses_of
from titiktemu.step1_issues.evidence.queries.groups import coded
from titiktemu.web.demo.loader import load

pytestmark = pytest.mark.django_db


def test_the_demo_shows_agreement_saturation_and_rounds():
    load()
    [initiative] = Initiative.objects.filter(media_sample__isnull=False)
    groups = list(FocusGroup.objects.filter(initiative=initiative))
    _lines, agreement, saturation = coded(initiative, groups)
    assert (agreement.passages, agreement.same) == (21, 18)
    assert 0.667 < agreement.alpha.estimate < 1
    assert (saturation.sessions, saturation.is_told, saturation.flat_after) == (6, True, 4)
    told = checked_topics(hands_of(sample_of(initiative)))
    assert (told.coders, told.machine.scores.texts) == (2, 16)
    assert 0 < told.machine.alpha.estimate < 1, "coders and machine do not simply agree"
    [course] = courses_of(initiative)
    assert [(one.experts, one.median, one.range) for one in course.rounds] == [
        ("5–9", 3.5, 2.5),
        ("5–9", 4.0, 1.0),
    ]
    assert course.is_closer
    assert Participation.objects.filter(initiative=initiative, role=Role.FACILITATOR).count() == 2
