"""Causal maps: known answers, networkx as the other witness, and what must hold of every map."""

import networkx  # type: ignore[import-untyped]
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.causal_maps.alignment import suggest
from titiktemu.analysis.causal_maps.arrows import Arrow, components, graph_of
from titiktemu.analysis.causal_maps.influence import (
    Part,
    betweenness,
    closeness,
    indirect_ways,
    influence,
    matrix_of,
)
from titiktemu.analysis.causal_maps.loops import find_loops
from titiktemu.analysis.causal_maps.outline import read_outline
from titiktemu.analysis.causal_maps.shared import Standing, branches, compare, index_of, order_of_talk
from titiktemu.analysis.causal_maps.table import BadTable, read_links, report

GRAPHS = st.integers(1, 9).flatmap(
    lambda many: st.tuples(
        st.just(many), st.sets(st.tuples(st.integers(0, many - 1), st.integers(0, many - 1)), max_size=24)
    )
)
SAID = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda one: one[0] != one[1]),
    st.sampled_from([1, -1, 0]),
)


def ours(theirs):
    """A graph of networkx as one of ours; undirected ones with an arrow each way."""
    return graph_of(theirs.nodes, theirs.to_directed().edges)


def drawn(many, links):
    theirs = networkx.DiGraph()
    theirs.add_nodes_from(range(many))
    theirs.add_edges_from((cause, effect) for cause, effect in links if cause != effect)
    return theirs


# Centralities


def test_karate_club_has_its_known_betweenness_and_closeness():
    club = networkx.karate_club_graph()
    graph = ours(club)
    between, near = betweenness(graph), closeness(graph)
    # Freeman's figures for Zachary's two leaders, the instructor and the president.
    assert between[0] == pytest.approx(0.4376, abs=1e-4)
    assert between[33] == pytest.approx(0.3041, abs=1e-4)
    assert between == pytest.approx(networkx.betweenness_centrality(club))
    assert near == pytest.approx(networkx.closeness_centrality(club))


def test_krackhardts_kite_has_another_winner_in_each_centrality():
    kite = networkx.krackhardt_kite_graph()
    found = influence(ours(kite))
    assert max(found, key=lambda one: found[one].drives) == 3  # Diane
    assert max(found, key=lambda one: found[one].between) == 7  # Heather
    assert {one for one in found if found[one].near == max(each.near for each in found.values())} == {5, 6}
    assert found[7].between == pytest.approx(14 / 36)
    assert found[5].near == pytest.approx(9 / 14)


@given(GRAPHS)
def test_centralities_of_any_map_are_those_of_networkx(made):
    theirs = drawn(*made)
    graph = graph_of(theirs.nodes, theirs.edges)
    assert betweenness(graph) == pytest.approx(networkx.betweenness_centrality(theirs))
    assert closeness(graph) == pytest.approx(networkx.closeness_centrality(theirs))


# Drivers and dependence


def test_four_nodes_by_hand():
    # a leads to b and c, b and c lead to d: two ways from a to d, and nothing longer.
    graph = graph_of("abcd", ["ab", "ac", "bd", "cd"])
    found = influence(graph)
    assert [(one.drives, one.depends) for one in found.values()] == [(2, 0), (1, 1), (1, 1), (0, 2)]
    assert [one.drives_indirectly for one in found.values()] == [2, 0, 0, 0]
    assert [one.depends_indirectly for one in found.values()] == [0, 0, 0, 2]
    assert [one.part for one in found.values()] == [
        Part.DRIVER, Part.AUTONOMOUS, Part.AUTONOMOUS, Part.DEPENDENT,
    ]  # fmt: skip


def test_a_loop_makes_linkage_and_ends():
    # Ways of two arrows: a to c, b to a, b to d, c to b; powers go on in the loop and are cut.
    graph = graph_of("abcd", ["ab", "bc", "ca", "cd"])
    matrix = matrix_of(graph)
    assert np.array_equal(indirect_ways(matrix, 2), matrix @ matrix)
    assert influence(graph)["d"].part is Part.DEPENDENT
    assert np.isfinite(indirect_ways(np.ones((60, 60)) - np.eye(60))).all()


@given(GRAPHS)
def test_in_a_map_without_loops_ways_are_those_that_can_be_walked(made):
    many, links = made
    theirs = drawn(many, [(min(one), max(one)) for one in links])
    graph = graph_of(theirs.nodes, theirs.edges)
    ways = indirect_ways(matrix_of(graph), longest=many + 1)
    for first in range(many):
        for last in range(first + 1, many):
            walked = [one for one in networkx.all_simple_paths(theirs, first, last) if len(one) > 2]
            assert ways[first, last] <= len(walked)
            assert bool(ways[first, last]) == bool(walked)


