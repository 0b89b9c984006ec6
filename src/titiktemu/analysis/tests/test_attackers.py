"""What an attacker learns before and after: figures that can be counted by hand."""

import json

import polars as pl

from titiktemu.analysis.attackers import people_report, people_risk, table_report
from titiktemu.analysis.treatments import Treatment, apply

# "francdat" of sdcMicro, after Capobianchi, Polettini and Lucarelli: four keys and weights of eight records.
FRANC = pl.DataFrame(
    {
        "key1": [1, 1, 1, 3, 4, 4, 6, 1],
        "key2": [2, 2, 2, 3, 3, 3, 2, 2],
        "key3": [5, 1, 1, 1, 1, 1, 1, 5],
        "key4": [1, 1, 1, 5, 4, 1, 5, 1],
        "w": [18.0, 45.5, 39.0, 17.0, 541.0, 8.0, 5.0, 92.0],
    }
)
KEYS = ["key1", "key2", "key3", "key4"]


def test_figures_of_the_published_example():
    found = people_risk(FRANC, KEYS)
    assert (found.records, found.fewest, found.below) == (8, 1, {2: 4, 3: 8, 5: 8})
    assert found.expected == 6.0  # as many as there are combinations


def test_weights_lower_the_risk():
    plain, weighted = people_risk(FRANC, KEYS), people_risk(FRANC, KEYS, weight="w")
    assert weighted.expected < plain.expected
    assert weighted.highest < plain.highest == 1.0


def test_a_report_says_both_sides_in_sentences():
    frame = FRANC.with_columns(pl.Series("sakit", ["TB", "TB", "TB", "-", "-", "-", "-", "TB"]))
    treated = apply(frame, [Treatment("local_suppression", KEYS, {"k": 3})], seed=1).frame
    report = people_report(frame, treated, KEYS, ["sakit"])
    assert report.before.below[2] == 4
    assert report.after.fewest >= 3
    assert report.before.learned == {"sakit": 8}
    told = [one.sentence for one in report.sentences]
    assert (
        told[0]
        == "As the table is, whoever knows key1, key2, key3, key4 of somebody finds 4 of 8 people exactly."
    )
    assert told[1].startswith("After the treatments nobody is alone")
    assert json.loads(json.dumps(report.as_json()))["before"]["below"] == {"2": 4, "3": 8, "5": 8}


def test_without_identifying_columns_nobody_is_found():
    report = people_report(FRANC, FRANC.select("w"), KEYS)
    assert report.after.fewest == 8
    assert "No column is left" in report.sentences[1].sentence


def test_an_empty_table_is_about_nobody():
    assert people_risk(FRANC.clear(), KEYS, ["w"]).fewest == 0


TABLE = pl.DataFrame(
    {"desa": ["A", "B", "C", "D", "Jumlah"], "L": [18, 14, 12, 11, 55], "P": [2, 19, 10, 14, 45]}
).with_columns((pl.col("L") + pl.col("P")).alias("jumlah"))
RULE = Treatment("small_cells", ["L", "P", "jumlah"], {"dimensions": ["desa"], "threshold": 3})


def test_a_table_before_and_after():
    after = apply(TABLE, [RULE], seed=1).frame
    report = table_report(TABLE, after, RULE)
    assert (report.before.small, report.before.exact) == (1, 1)
    assert (report.after.exact, report.after.narrow) == (0, 0)
    (cell,) = report.after.cells
    assert (cell.column, cell.cell, cell.low, cell.high) == ("P", ("A",), 0, 12)
    assert [one.sentence for one in report.sentences] == [
        "As the table is, 1 small values are shown or follow from what is shown.",
        "After the treatments none of 1 small values can be told more narrowly than within 3.",
    ]


def test_hiding_the_small_cell_alone_is_shown_to_be_useless():
    """The naive pattern of the published example: the cell follows by subtraction."""
    naive = TABLE.with_columns(pl.when(pl.col("desa") == "A").then(None).otherwise(pl.col("P")).alias("P"))
    report = table_report(TABLE, naive, RULE)
    assert report.after.exact == 1
    assert "1 small values can still be worked out exactly" in report.sentences[1].sentence
    assert "18" not in json.dumps(report.as_json()["after"])


def test_a_careless_second_release_is_found_out():
    first = apply(TABLE, [RULE], seed=1).frame
    second = TABLE.with_columns(
        pl.when(pl.col("desa").is_in(["A", "B"])).then(None).otherwise(pl.col(name)).alias(name)
        for name in ("L", "P")
    )
    assert table_report(TABLE, second, RULE).after.narrow == 0
    assert table_report(TABLE, second, RULE, [first]).after.exact == 1
