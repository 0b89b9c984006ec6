"""Recipes: kept as JSON and back, nonsense refused, names that programs can use."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.recipes.choices import ColumnChoice, Corrections, Found, Recipe, Role, RowChoice
from titiktemu.analysis.recipes.naming import LONGEST, machine_name, machine_names
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.spreadsheet.rules import Meaning

CODE = ColumnChoice(
    "Kode", "Kode wilayah", Meaning.REGION_CODE, level=3, found=Found(Meaning.DECIMAL, ".", is_empty=True)
)
COST = ColumnChoice("Biaya (Rp)", "Biaya", Meaning.CURRENCY, decimal=",", unit="Rp")
ONE = Recipe("Data", 2, ("Kode", "Biaya (Rp)"), (CODE, COST), key=("kode",))
WHOLE = replace(
    ONE,
    treatments=({"kind": "suppress", "column": "biaya_rp", "least": 5},),
    corrections=Corrections(
        3, 40, 1, ("Kode", "Biaya"), (3, 4), 5, None, (RowChoice(9, Role.TOTAL, "Jumlah"),)
    ),
)


@pytest.mark.parametrize("recipe", [ONE, WHOLE])
def test_a_recipe_comes_back_from_json_exactly(recipe):
    assert Recipe.from_json(json.loads(recipe.as_text())) == recipe
    assert Recipe.from_json(json.loads(json.dumps(recipe.as_json(), indent=1))) == recipe


texts = st.text(max_size=20)
choices = st.lists(
    st.builds(
        ColumnChoice,
        texts,
        texts,
        st.sampled_from(Meaning),
        st.sampled_from(["", ",", "."]),
        st.booleans(),
        texts,
        st.booleans(),
    ),
    unique_by=(lambda one: one.name, lambda one: one.machine_name),
)


@given(texts, st.integers(1, 9), choices)
def test_any_recipe_comes_back_from_json_exactly(sheet, place, columns):
    recipe = Recipe(sheet, place, tuple(one.name for one in columns), tuple(columns))
    assert Recipe.from_json(json.loads(recipe.as_text())) == recipe


def change(*path, to):
    data = json.loads(WHOLE.as_text())
    *outer, last = path
    within = data
    for step in outer:
        within = within[step]
    if to is KeyError:
        del within[last]
    else:
        within[last] = to
    return data


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "The recipe cannot be read: recipe is not what it must be."),
        (change("place", to="2"), "The recipe cannot be read: recipe.place is not what it must be."),
        (change("place", to=True), "The recipe cannot be read: recipe.place is not what it must be."),
        (change("key", to=KeyError), "The recipe cannot be read: recipe lacks key."),
        (change("columns", 0, "level", to=5), "The recipe cannot be read: level is not what it must be."),
        (change("lock", to=1), "The recipe cannot be read: recipe has lock, which is not known."),
        (change("header", 0, to=7), "The recipe cannot be read: header is not what it must be."),
        (
            change("columns", 0, "meaning", to="colour"),
            "The recipe cannot be read: column.meaning is not what it must be.",
        ),
        (
            change("columns", 1, "decimal", to=";"),
            "The mark before decimals can only be a comma or a point, not ;.",
        ),
        (change("columns", 1, "name", to="Kode"), "Two columns of the recipe have the same name: Kode."),
        (
            change("columns", 1, "machine_name", to="kode"),
            "Two columns of the recipe have the same name: kode.",
        ),
        (change("columns", 1, "name", to="Ongkos"), "The recipe says nothing about the column Biaya (Rp)."),
        (
            change("columns", 0, "kept", to=False),
            "The key of the recipe names a column that is not kept: kode.",
        ),
        (
            change("corrections", "header_rows", to=[4, 3]),
            "The rows that the recipe names are not in order: 4, 3, 5, 9.",
        ),
        (
            change("version", to=2),
            "The recipe is of version 2; this program reads version 1. Please update the program.",
        ),
        (
            change("columns", 1, "machine_name", to="1 biaya"),
            "The short name 1 biaya is not usable: small letters, digits and underscores only, and a letter"
            " first.",
        ),
    ],
)
def test_nonsense_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(RecipeBroken) as refused:
        Recipe.from_json(data)
    assert str(refused.value) == sentence
    assert refused.value.template.format(**refused.value.values) == sentence


def test_a_treatment_that_json_would_change_is_refused():
    with pytest.raises(RecipeBroken):
        replace(ONE, treatments=({"levels": (1, 2)},))
    with pytest.raises(RecipeBroken):
        replace(ONE, treatments=({"share": float("nan")},))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(WHOLE.as_json())), json_values)
def test_whatever_stands_in_a_field_gives_a_recipe_or_a_sentence(name, value):
    try:
        recipe = Recipe.from_json(change(name, to=value))
    except RecipeBroken:
        return
    assert Recipe.from_json(recipe.as_json()) == recipe


def test_a_column_that_the_delivery_lacks_is_kept_in_mind_and_not_written():
    waiting = replace(ONE, header=("Kode",))
    assert [one.name for one in waiting.written] == ["Kode"]
    assert waiting.of("Biaya (Rp)") == COST


@given(st.lists(st.text(max_size=80)))
def test_machine_names_are_plain_short_and_different(names):
    made = machine_names(names)
    assert len({*made}) == len(names)
    assert all(one.isascii() and one.isidentifier() and one == one.lower() for one in made)
    assert all(len(one) <= LONGEST for one in made)


def test_machine_names_leave_good_names_alone():
    assert machine_name("kode_wilayah_bps") == "kode_wilayah_bps"
    assert machine_names(["a", "a"], taken=["a"]) == ("a_2", "a_3")