# Loops


@given(GRAPHS)
def test_loops_are_those_of_networkx_and_the_shortest_come_first(made):
    theirs = drawn(*made)
    graph = graph_of(theirs.nodes, theirs.edges)
    found = find_loops(graph, {}, longest=5, most=10**6, steps=10**7)
    expected = {frozenset(_pairs(one)) for one in networkx.simple_cycles(theirs, length_bound=5)}
    assert {frozenset(_pairs(one.nodes)) for one in found.found} == expected
    assert len(found.found) == len(expected)
    assert found.complete
    lengths = [len(one.nodes) for one in found.found]
    assert lengths == sorted(lengths)


def _pairs(nodes):
    return zip(nodes, [*nodes[1:], nodes[0]], strict=True)


def test_an_even_number_of_minus_signs_reinforces_and_an_odd_one_balances():
    graph = graph_of("abc", ["ab", "bc", "ca"])
    for minus, sign in [([], 1), ["ab", -1], (["ab", "bc"], 1), (["ab", "bc", "ca"], -1)]:
        signs = {tuple(one): -1 for one in ([minus] if isinstance(minus, str) else minus)}
        assert find_loops(graph, signs).found[0].sign == sign


def test_a_thicket_of_loops_ends_and_says_that_there_are_more():
    graph = graph_of(range(40), [(one, other) for one in range(40) for other in range(40)])
    found = find_loops(graph, {})
    assert len(found.found) == 100
    assert not found.complete
    assert not find_loops(graph, {}, most=10**9, steps=5_000).complete


@given(GRAPHS)
def test_knots_are_the_strong_components_of_networkx(made):
    theirs = drawn(*made)
    found = components(graph_of(theirs.nodes, theirs.edges))
    assert {frozenset(one) for one in found} == {
        frozenset(one) for one in networkx.strongly_connected_components(theirs)
    }


# Shared understanding


def test_every_way_of_standing_to_a_link():
    first = {("a", "b"): 1, ("b", "c"): 1, ("c", "d"): 1, ("d", "e"): 1, ("e", "f"): -1, ("x", "y"): 0}
    second = {("a", "b"): 1, ("b", "c"): -1, ("c", "d"): 0, ("e", "d"): 1, ("x", "y"): 1, ("y", "z"): 1}
    assert compare(first, second) == {
        Arrow("a", "b"): Standing.SHARED,
        Arrow("b", "c"): Standing.SIGN,
        Arrow("c", "d"): Standing.DENIED,
        Arrow("d", "e"): Standing.DIRECTION,
        Arrow("e", "f"): Standing.FIRST_ALONE,
        Arrow("x", "y"): Standing.DENIED,
        Arrow("y", "z"): Standing.SECOND_ALONE,
    }


def test_both_ways_round_is_no_dispute_about_the_direction():
    assert compare({("a", "b"): 1, ("b", "a"): 1}, {("b", "a"): 1}) == {
        Arrow("a", "b"): Standing.FIRST_ALONE,
        Arrow("b", "a"): Standing.SHARED,
    }


MIRRORED = {Standing.FIRST_ALONE: Standing.SECOND_ALONE, Standing.SECOND_ALONE: Standing.FIRST_ALONE}


@given(SAID, SAID)
def test_it_makes_no_difference_which_side_is_named_first(one, other):
    there, back = compare(one, other), compare(other, one)
    assert index_of(there.values()) == index_of(back.values())
    for link, how in there.items():
        turned = how is Standing.DIRECTION and Arrow(link.effect, link.cause) in back
        assert back[Arrow(link.effect, link.cause) if turned else link] is MIRRORED.get(how, how)


@given(SAID)
def test_equal_maps_have_an_index_of_one_and_nobody_a_link_none(said):
    links = [link for link, sign in said.items() if sign]
    index = index_of(compare(said, said).values())
    assert (index.shared, index.links) == (len(links), len(links))
    assert index.value == (1 if links else None)


@given(SAID, SAID)
def test_without_denials_and_turned_arrows_the_index_is_jaccards(one, other):
    first = {link for link, sign in one.items() if sign == 1 and link[0] < link[1]}
    second = {link for link, sign in other.items() if sign == 1 and link[0] < link[1]}
    index = index_of(compare(dict.fromkeys(first, 1), dict.fromkeys(second, 1)).values())
    assert (index.shared, index.links) == (len(first & second), len(first | second))


