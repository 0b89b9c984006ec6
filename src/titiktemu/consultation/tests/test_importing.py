"""Taking over an export from Polis."""

from pathlib import Path

import pytest

from titiktemu.consultation.models import Consultation, Statement, Vote
from titiktemu.consultation.results import results_of
from titiktemu.consultation.services.importing import import_polis
from titiktemu.foundation.actors import STRANGER, operator
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative, Participant

pytestmark = pytest.mark.django_db

COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    '1500000000000,x,3,0,9,1,1,"Lampu jalan,\nperlu dipasang"\n'
    "1500000000001,x,5,0,1,1,-1,Tidak sopan\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small export: two statements, one moderated out, ten people, one repeated vote, one bad row."""
    made = tmp_path / "ekspor"
    made.mkdir()
    (made / "comments.csv").write_text(COMMENTS)
    votes = ["timestamp,datetime,comment-id,voter-id,vote", "1500000000500,x,3,0,-1"]
    votes += [f"150000000{number + 1000},x,3,{number},1" for number in range(9)]
    votes += [
        "1500000009000,x,3,9,-1",
        "1500000009001,x,5,1,1",
        "1500000009002,x,5,2,-1",
        "1500000009003,x,3,11,7",
    ]
    (made / "votes.csv").write_text("\n".join(votes) + "\n")
    (tmp_path / "README.md").write_text("All data is licensed under Creative Commons Attribution 4.0.")
    (made / "summary.csv").write_text(
        "topic,Jalan kita\nurl,https://pol.is/contoh1\nconversation-description,Apa?\n"
    )
    return made


def test_an_export_becomes_a_closed_consultation_without_sides(folder: Path) -> None:
    done = import_polis(actor=operator(), folder=folder)
    consultation = Consultation.objects.get()
    assert (done.created, consultation.title, consultation.has_sides) == (True, "Jalan kita", False)
    assert consultation.is_closed
    assert Vote.objects.count() == 12
    assert [row.statement.number for row in results_of(consultation).rows] == [3]
    assert any("15" in problem for problem in done.problems)  # the line of the bad row


def test_importing_twice_changes_nothing(folder: Path) -> None:
    first = import_polis(actor=operator(), folder=folder)
    again = import_polis(actor=operator(), folder=folder, initiative_name="Nama lain")
    assert (again.created, again.consultation) == (False, first.consultation)
    assert (Initiative.objects.count(), Participant.objects.count(), Vote.objects.count()) == (1, 10, 12)


def test_a_newer_export_of_the_same_conversation_joins_the_same_initiative(folder: Path) -> None:
    import_polis(actor=operator(), folder=folder)
    with (folder / "votes.csv").open("a") as votes:
        votes.write("1500000019000,x,3,12,1\n")
    import_polis(actor=operator(), folder=folder)
    assert Initiative.objects.count() == 1
    assert Consultation.objects.count() == 2


def test_source_licence_and_credit_are_kept(folder: Path) -> None:
    consultation = import_polis(actor=operator(), folder=folder).consultation
    assert consultation.source_url == "https://pol.is/contoh1"
    assert consultation.source_licence == "CC BY 4.0"
    assert "Computational Democracy Project" in consultation.source_credit
    assert consultation.initiative.is_public


def test_an_export_without_a_licence_beside_it_is_not_made_public(folder: Path) -> None:
    (folder.parent / "README.md").unlink()
    consultation = import_polis(actor=operator(), folder=folder).consultation
    assert (consultation.source_licence, consultation.source_credit) == ("", "")
    assert not consultation.initiative.is_public


def test_two_conversations_in_one_initiative_keep_their_own_sources(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "lain"
    other.mkdir()
    for name in ("comments.csv", "votes.csv"):
        (other / name).write_bytes((folder / name).read_bytes())
    (other / "summary.csv").write_text("topic,Air kita\nurl,https://pol.is/contoh2\n")
    first = import_polis(actor=operator(), folder=folder, initiative_name="Kota kita")
    second = import_polis(actor=operator(), folder=other, initiative_name="Kota kita")
    assert first.initiative == second.initiative
    sources = Consultation.objects.order_by("number").values_list("source_url", flat=True)
    assert list(sources) == ["https://pol.is/contoh1", "https://pol.is/contoh2"]


def test_what_was_moderated_out_is_kept_but_not_shown(folder: Path) -> None:
    import_polis(actor=operator(), folder=folder)
    assert Statement.objects.get(number=5).state == Statement.State.HIDDEN


def test_a_folder_without_votes_is_refused_with_a_sentence_and_nothing_is_made(folder: Path) -> None:
    (folder / "votes.csv").unlink()
    with pytest.raises(RuleBroken, match="no votes"):
        import_polis(actor=operator(), folder=folder)
    with pytest.raises(RuleBroken, match="cannot be read"):
        import_polis(actor=operator(), folder=folder / "tidak-ada")
    assert not Initiative.objects.exists()


def test_a_stranger_imports_nothing(folder: Path) -> None:
    with pytest.raises(NotAllowed):
        import_polis(actor=STRANGER, folder=folder)
