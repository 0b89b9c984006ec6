"""Reading exports: whole ones, half ones, damaged ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.csv_rows import read_rows
from titiktemu.analysis.polis_export import Source, read_export

OLD = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
NEW = (
    "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body,is-meta,is-seed,"
    "group-informed-consensus\n"
)
COMMENTS = OLD + '30,Tue,2,9,0,1,-1,"Satu, dua\n""tiga"""\n20,Mon,1,9,2,1,1,Air bersih\n'
LOG = "timestamp,datetime,comment-id,voter-id,vote\n5,x,1,7,1\n9,x,1,8,-1\n7,x,2,7,-1\n6,x,1,9,1\n"
MATRIX = (
    "participant,group-id,n-comments,n-votes,n-agree,n-disagree,1,2\n"
    "7,0,0,2,1,1,1,-1\n8,1,0,1,0,1,-1,\n9,,0,1,1,0,1,\n"
)


@pytest.fixture
def folder(tmp_path):
    """Writes the given files into an empty folder and reads it."""

    def write(**files):
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name.replace('_', '-')}.csv").write_bytes(data)
        return read_export(tmp_path)

    return write


def answers(export):
    """Answers by person and statement."""
    votes = export.votes
    rows = zip(votes.participants.tolist(), votes.statements.tolist(), votes.answers.tolist(), strict=True)
    return {(person, topic): answer for person, topic, answer in rows}


def messages(export):
    """Every problem as one line."""
    return [str(problem) for problem in export.problems]


def test_log_and_matrix_are_read_and_agree(folder):
    export = folder(comments=COMMENTS, votes=LOG, participants_votes=MATRIX)
    assert answers(export) == {(7, 1): 1, (7, 2): -1, (8, 1): -1, (9, 1): 1}
    assert (export.source, export.repeats, export.groups) == (Source.LOG, 0, {7: "0", 8: "1"})
    assert export.timestamps.tolist() == [5, 7, 9, 6]
    assert export.problems == ()


def test_only_a_matrix_leaves_repeats_unknown(folder):
    export = folder(comments=COMMENTS, participants_votes=MATRIX)
    assert (export.source, export.repeats, len(export.votes)) == (Source.MATRIX, None, 4)


def test_only_a_log_leaves_groups_unknown(folder):
    export = folder(comments=COMMENTS, votes=LOG)
    assert (export.source, export.repeats, export.groups) == (Source.LOG, 0, None)


def test_a_folder_with_neither_has_no_votes(folder):
    export = folder(comments=COMMENTS)
    assert (export.source, len(export.votes), len(export.statements)) == (Source.NONE, 0, 2)


def test_an_empty_log_gives_way_to_the_matrix(folder):
    export = folder(
        comments=COMMENTS, votes="timestamp,comment-id,voter-id,vote\n", participants_votes=MATRIX
    )
    assert export.source is Source.MATRIX
    assert messages(export) == ["votes.csv: The log holds no vote, so the matrix is used."]


def test_a_missing_folder_is_no_export(tmp_path):
    with pytest.raises(NotADirectoryError):
        read_export(tmp_path / "nowhere")


def test_of_repeats_the_last_by_time_counts_and_then_the_later_row(folder):
    log = "timestamp,comment-id,voter-id,vote\n9,1,7,1\n5,1,7,-1\n4,1,8,-1\n4,1,8,0\n"
    export = folder(votes=log)
    assert answers(export) == {(7, 1): 1, (8, 1): 0}
    assert export.repeats == 2
    assert export.timestamps.tolist() == [9, 4]


def test_both_headers_of_comments_are_read_by_name(folder):
    new = NEW + '20,1,9,2,1,1,"Air\nbersih",true,false,0.5\n'
    (only,) = folder(comments=new).statements
    assert (only.id, only.text, only.moderated, only.is_meta, only.is_seed) == (
        1,
        "Air\nbersih",
        1,
        True,
        False,
    )
    first, second = folder(comments=COMMENTS).statements
    assert (first.text, second.text) == ("Air bersih", 'Satu, dua\n"tiga"')
    assert (second.moderated, second.author, second.timestamp) == (-1, 9, 30)


def test_an_xid_column_and_gaps_in_ids_change_nothing(folder):
    header = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,4,9\n"
    matrix = header + "3,,1,0,1,1,0,1,\n11,,,0,0,0,0,,0\n"
    assert answers(folder(participants_votes=matrix)) == {(3, 4): 1, (11, 9): 0}


def test_a_bad_row_is_reported_with_its_line_and_nothing_else_is_lost(folder):
    comments = (
        COMMENTS
        + "x,Mon,drei,9,0,0,1,Kein\n40,Mon,5,9,0,0,1\n50,Mon,6,9,0,0,7,Tujuh\n60,Mon,7,9,0,0,1,Baik\n"
    )
    log = LOG + "10,x,1,10,2\n11,x,1,eleven,1\n12,x\nnow,x,1,13,1\n14,x,1,14,1\n"
    export = folder(comments=comments, votes=log)
    assert [entry.id for entry in export.statements] == [1, 2, 7]
    assert answers(export)[14, 1] == 1
    assert len(export.votes) == 5
    # The second statement spans lines 2 and 3, so later rows stand one line lower than their number.
    assert [(problem.file, problem.line) for problem in export.problems] == [
        ("comments.csv", 5), ("comments.csv", 6), ("comments.csv", 7),
        ("votes.csv", 6), ("votes.csv", 7), ("votes.csv", 8), ("votes.csv", 9),
    ]  # fmt: skip


