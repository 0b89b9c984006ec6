"""The fairest lottery for a panel, against all panels of small pools; the draw that anybody can repeat."""

import hashlib
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from titiktemu.analysis.sortition import leximin as fairest
from titiktemu.analysis.sortition.files import read_people, read_quotas
from titiktemu.analysis.sortition.lottery import draw, make, read, write
from titiktemu.analysis.sortition.panels import Panels
from titiktemu.analysis.sortition.people import Person, Quota, Refused, gather
from titiktemu.analysis.sortition.relief import smallest_change

TOY = [
    Person("lisa", {"age": "child", "show": "simpsons"}),
    Person("marge", {"age": "adult", "show": "simpsons"}),
    Person("louie", {"age": "child", "show": "ducktales"}),
    Person("dewey", {"age": "child", "show": "ducktales"}),
    Person("scrooge", {"age": "adult", "show": "ducktales"}),
]
TOY_QUOTAS = [Quota("age", one, 1, 1) for one in ("child", "adult")] + [
    Quota("show", one, 1, 1) for one in ("simpsons", "ducktales")
]


@st.composite
def pools(draw_from):
    """A few people with two or three features; quotas around a panel that there is."""
    count = draw_from(st.integers(2, 8))
    size = draw_from(st.integers(1, min(4, count)))
    features = {"a": "xy", "b": "uvw", "c": "mn"}
    people = [
        Person(
            f"p{at}",
            {name: draw_from(st.sampled_from(values)) for name, values in features.items()},
            draw_from(st.sampled_from(["", "", "", "home", "hut"])),
        )
        for at in range(count)
    ]
    chosen = draw_from(st.permutations(people))[:size]
    quotas = []
    for name, values in features.items():
        for value in values:
            there = sum(one.features[name] == value for one in chosen)
            room = draw_from(st.tuples(st.integers(0, 1), st.integers(0, 1)))
            quotas.append(Quota(name, value, max(0, there - room[0]), there + room[1]))
    return people, quotas, size


def is_panel(chosen, quotas):
    homes = [one.household for one in chosen if one.household]
    return len(set(homes)) == len(homes) and all(
        quota.least <= sum(one.features[quota.feature] == quota.value for one in chosen) <= quota.most
        for quota in quotas
    )


def all_panels(people, quotas, size):
    return [chosen for chosen in combinations(people, size) if is_panel(chosen, quotas)]


def leximin_of_all(people, panels):
    """Person by person: whose chance cannot be raised any more is settled. Knows no kinds and no prices."""
    inside = np.array([[one in panel for panel in panels] for one in people], dtype=float)
    many, settled = len(panels), {}
    one = np.ones((1, many))

    def highest(goal, floors):
        answer = linprog(-goal, A_ub=-inside, b_ub=1e-9 - floors, A_eq=one, b_eq=[1])
        assert answer.status == 0
        return -answer.fun

    while len(settled) < len(people):
        free = np.array([at not in settled for at in range(len(people))])
        known = np.array([settled.get(at, 0.0) for at in range(len(people))])
        answer = linprog(
            np.append(np.zeros(many), -1.0),
            A_ub=np.hstack([-inside, free[:, None].astype(float)]),
            b_ub=1e-9 - np.where(free, 0.0, known),
            A_eq=np.append(np.ones(many), 0)[None],
            b_eq=[1],
        )
        least = -answer.fun
        floors = np.where(free, least, known)
        settled |= {
            int(at): least for at in np.flatnonzero(free) if highest(inside[at], floors) < least + 1e-6
        }
    return {people[at].id: chance for at, chance in settled.items()}


@settings(max_examples=60, deadline=None)
@given(pools())
def test_chances_are_those_found_by_trying_all_panels(pool):
    people, quotas, size = pool
    panels = all_panels(people, quotas, size)
    assume(panels)
    lottery = make(people, quotas, size)
    expected = leximin_of_all(people, panels)
    assert lottery.probabilities == pytest.approx(expected, abs=1e-5)
    assert sum(lottery.probabilities.values()) == pytest.approx(size)


