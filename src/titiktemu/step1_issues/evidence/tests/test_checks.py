"""Articles drawn by lot are coded by two people, and tone is shown only where its check allows it."""

import re

import pytest
from django.urls import reverse

from titiktemu.analysis.texts.coding_check import FEW
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.models import Article, HandCode, HandSample, ToneCheck, Topic
from titiktemu.step1_issues.evidence.queries.checks import checked_topics, hands_of, tone_lines
from titiktemu.step1_issues.evidence.services.checks import code_by_hand, draw_articles
from titiktemu.step1_issues.evidence.services.media import take_out
from titiktemu.step1_issues.evidence.services.topics import ask_to_sort
from titiktemu.step1_issues.evidence.tasks import read_tones, sort_articles
from titiktemu.step1_issues.evidence.tests.pressing import sorted_out, text_of, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(person):
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE), person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


def tone_of(article):
    """As the articles of these tests are written: those about waste complain."""
    return "negative" if "sampah" in article.title else "positive"


def coded(actor, sample, tone=tone_of):
    for key in sample.articles:
        one = Article.objects.get(pk=key)
        code_by_hand(actor=actor, article=one, topic=one.topic, tone=tone(one))


def page_of(client_as, actor, initiative, name="topics"):
    return text_of(client_as(actor).get(reverse(f"evidence:{name}", args=[initiative.slug])))


def test_a_draw_is_kept_with_its_seed_and_can_be_repeated(facilitator, initiative):
    sorted_out(facilitator, initiative)
    first = draw_articles(actor=facilitator, initiative=initiative, size=12)
    assert (first.pool, len(set(first.articles))) == (20, 12)
    again = draw_articles(actor=facilitator, initiative=initiative, size=12, seed=first.seed)
    assert again.articles == first.articles
    larger = draw_articles(actor=facilitator, initiative=initiative, size=15, seed=first.seed)
    assert larger.articles[:12] == first.articles
    other = draw_articles(actor=facilitator, initiative=initiative, size=12, seed=first.seed + 1)
    assert other.articles != first.articles


def test_copies_are_not_drawn(facilitator, initiative):
    sorted_out(facilitator, initiative)
    one = Article.objects.filter(copy_of=None).first()
    Article.objects.exclude(pk=one.pk).filter(number=2).update(copy_of=one)
    drawn = draw_articles(actor=facilitator, initiative=initiative, size=200)
    assert len(drawn.articles) == Article.objects.filter(copy_of=None).count() == 19


def test_nothing_is_drawn_before_there_are_topics_or_by_members(facilitator, initiative, two):
    written(facilitator, initiative, 1)
    with pytest.raises(RuleBroken, match="Sort the articles first"):
        draw_articles(actor=facilitator, initiative=initiative, size=10)
    with pytest.raises(NotAllowed):
        draw_articles(actor=two[0], initiative=initiative, size=10)


def test_nothing_is_shown_before_two_have_coded_everything(facilitator, initiative, two, client_as):
    sorted_out(facilitator, initiative)
    sample = draw_articles(actor=facilitator, initiative=initiative, size=12)
    coded(two[0], sample)
    assert checked_topics(hands_of(sample)) is None
    page = page_of(client_as, two[1], initiative)
    assert "Shown when two people have coded the whole sample" in page
    coded(two[1], sample)
    told = checked_topics(hands_of(sample))
    assert (told.coders, told.people.estimate, told.machine.scores.texts) == (2, 1.0, 12)
    assert "Alpha between people" in page_of(client_as, two[1], initiative)


def test_alpha_of_people_falls_where_they_differ_and_the_machine_is_told_apart(facilitator, initiative, two):
    topics = sorted_out(facilitator, initiative)
    sample = draw_articles(actor=facilitator, initiative=initiative, size=20)
    coded(two[0], sample)
    for number, key in enumerate(sample.articles):
        one = Article.objects.get(pk=key)
        given = None if number % 2 else one.topic
        code_by_hand(actor=two[1], article=one, topic=given, tone="neutral")
    told = checked_topics(hands_of(sample))
    assert told.people.estimate < 0.6
    assert told.machine.scores.accuracy.estimate == 1, "the first coder did as the machine"
    assert len(topics) >= 2


def test_coders_see_neither_the_machine_nor_each_other(facilitator, initiative, two, client_as):
    sorted_out(facilitator, initiative)
    sample = draw_articles(actor=facilitator, initiative=initiative, size=10)
    coded(two[0], sample)
    browser, where = client_as(two[1]), reverse("evidence:sample", args=[initiative.slug])
    page = browser.get(where).content.decode()
    assert "checked" not in page
    assert "0 of 10" in text_of(browser.get(where))
    number = re.search(r'name="article" value="(\d+)"', page)[1]
    assert browser.post(where, {"article": number, "topic": "0", "tone": "neutral"}).status_code == 302
    kept = HandCode.objects.get(coder=two[1].place_in(initiative))
    assert (kept.topic, kept.fits_none, kept.tone) == (None, True, "neutral")
    assert "1 of 10" in text_of(browser.get(where))