def test_a_bad_cell_of_the_matrix_costs_only_itself(folder):
    export = folder(participants_votes=MATRIX.replace("8,1,0,1,0,1,-1,", "8,1,0,1,0,1,-1,ja"))
    assert answers(export) == {(7, 1): 1, (7, 2): -1, (8, 1): -1, (9, 1): 1}
    assert (
        "participants-votes.csv:3: “ja” is no vote (1, 0 or -1) on statement 2; the cell is left out."
        in messages(export)
    )


def test_a_quotation_mark_that_nobody_closed_costs_one_row(folder):
    comments = OLD + '1,x,1,9,0,0,1,"Terbuka\n2,x,2,9,0,0,1,Dua\n3,x,3,9,0,0,1,"Tiga"\n'
    export = folder(comments=comments)
    assert [entry.id for entry in export.statements] == [2, 3]
    assert [problem.line for problem in export.problems] == [2]


def test_unknown_columns_are_reported_and_passed_over(folder):
    export = folder(votes="vote,mood,voter-id,comment-id,timestamp\n1,good,7,1,5\n")
    assert answers(export) == {(7, 1): 1}
    assert messages(export)[0] == "votes.csv:1: Unknown columns are passed over: mood."


def test_a_file_without_a_needed_column_is_not_used(folder):
    export = folder(votes="timestamp,comment-id,vote\n1,1,1\n")
    assert export.source is Source.NONE
    assert messages(export) == [
        "votes.csv:1: A needed column is missing (voter-id), so this file is not used."
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: (text + "\n\n").encode(),
        lambda text: text.replace("1\n", "1.0\n").encode(),
    ],
    ids=["byte order mark", "CRLF", "UTF-16", "semicolons", "empty lines", "decimals"],
)
def test_what_spreadsheets_do_to_a_file_does_no_harm(folder, spoil):
    export = folder(comments=COMMENTS, votes=spoil(LOG))
    assert answers(export) == {(7, 1): 1, (7, 2): -1, (8, 1): -1, (9, 1): 1}
    assert export.problems == ()


def test_windows_1252_is_read(folder):
    assert folder(comments=(OLD + "1,x,1,9,0,0,1,Café\n").encode("cp1252")).statements[0].text == "Café"


def test_where_minus_one_means_agree_the_votes_are_turned_round(folder):
    turned = LOG.replace(",-1\n", ",+1\n").replace(",1\n", ",-1\n")
    export = folder(comments=COMMENTS, votes=turned)
    assert answers(export) == {(7, 1): 1, (7, 2): -1, (8, 1): -1, (9, 1): 1}
    assert messages(export) == [
        "votes.csv: By the counts in comments.csv -1 means agree here; the votes were turned round."
    ]


def test_a_difference_between_log_and_matrix_is_reported(folder):
    export = folder(
        comments=COMMENTS,
        votes=LOG + "8,x,2,9,0\n",
        participants_votes=MATRIX.replace("9,,0,1,1,0,1,", "9,,0,1,1,0,-1,"),
    )
    assert answers(export)[9, 1] == 1
    (only,) = messages(export)
    assert "1 answers differ, 1 are missing here and 0 are only here" in only


def test_votes_on_a_statement_without_a_row_are_kept_and_reported(folder):
    export = folder(comments=COMMENTS, votes=LOG + "8,x,77,9,0\n")
    assert answers(export)[9, 77] == 0
    assert messages(export) == ["comments.csv: Statements with votes but without a row here: 77."]


def test_the_summary_gives_topic_address_and_a_description_of_several_lines(folder):
    export = folder(
        summary='topic,Air, tanah\nurl,https://pol.is/1\nconversation-description,"Satu\n\ndua"\n'
    )
    assert (export.topic, export.url, export.description) == ("Air, tanah", "https://pol.is/1", "Satu\n\ndua")


def test_the_content_hash_ignores_the_order_of_rows_but_no_vote(folder):
    lines = LOG.splitlines(keepends=True)
    hashes = {
        folder(comments=COMMENTS, votes=log).content_hash
        for log in (LOG, lines[0] + "".join(reversed(lines[1:])), LOG.replace("\n", "\r\n"))
    }
    assert len(hashes) == 1
    assert folder(comments=COMMENTS, votes=LOG.replace("7,-1", "7,0")).content_hash not in hashes


fields = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)


@given(st.lists(st.lists(fields, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_a_csv_writer_writes_is_read_back_with_the_lines_on_which_rows_begin(rows):
    rows = [["id", "a", "b"], *[[str(number), *row[1:]] for number, row in enumerate(rows)]]
    quoted = [",".join('"' + field.replace('"', '""') + '"' for field in row) + "\n" for row in rows]
    text = "".join(quoted)
    read = list(read_rows(text, ","))
    assert [row for _line, row in read] == rows
    begins = [1]
    for line in quoted[:-1]:
        begins.append(begins[-1] + line.replace("\r\n", "\n").replace("\r", "\n").count("\n"))
    assert [line for line, _row in read] == begins