@settings(max_examples=60, deadline=None)
@given(pools())
def test_columns_alone_give_the_same_chances_as_peeling(pool):
    people, quotas, size = pool
    assume(all_panels(people, quotas, size))
    panels = Panels(gather(people, quotas, size))
    found, weights = fairest.by_columns(panels, [panels.best(np.ones_like(panels.people))])
    chances = weights @ (np.array(found) / panels.people)
    np.testing.assert_allclose(chances, fairest.leximin(panels).chances, atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(pools(), st.text(max_size=8))
def test_every_seed_draws_a_panel_that_meets_all_quotas_and_always_the_same(pool, seed):
    people, quotas, size = pool
    assume(all_panels(people, quotas, size))
    lottery = make(people, quotas, size)
    panel = draw(lottery, seed)
    assert is_panel([one for one in people if one.id in panel], quotas)
    assert len(panel) == size
    turned = make(people[::-1], quotas[::-1], size)
    assert (turned, draw(turned, seed)) == (lottery, panel)
    assert read(write(lottery)) == lottery


@settings(max_examples=60, deadline=None)
@given(pools(), st.data())
def test_where_no_panel_meets_the_quotas_the_change_that_is_named_is_the_smallest_that_helps(pool, data):
    people, quotas, size = pool
    people = [Person(one.id, one.features) for one in people]
    tight = data.draw(st.sampled_from(quotas))
    up = data.draw(st.integers(1, 2))
    quotas = [
        Quota(one.feature, one.value, one.least + up, one.most + up) if one == tight else one
        for one in quotas
    ]
    assume(not all_panels(people, quotas, size))
    with pytest.raises(Refused):
        make(people, quotas, size)
    changes = dict(smallest_change(gather(people, quotas, size)))
    eased = [changes.get(one, one) for one in quotas]
    assert all_panels(people, eased, size)
    needed = min(
        sum(
            max(0, one.least - there) + max(0, there - one.most)
            for one in quotas
            for there in [sum(person.features[one.feature] == one.value for person in chosen)]
        )
        for chosen in combinations(people, size)
    )
    assert sum(old.least - new.least + new.most - old.most for old, new in changes.items()) == needed


def test_the_published_toy_example():
    chances = make(TOY, TOY_QUOTAS, 2).probabilities
    third = pytest.approx(1 / 3, abs=1e-6)
    assert chances == {
        "dewey": third,
        "lisa": third,
        "louie": third,
        "marge": pytest.approx(2 / 3),
        "scrooge": third,
    }


def test_the_draw_is_the_one_that_the_page_describes():
    """By hand, from the written lottery: ticket, panel, then people by their hashes."""
    lottery = make(TOY, TOY_QUOTAS, 2, tickets=1000)
    ticket = int(hashlib.sha256(b"ticket|4-1-6").hexdigest(), 16) % 1000
    panel = lottery.panels[0] if ticket < lottery.tickets[0] else lottery.panels[1]
    by_hand = []
    for kind, many in zip(lottery.kinds, panel, strict=True):
        order = sorted(
            kind.people, key=lambda one: hashlib.sha256(f"person|4-1-6|{one}".encode()).hexdigest()
        )
        by_hand += order[:many]
    assert sorted(by_hand) == list(draw(lottery, "4-1-6"))
    assert sum(lottery.tickets) == 1000


def test_over_many_seeds_people_are_drawn_as_often_as_their_chances_say():
    people = [*TOY, Person("bart", {"age": "child", "show": "simpsons"}, "evergreen")]
    people[0] = Person("lisa", people[0].features, "evergreen")
    lottery = make(people, TOY_QUOTAS, 2)
    drawn = [draw(lottery, str(seed)) for seed in range(4000)]
    for one, chance in lottery.probabilities.items():
        assert sum(one in panel for panel in drawn) / 4000 == pytest.approx(chance, abs=0.03)


def test_two_of_one_household_never_sit_together():
    people = [Person(name, {"sex": sex}, home) for name, sex, home in (
        ("a", "f", "1"), ("b", "m", "1"), ("c", "f", "2"), ("d", "m", "2"), ("e", "f", "3"),
    )]  # fmt: skip
    lottery = make(people, [Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 1)], 2)
    homes = {one.id: one.household for one in people}
    assert all(len({homes[one] for one in draw(lottery, str(seed))}) == 2 for seed in range(50))
    assert lottery.probabilities == pytest.approx(
        {"a": 1 / 3, "b": 1 / 2, "c": 1 / 3, "d": 1 / 2, "e": 1 / 3}
    )


def test_chances_that_fractions_would_allow_and_whole_panels_do_not():
    """Three people, of each two at least one and at most one: halves of people meet that, people do not."""
    pairs = [
        ("1", "1", "0"),
        ("1", "0", "1"),
        ("0", "1", "1"),
        ("0", "0", "0"),
        ("0", "0", "0"),
        ("0", "0", "0"),
    ]
    people = [Person(f"p{at}", dict(zip("xyz", values, strict=True))) for at, values in enumerate(pairs)]
    quotas = [Quota(name, "1", 0, 1) for name in "xyz"] + [Quota(name, "0", 0, 9) for name in "xyz"]
    lottery = make(people, quotas, 3)
    panels = Panels(gather(people, quotas, 3))
    assert fairest.of_fractions(panels).min() == pytest.approx(0.5)
    assert min(lottery.probabilities.values()) == pytest.approx(1 / 3, abs=1e-6)


