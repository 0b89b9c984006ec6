"""Articles are folded and sorted; people name, merge and check."""

import re

import pytest
from django.urls import reverse

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.models import Article, Topic
from titiktemu.step1_issues.evidence.queries.topics import checked, sample_of, timeline
from titiktemu.step1_issues.evidence.services.topics import (
    ask_to_sort,
    code_by_hand,
    merge_topics,
    name_topic,
)
from titiktemu.step1_issues.evidence.tasks import sort_articles
from titiktemu.step1_issues.evidence.tests.pressing import written

pytestmark = pytest.mark.django_db


def sorted_out(facilitator, initiative, many=10):
    for number in range(many):
        written(facilitator, initiative, number, "air", day=f"2026-03-{number + 1:02d}")
        written(
            facilitator, initiative, number, "sampah", day=f"2026-03-{number + 1:02d}", source="Kabar Pesisir"
        )
    ask_to_sort(actor=facilitator, initiative=initiative)
    sort_articles.call(initiative.pk)
    return list(Topic.objects.filter(initiative=initiative))


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_copies_are_folded_onto_the_first(facilitator, initiative):
    first = written(facilitator, initiative, 1, day="2026-03-01")
    copy = written(facilitator, initiative, 1, day="2026-03-02", source="Kabar Pesisir", title=first.title)
    ask_to_sort(actor=facilitator, initiative=initiative)
    sort_articles.call(initiative.pk)
    copy.refresh_from_db()
    assert copy.copy_of == first
    volume = {one.source: one.articles for one in timeline(initiative).counts if one.articles}
    assert volume == {"": 1, "Radar Selat": 1, "Kabar Pesisir": 1}


def test_few_articles_give_no_topics_and_the_page_says_so(facilitator, initiative, client_as):
    written(facilitator, initiative, 1)
    ask_to_sort(actor=facilitator, initiative=initiative)
    sort_articles.call(initiative.pk)
    page = client_as(facilitator).get(reverse("evidence:topics", args=[initiative.slug]))
    assert "too few different articles" in text_of(page)


def test_nothing_to_sort_is_said(facilitator, initiative):
    with pytest.raises(RuleBroken, match="no articles"):
        ask_to_sort(actor=facilitator, initiative=initiative)


def test_a_person_names_topics_and_merges_them(facilitator, initiative):
    sorted_out(facilitator, initiative)
    topics = [Topic.objects.create(initiative=initiative, number=90 + at, words=[str(at)]) for at in range(2)]
    article = Article.objects.first()
    Article.objects.filter(pk=article.pk).update(topic=topics[1])
    name_topic(actor=facilitator, topic=topics[0], name="Air bersih")
    merge_topics(actor=facilitator, topic=topics[1], into=topics[0])
    article.refresh_from_db()
    assert article.topic.shown_name == "Air bersih"
    with pytest.raises(RuleBroken, match="another topic"):
        merge_topics(actor=facilitator, topic=topics[0], into=topics[0])


def test_people_code_a_drawn_sample_and_the_agreement_is_shown(facilitator, initiative, person, client_as):
    sorted_out(facilitator, initiative)
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    assert checked(initiative) is None
    for key in sample_of(initiative):
        one = Article.objects.get(pk=key)
        code_by_hand(actor=official, article=one, topic=one.topic)
    found = checked(initiative)
    assert found.scores.accuracy.estimate == 1
    page = text_of(client_as(official).get(reverse("evidence:topics", args=[initiative.slug])))
    assert f"{found.scores.texts} articles coded by hand" in page


def test_the_machine_does_not_whisper_while_people_code(facilitator, initiative, person, client_as):
    sorted_out(facilitator, initiative)
    browser = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    where = reverse("evidence:sample", args=[initiative.slug])
    page = browser.get(where)
    assert "checked" not in page.content.decode()
    assert "0 of" in text_of(page)
    number = re.search(r'name="article" value="(\d+)"', page.content.decode())[1]
    browser.post(where, {"article": number, "topic": "1"})
    assert "1 of" in text_of(browser.get(where))


def test_an_article_outside_the_sample_is_not_coded(facilitator, initiative):
    lone = written(facilitator, initiative, 1)
    topic = Topic.objects.create(initiative=initiative, number=1, words=["air"])
    with pytest.raises(RuleBroken, match="not in the sample"):
        code_by_hand(actor=facilitator, article=lone, topic=topic)


@pytest.mark.parametrize("name", ["index", "sources", "articles", "topics"])
def test_pages_ask_the_same_number_of_questions_however_much_there_is(
    facilitator, initiative, client_as, django_assert_max_num_queries, name
):
    sorted_out(facilitator, initiative, 12)
    browser, where = client_as(facilitator), reverse(f"evidence:{name}", args=[initiative.slug])
    with django_assert_max_num_queries(16):
        assert browser.get(where).status_code == 200