def test_half_an_answer_gets_a_sentence_and_keeps_what_was_chosen(facilitator, initiative, two, client_as):
    sorted_out(facilitator, initiative)
    draw_articles(actor=facilitator, initiative=initiative, size=10)
    browser, where = client_as(two[0]), reverse("evidence:sample", args=[initiative.slug])
    number = re.search(r'name="article" value="(\d+)"', browser.get(where).content.decode())[1]
    answer = browser.post(where, {"article": number, "topic": "1"})
    assert answer.status_code == 422
    assert "Choose a topic and a tone" in text_of(answer)
    assert re.search(r'name="topic" value="1" required checked', answer.content.decode())
    assert f'name="article" value="{number}"' in answer.content.decode()
    assert not HandCode.objects.exists()


def test_an_article_outside_the_sample_is_not_coded(facilitator, initiative):
    lone = written(facilitator, initiative, 1)
    topic = Topic.objects.create(initiative=initiative, number=1, words=["air"])
    with pytest.raises(RuleBroken, match="not in the sample"):
        code_by_hand(actor=facilitator, article=lone, topic=topic, tone="neutral")


def test_an_article_that_is_taken_out_is_not_asked_for_any_more(facilitator, initiative, two):
    sorted_out(facilitator, initiative)
    sample = draw_articles(actor=facilitator, initiative=initiative, size=12)
    coded(two[0], sample)
    take_out(actor=facilitator, article=Article.objects.get(pk=sample.articles[0]))
    assert len(hands_of(sample).topics[0]) == 11


def test_sorting_anew_asks_for_topics_again_and_keeps_tones(facilitator, initiative, two):
    sorted_out(facilitator, initiative)
    sample = draw_articles(actor=facilitator, initiative=initiative, size=12)
    coded(two[0], sample)
    ask_to_sort(actor=facilitator, initiative=initiative)
    sort_articles.call(initiative.pk)
    hands = hands_of(HandSample.objects.get())
    assert (len(hands.topics), len(hands.tones)) == (0, 1)


def test_tone_is_shown_with_its_validation_where_the_machine_reads_as_people_do(
    facilitator, initiative, two, client_as
):
    sorted_out(facilitator, initiative, 28)
    sample = draw_articles(actor=facilitator, initiative=initiative, size=FEW, seed=7)
    for one in two:
        coded(one, sample)
    read_tones.call(initiative.pk)
    found = ToneCheck.objects.get()
    assert found.why == {}
    assert found.content["articles"] == FEW
    assert found.content["macro_f1"]["estimate"] >= 0.9
    assert all(one.tone == tone_of(one) for one in Article.objects.all()), "those that nobody coded too"
    lines = {one.source: [count for count, *_ends in one.tones] for one in tone_lines(initiative)}
    assert lines == {"": [28, 0, 28], "Kabar Pesisir": [28, 0, 0], "Radar Selat": [0, 0, 28]}
    page = page_of(client_as, two[0], initiative)
    assert "Macro-F1 of the machine" in page
    assert "Tone by source" in page


@pytest.mark.parametrize(
    ("size", "first", "second", "sentence"),
    [
        (FEW - 1, tone_of, tone_of, "from 50 articles on that two people coded; there are 49"),
        (FEW, lambda one: "neutral", lambda one: "neutral", "one tone alone"),
        (
            FEW,
            tone_of,
            lambda one: ("negative", "neutral", "positive")[one.number % 3],
            "do not agree well enough on tone",
        ),
        (
            FEW,
            lambda one: ("negative", "positive")[int(one.key, 16) % 2],
            lambda one: ("negative", "positive")[int(one.key, 16) % 2],
            "does not read tone as people do",
        ),
    ],
)
def test_below_the_bar_no_tone_is_shown_and_the_page_says_why(
    facilitator, initiative, two, client_as, size, first, second, sentence
):
    sorted_out(facilitator, initiative, 28)
    sample = draw_articles(actor=facilitator, initiative=initiative, size=size, seed=7)
    Article.objects.update(tone="negative")
    coded(two[0], sample, first)
    coded(two[1], sample, second)
    read_tones.call(initiative.pk)
    assert not Article.objects.exclude(tone="").exists(), "tones that were shown before go"
    page = page_of(client_as, two[0], initiative)
    assert sentence in page
    assert "Tone by source" not in page


def test_a_new_draw_takes_back_what_the_last_one_allowed(facilitator, initiative):
    sorted_out(facilitator, initiative)
    Article.objects.update(tone="negative")
    draw_articles(actor=facilitator, initiative=initiative, size=10)
    assert not Article.objects.exclude(tone="").exists()


def test_articles_are_drawn_on_the_page_and_bad_numbers_get_a_sentence(facilitator, initiative, client_as):
    sorted_out(facilitator, initiative)
    browser, where = client_as(facilitator), reverse("evidence:draw", args=[initiative.slug])
    for sent in ({"draw-size": "9"}, {"draw-size": "201"}, {"draw-size": "12", "draw-seed": "x"}, {}):
        assert browser.post(where, sent).status_code == 422
    assert not HandSample.objects.exists()
    assert browser.post(where, {"draw-size": "12", "draw-seed": "42"}).status_code == 302
    assert HandSample.objects.get().seed == 42
    assert "12 of 20 articles, seed 42" in page_of(client_as, facilitator, initiative)
