"""Votes packed in a file beside the database, so that five million of them are read in a moment.

Append-only: a vote that was changed is there twice, and the later one counts. The database is the truth;
the file is made from it at any time and holds nothing else. One process writes at a time. Two files: the
rows, and a small one that says how many rows are whole and their checksum; it is written last, so whatever
a crash leaves behind it is cut off.
"""

import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from numpy.typing import NDArray

from titiktemu.analysis.votes import Votes
from titiktemu.consultation.models import Consultation, Vote

try:
    import fcntl
except ImportError:  # Windows has none; there one worker writes, as the handbook says
    fcntl = None  # type: ignore[assignment]

VERSION = 1
ROW = np.dtype([("vote", "<i8"), ("participant", "<u4"), ("statement", "<u4"), ("answer", "i1")])
CHUNK = 200_000


@dataclass(frozen=True)
class Head:
    """How much of the rows is whole: number, checksum, and the key of the last vote in them."""

    rows: int = 0
    checksum: int = 0
    last: int = 0


def read_votes(consultation: Consultation) -> Votes:
    """Every vote of the consultation, whatever the state of its statement; brings the file up to date.

    The statements are named by their keys. Where votes were taken away in the database the file is made
    anew.
    """
    with _alone(consultation):
        rows = _up_to_date(consultation)
    votes = _last_of(rows)
    if len(votes) != Vote.objects.filter(statement__consultation=consultation).count():
        rebuild(consultation)
        votes = _last_of(_rows(consultation, _head(consultation)))
    return votes


def rebuild(consultation: Consultation) -> int:
    """Make the file anew from the database; return how many votes it holds."""
    with _alone(consultation):
        forget(consultation)
        return len(_up_to_date(consultation))


def has_store(consultation: Consultation) -> bool:
    """Whether there is a file for this consultation."""
    return _path(consultation, "rows").exists()


def is_sound(consultation: Consultation) -> bool:
    """Whether the file holds what the database holds, vote by vote; also where there is no file yet."""
    head = _head(consultation)
    rows = _rows(consultation, head)
    if len(rows) != head.rows or zlib.crc32(rows.tobytes()) != head.checksum:
        return False
    kept = _last_of(rows)
    up_to = Vote.objects.filter(statement__consultation=consultation, pk__lte=head.last)
    return _same(kept, _last_of(_of_database(up_to.order_by("pk"))))


def forget(consultation: Consultation) -> None:
    """Delete the files of a consultation."""
    for path in (_path(consultation, "rows"), _path(consultation, "json")):
        path.unlink(missing_ok=True)


def _same(first: Votes, second: Votes) -> bool:
    return (
        np.array_equal(first.participants, second.participants)
        and np.array_equal(first.statements, second.statements)
        and np.array_equal(first.answers, second.answers)
    )


def _up_to_date(consultation: Consultation) -> NDArray[np.void]:
    head = _head(consultation)
    rows = _rows(consultation, head)
    if len(rows) != head.rows or zlib.crc32(rows.tobytes()) != head.checksum:
        forget(consultation)
        head, rows = Head(), np.zeros(0, ROW)
    newer = Vote.objects.filter(statement__consultation=consultation, pk__gt=head.last).order_by("pk")
    new = _of_database(newer)
    if len(new):
        _append(consultation, head, new)
        rows = np.concatenate([rows, new])
    return rows


def _of_database(votes: QuerySet[Vote]) -> NDArray[np.void]:
    listed = votes.values_list("pk", "participant", "statement", "answer")
    return np.fromiter(listed.iterator(chunk_size=CHUNK), dtype=ROW)


def _last_of(rows: NDArray[np.void]) -> Votes:
    """Each person's last answer to each statement."""
    if not len(rows):
        return Votes.of([], [], [])
    pair = rows["participant"].astype(np.int64) << 32 | rows["statement"]
    order = np.argsort(pair, kind="stable")  # the file is in order of time, so the last of a pair counts
    last = np.ones(len(order), dtype=bool)
    last[:-1] = pair[order][1:] != pair[order][:-1]
    kept = rows[order[last]]
    return Votes(
        kept["participant"].astype(np.int64), kept["statement"].astype(np.int64), kept["answer"].copy()
    )


def _append(consultation: Consultation, head: Head, new: NDArray[np.void]) -> None:
    path = _path(consultation, "rows")
    with _opened(path) as file:
        file.truncate(head.rows * ROW.itemsize)  # what a crash left behind the last whole row
        file.seek(head.rows * ROW.itemsize)
        file.write(new.tobytes())
        file.flush()
        os.fsync(file.fileno())
    _keep_head(
        consultation,
        Head(head.rows + len(new), zlib.crc32(new.tobytes(), head.checksum), int(new["vote"][-1])),
    )


def _keep_head(consultation: Consultation, head: Head) -> None:
    path = _path(consultation, "json")
    told = {"version": VERSION, "rows": head.rows, "checksum": head.checksum, "last": head.last}
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, path)


def _head(consultation: Consultation) -> Head:
    try:
        told = json.loads(_path(consultation, "json").read_text(encoding="utf-8"))
        if told["version"] != VERSION:
            return Head()
        return Head(int(told["rows"]), int(told["checksum"]), int(told["last"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Head()


def _rows(consultation: Consultation, head: Head) -> NDArray[np.void]:
    try:
        return np.fromfile(_path(consultation, "rows"), dtype=ROW, count=head.rows)
    except FileNotFoundError:
        return np.zeros(0, ROW)


def _path(consultation: Consultation, kind: str) -> Path:
    folder = Path(settings.VAR) / "votes"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{consultation.pk}.{kind}"


def _opened(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")


@contextmanager
def _alone(consultation: Consultation) -> Iterator[None]:
    with _opened(_path(consultation, "lock")) as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
