"""Articles are folded and sorted; people name, merge and check."""

import pytest
from django.urls import reverse

from titiktemu.foundation.errors import RuleBroken
from titiktemu.step1_issues.evidence.models import Article, Topic
from titiktemu.step1_issues.evidence.queries.topics import timeline
from titiktemu.step1_issues.evidence.services.topics import (
    ask_to_sort,
    merge_topics,
    name_topic,
)
from titiktemu.step1_issues.evidence.tasks import sort_articles
from titiktemu.step1_issues.evidence.tests.pressing import sorted_out, text_of, written

pytestmark = pytest.mark.django_db


def test_copies_are_folded_onto_the_first(facilitator, initiative):
    first = written(facilitator, initiative, 1, day="2026-03-01")
    copy = written(facilitator, initiative, 1, day="2026-03-02", source="Kabar Pesisir", title=first.title)
    ask_to_sort(actor=facilitator, initiative=initiative)
    sort_articles.call(initiative.pk)
    copy.refresh_from_db()
    assert copy.copy_of == first
    volume = {one.source: one.articles for one in timeline(initiative).counts if one.articles}
    assert volume == {"": 1, "Radar Selat": 1, "Kabar Pesisir": 1}


def test_the_volume_of_each_source_has_its_interval(facilitator, initiative, client_as):
    sorted_out(facilitator, initiative, 7)
    page = text_of(client_as(facilitator).get(reverse("evidence:topics", args=[initiative.slug])))
    assert "2 0.2–7.2 1 (0.0–5.5) 1 (0.0–5.5)" in page, "two in a day, one of each source"


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


@pytest.mark.parametrize("name", ["index", "sources", "articles", "topics"])
def test_pages_ask_the_same_number_of_questions_however_much_there_is(
    facilitator, initiative, client_as, django_assert_max_num_queries, name
):
    sorted_out(facilitator, initiative, 12)
    browser, where = client_as(facilitator), reverse(f"evidence:{name}", args=[initiative.slug])
    with django_assert_max_num_queries(16):
        assert browser.get(where).status_code == 200
