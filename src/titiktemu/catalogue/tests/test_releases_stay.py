"""What was released is never changed: nothing writes to a release but its making and its withdrawal."""

import ast
import re
from pathlib import Path

import pytest

from titiktemu.catalogue import storage, tasks
from titiktemu.catalogue.models import DataRelease, Dataset, Distribution
from titiktemu.catalogue.services.datasets import edit_dataset
from titiktemu.catalogue.services.deciding import withdraw
from titiktemu.catalogue.tests.carry import REASON, SCHOOLS, fresh, released

ROOM = Path(tasks.__file__).parent
WRITES = re.compile(
    r"(DataRelease|Distribution)\.objects\b.*\.(update|delete|create|bulk_\w+|update_or_create|get_or_create)\("
    r"|\brelease\.(save|delete)\(|\b(releases|distributions)\b.*\.(update|delete|create)\("
    r"|Distribution\.objects\.create\("
)


def writers():
    """Functions of the room that write to releases or their files."""
    for path in sorted(ROOM.rglob("*.py")):
        if {"tests", "migrations"} & set(path.relative_to(ROOM).parts):
            continue
        text = path.read_text(encoding="utf-8")
        for one in ast.walk(ast.parse(text)):
            if isinstance(one, ast.FunctionDef) and WRITES.search(ast.unparse(one)):
                yield one.name


def test_only_the_making_and_the_withdrawal_write_to_a_release():
    assert set(writers()) == {"_release", "withdraw"}


def row_and_files(release):
    row = DataRelease.objects.filter(pk=release.pk).values().get()
    files = list(Distribution.objects.filter(release=release).order_by("pk").values())
    hashes = [storage.is_whole(one.file) for one in Distribution.objects.filter(release=release)]
    return row, files, hashes


@pytest.mark.django_db
def test_a_release_stays_as_it_was_whatever_comes_after(official, dataset):
    first = released(official, dataset)
    before = row_and_files(first)
    edit_dataset(actor=official, dataset=fresh(dataset), licence=Dataset.Licence.CC0, title="Lain")
    second = released(official, fresh(dataset), SCHOOLS.replace(b"54", b"55"))
    assert row_and_files(first) == before
    withdraw(actor=official, release=second, reason=REASON)
    assert row_and_files(first) == before
    withdraw(actor=official, release=first, reason=REASON)
    row, files, whole = row_and_files(first)
    changed = {name for name in row if row[name] != before[0][name]}
    assert changed == {"withdrawn_at", "withdrawn_by_id", "withdrawn_reason"}
    assert (files, whole) == before[1:]


@pytest.mark.django_db
def test_an_initiative_that_is_deleted_takes_its_releases_with_it(official, dataset):
    released(official, dataset)
    dataset.initiative.delete()
    assert not DataRelease.objects.exists()