@pytest.mark.parametrize(
    ("quotas", "size", "sentence"),
    [
        ([Quota("sex", "f", 1, 2), Quota("sex", "m", 1, 1)], 9, "9 people are wanted"),
        ([Quota("sex", "f", 2, 2), Quota("sex", "m", 1, 1)], 2, "The least numbers under sex add up to 3"),
        ([Quota("sex", "f", 0, 1), Quota("sex", "m", 0, 0)], 2, "The greatest numbers under sex add up to 1"),
        ([Quota("sex", "f", 0, 0), Quota("sex", "m", 2, 2)], 2, "At least 2 of sex “m” are wanted"),
        ([Quota("sex", "f", 2, 1), Quota("sex", "m", 1, 1)], 2, "Of sex “f” at least 2 and at most 1"),
        ([Quota("sex", "f", 1, 1)], 2, "“m” stands under sex for 1 people, the first of them c"),
        ([Quota("age", "f", 1, 1)], 2, "The quotas name age, and nothing is known of it for a."),
        ([Quota("sex", "f", 1, 1)] * 2, 2, "The quota of sex “f” is there twice."),
        ([], 2, "There is not a single quota."),
        ([Quota("sex", "f", 1, 2), Quota("sex", "m", 1, 1)], 0, "A panel needs at least one seat."),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_said(quotas, size, sentence):
    people = [Person(name, {"sex": sex}) for name, sex in zip("abc", "ffm", strict=True)]
    with pytest.raises(Refused, match=sentence):
        make(people, quotas, size)


def test_quotas_that_only_together_are_too_much_are_answered_with_the_smallest_change():
    people = [Person("a", {"sex": "f", "age": "old"}), Person("b", {"sex": "m", "age": "young"})]
    quotas = [
        Quota("sex", "f", 1, 1),
        Quota("sex", "m", 0, 0),
        Quota("age", "old", 0, 0),
        Quota("age", "young", 1, 1),
    ]
    with pytest.raises(
        Refused, match=r"No panel of 1 meets .* helps: age “old” 0–0 → 0–1; age “young” 1–1 → 0–1"
    ):
        make(people, quotas, 1)


def test_files_of_both_kinds_are_read_the_same():
    first = read_quotas(b"category,feature,min,max\nsex,f,1,2\n", "q.csv")
    assert first == read_quotas("\ufefffeature;value;max;min\nsex; f;2;1\n".encode(), "q.csv")
    people = read_people(b"nama;sex;rumah\nSiti;f;Jl. Mawar 1\n\n", "r.csv", ["sex"], "rumah")
    assert people == [Person("Siti", {"sex": "f"}, "Jl. Mawar 1")]


@pytest.mark.parametrize(
    ("quotas", "people", "sentence"),
    [
        (b"", b"", "q.csv is empty"),
        (b"a,b\n1,2\n", b"", "q.csv needs the columns"),
        (b"feature,value,min,max\nsex,f,one,2\n", b"", "q.csv, line 2: “one” is no whole number from 0"),
        (b"feature,value,min,max\nsex,f,1,2\n", b"id,age\n", "r.csv has no column sex"),
        (b"feature,value,min,max\nsex,f,1,2\n", b"id,sex\n,f\n", "r.csv, line 2: the person has no id"),
        (b"feature,value,min,max\nsex,f,1,2\n", b"id,sex,sex\n1,f,m\n", "r.csv has two columns sex"),
        (b"feature,value,min,max\nsex,f,1,2\n", b"id,sex\n1,f,m\n", "r.csv, line 2: this row cannot be read"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_used_are_told_with_their_line(quotas, people, sentence):
    with pytest.raises(Refused, match=sentence):
        read_people(people, "r.csv", [one.feature for one in read_quotas(quotas, "q.csv")])


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"features": [], "kinds": [], "panels": []}'])
def test_what_is_no_lottery_is_refused(text):
    with pytest.raises(Refused, match="no lottery"):
        read(text)


@pytest.mark.parametrize("start", [1, 2])
def test_in_larger_pools_both_ways_give_the_same_chances(start):
    random = np.random.default_rng(start)
    rows = random.integers(0, [2, 3, 4], (60, 3)).astype(str)
    homes = random.integers(0, 40, 60)
    people = [
        Person(f"p{at}", dict(zip("abc", row, strict=True)), f"home {homes[at]}")
        for at, row in enumerate(rows.tolist())
    ]
    seated = [people[at] for at in np.unique(homes, return_index=True)[1]][:12]
    quotas = [
        Quota(name, value, max(0, there - 1), there)
        for place, name in enumerate("abc")
        for value in np.unique(rows[:, place]).tolist()
        for there in [sum(one.features[name] == value for one in seated)]
    ]
    panels = Panels(gather(people, quotas, 12))
    found, weights = fairest.by_columns(panels, [panels.best(np.ones_like(panels.people))])
    fair = fairest.leximin(panels)
    np.testing.assert_allclose(fair.chances, weights @ (np.array(found) / panels.people), atol=1e-6)
    assert all(
        np.all((panels.low <= panels.rows @ one) & (panels.rows @ one <= panels.high)) for one in fair.panels
    )
