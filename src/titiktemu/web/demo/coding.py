"""The demo's coding by two people: sessions of focus groups, and articles drawn by lot. All invented."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.services.people import appoint
from titiktemu.foundation.words import Role
from titiktemu.step1_issues.evidence.models import Article, FocusGroup, Topic
from titiktemu.step1_issues.evidence.services.checks import code_by_hand, draw_articles
from titiktemu.step1_issues.evidence.services.groups import (
    code_passages,
    count_people,
    write_group,
    write_notes,
)

SEED: Final = 2026
FIRST_CODES: Final = (1, 1, 2, 3, 2, 4)
"""What the first coder says of the passages of the first session; the second differs in one."""
SESSIONS: Final = (
    (
        "Ayah muda di pesisir (rekaan)",
        "men",
        7,
        (
            ("(Catatan rekaan untuk contoh.) Istri saya dites, hasilnya tidak pernah sampai ke kami.", 1, 1),
            ("Kami tidak tahu obatnya masih ada atau tidak.", 4, 4),
            ("Bensin ke kota tidak murah.", 3, 3),
        ),
    ),
    (
        "Ibu-ibu di pegunungan (rekaan)",
        "women",
        9,
        (
            ("(Catatan rekaan untuk contoh.) Jalan ke puskesmas dua jam, ojeknya mahal.", 3, 3),
            ("Kalau ketahuan, nanti saya tidak diajak pengajian.", 2, 2),
            ("Bidan ganti terus, kami harus bercerita dari awal.", 5, None),
        ),
    ),
    (
        "Kader posyandu (rekaan)",
        "women",
        8,
        (
            ("(Catatan rekaan untuk contoh.) Kami ditanya hasil tes, padahal kami juga menunggu.", 1, 1),
            ("Tetangga menebak-nebak kalau kami datang dua kali.", 2, 2),
            ("Obat kosong, tetapi tidak ada yang memberi tahu.", 4, 4),
        ),
    ),
    (
        "Pendamping sebaya (rekaan)",
        "women",
        6,
        (
            ("(Catatan rekaan untuk contoh.) Banyak yang berhenti karena ongkos.", 3, 3),
            ("Petugas baru tidak mengenal kami.", 5, 5),
            ("Hasil tes datang setelah bayinya lahir.", 1, 1),
        ),
    ),
    (
        "Ibu-ibu di pulau (rekaan)",
        "women",
        6,
        (
            ("(Catatan rekaan untuk contoh.) Perahu tidak jalan, obat tidak sampai.", 4, 3),
            ("Di pulau semua orang saling kenal, malu.", 2, 2),
            ("Sekali menyeberang, upah sehari habis.", 3, 3),
        ),
    ),
)
"""Sessions after the first: title, sex and number of people, and passages with the codes of two coders."""
TONES: Final = ("neg", "neg", "pos", "pos", "neg", "neu", "neg", "pos", "neg", "pos", "neu", "pos",
                "neg", "neg", "pos", "pos")  # fmt: skip
"""The first coder's tone of each article, in the order of their numbers."""
WORDS: Final = {"neg": "negative", "neu": "neutral", "pos": "positive"}
OTHERWISE: Final = {4: "neu", 11: "neu"}
"""Where the second coder reads the tone otherwise."""
UNFIT: Final = ({14}, {12, 14, 15})
"""Articles of which each coder says that no topic fits: they are about the way to the hospital."""
ABOUT: Final = (6, 12, 16)
"""Where the articles about tests end, then those about stigma, then those about the way."""


def second_coder(initiative: Initiative, facilitator: Actor) -> Actor:
    """Another facilitator, who codes without seeing what the first one said."""
    place = appoint(
        actor=facilitator,
        initiative=initiative,
        role=Role.FACILITATOR,
        name="Wulan Kirana (rekaan)",
        email="pengode@contoh.invalid",
    )
    return Actor(user=place.user, participations=(place,))


def code_sessions(initiative: Initiative, coders: Sequence[Actor], first: FocusGroup, day: date) -> None:
    """Six sessions, each coded by both; later ones bring hardly anything new."""
    one, other = coders
    _code(one, first, FIRST_CODES)
    _code(other, first, (*FIRST_CODES[:-1], None))
    for number, (title, sex, people, passages) in enumerate(SESSIONS, start=1):
        held = day + timedelta(days=2 * number)
        group = write_group(
            actor=one, initiative=initiative, title=title, held_on=held, place="Balai desa (rekaan)"
        )
        count_people(actor=one, group=group, people={("citizens", sex): people})
        write_notes(actor=one, group=group, text="\n".join(text for text, _mine, _yours in passages))
        _code(one, group, [mine for _text, mine, _yours in passages])
        _code(other, group, [yours for _text, _mine, yours in passages])


def _code(coder: Actor, group: FocusGroup, codes: Sequence[int | None]) -> None:
    code_passages(actor=coder, group=group, codes=dict(enumerate(codes, start=1)))


def code_articles(initiative: Initiative, coders: Sequence[Actor]) -> None:
    """All articles drawn, and coded by both: alpha is shown, and why tone is not."""
    articles = list(Article.objects.filter(initiative=initiative, copy_of=None).order_by("number"))
    topics = list(Topic.objects.filter(initiative=initiative))
    if not topics:
        return
    draw_articles(actor=coders[0], initiative=initiative, size=len(articles), seed=SEED)
    for at, article in enumerate(articles[: len(TONES)]):
        about = _most(articles, topics, next(place for place, end in enumerate(ABOUT) if at < end))
        tones = (TONES[at], OTHERWISE.get(at, TONES[at]))
        for coder, tone, unfit in zip(coders, tones, UNFIT, strict=True):
            topic = None if at in unfit else about
            code_by_hand(actor=coder, article=article, topic=topic, tone=WORDS[tone])


def _most(articles: Sequence[Article], topics: Sequence[Topic], place: int) -> Topic:
    """The topic that most articles of this matter were sorted into."""
    begin = (0, *ABOUT)[place]
    given = [one.topic_id for one in articles[begin : ABOUT[place]]]
    return max(topics, key=lambda one: given.count(one.pk))