def test_each_branch_has_its_own_index():
    first = {("root", "pipes"): 1, ("pipes", "CORE"): 1, ("money", "CORE"): 1, ("CORE", "sick"): 1}
    second = {("root", "pipes"): -1, ("pipes", "CORE"): 1, ("CORE", "sick"): 1, ("sick", "absent"): 1}
    found = branches(compare(first, second), "CORE")
    assert {key: (one.shared, one.links) for key, one in found.items()} == {
        ("cause", "pipes"): (1, 2),
        ("cause", "money"): (0, 1),
        ("implication", "sick"): (1, 2),
    }
    assert branches({}, "CORE") == {}


def test_contested_influential_and_unproven_links_come_first():
    standings = {
        Arrow("a", "b"): Standing.SIGN,
        Arrow("b", "c"): Standing.SIGN,
        Arrow("c", "d"): Standing.FIRST_ALONE,
        Arrow("b", "d"): Standing.SHARED,
    }
    order = [link for link, _worth in order_of_talk(standings, {}, {})]
    assert order == [("b", "c"), ("a", "b"), ("c", "d")]
    proven = order_of_talk(standings, {}, {Arrow("b", "c"): 3})
    assert proven[0][0] == ("a", "b")


# Suggestions


def test_cards_that_say_the_same_in_other_words_are_paired_once():
    government = {
        1: "Pipa air di sekolah bocor",
        2: "Anggaran pemeliharaan terlambat cair",
        3: "Guru tidak cukup",
    }
    civil_society = {
        11: "Anggaran utk pemeliharaan sekolah terlambat",
        12: "Pipa bocor",
        13: "Warga tidak tahu ke mana melapor",
    }
    found = suggest(government, civil_society)
    assert {(one.first, one.second) for one in found} == {(1, 12), (2, 11)}
    assert not any(one.opposite for one in found)


def test_a_card_that_denies_what_the_other_says_is_marked():
    found = suggest({1: "Data kualitas air terbuka"}, {2: "Data kualitas air tidak terbuka"})
    assert [one.opposite for one in found] == [True]


@given(
    st.dictionaries(st.integers(0, 99), st.text(max_size=30), max_size=6),
    st.dictionaries(st.integers(0, 99), st.text(max_size=30), max_size=6),
)
def test_any_texts_are_paired_at_most_once_and_the_same_whoever_is_first(first, second):
    found = suggest(first, second)
    assert len({one.first for one in found}) == len({one.second for one in found}) == len(found)
    total = sum(one.likeness for one in found)
    assert total == pytest.approx(sum(one.likeness for one in suggest(second, first)))
    assert all(0 < one.likeness <= 1.000001 for one in found)


# Paper and tables


def test_lines_from_paper_keep_who_stands_under_whom():
    typed = "Air kotor\n\t- Pipa bocor\n\t\t1. Tidak dirawat\n\n\t* Sumur  dekat jamban\nSiswa sakit"
    assert [(one.number, one.text, one.above) for one in read_outline(typed)] == [
        (1, "Air kotor", None),
        (2, "Pipa bocor", 0),
        (3, "Tidak dirawat", 1),
        (5, "Sumur dekat jamban", 0),
        (6, "Siswa sakit", None),
    ]


@given(st.text(alphabet="ab \t\n-1.", max_size=60))
def test_any_lines_make_a_forest(typed):
    found = read_outline(typed)
    assert all(one.above is None or one.above < at for at, one in enumerate(found))
    assert all(one.text == one.text.strip() and one.text for one in found)


def test_a_table_of_two_sides_is_compared():
    raw = b"Sebab;Akibat;Tanda;Pihak\na;b;+;gov\nb;c;-;gov\na;b;+;cso\nb;c;+;cso\nc;a;;cso\n"
    found = report(read_links(raw))
    assert found["shared_understanding"] == {"index": 1 / 3, "shared": 1, "links": 3}
    assert found["loops"] == [{"nodes": ["a", "b", "c"], "sign": -1}]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "needs the columns"),
        (b"a,b\n1,2\n", "It has: a, b"),
        (b"cause,effect\na,\n", "Line 2"),
        (b"cause,effect\na,a\n", "itself"),
        (b"cause,effect,sign\na,b,x\n", "no sign"),
        (b"cause,effect,side\na,b,1\na,b,2\na,b,3\n", "3 sides"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(raw, words):
    with pytest.raises(BadTable, match=words):
        read_links(raw)
