"""Ballot files in the format of Pabulib (.pb): sections META, PROJECTS, VOTES of cells between semicolons.

Source: P. Faliszewski, J. Flis, D. Peters, G. Pierczyński, P. Skowron, D. Stolicki, S. Szufa,
N. Talmon (2023). "Participatory Budgeting: Data, Tools, and Analysis". IJCAI 2023.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from titiktemu.analysis.ballots.election import BadBallots, Ballot, Election, Project, VoteType
from titiktemu.analysis.marking import gettext_noop

SECTIONS = ("meta", "projects", "votes")
OTHER_NAMES = {"choose-1": VoteType.APPROVAL}
NUMBER = re.compile(r"-?\d{1,18}([.,]\d{1,12})?([eE][+]?\d{1,2})?")
"""Short enough that no number of a file can fill the memory."""
DECIMALS = 12
COUNTED = ("num_projects", "num_votes", "vote_type", "budget")
"""Facts that the election itself says; they are written anew."""
NOT_UTF8 = gettext_noop("The file is not UTF-8 text.")
NOT_TABLE = gettext_noop("Line {line} cannot be read: its quotes do not close, or a cell is too long.")
NO_SECTION = gettext_noop("The file has no section {section}.")
BEFORE_SECTION = gettext_noop("Line {line} stands before the first section (META, PROJECTS or VOTES).")
TWICE_SECTION = gettext_noop("The section {section} comes twice; the second time in line {line}.")
NO_COLUMN = gettext_noop("The section {section} has no column {column}.")
TOO_LONG = gettext_noop("Line {line} has more cells than its section has columns.")
NO_KIND = gettext_noop("“{kind}” is no kind of ballot (approval, ordinal, cumulative or scoring).")
NO_NUMBER = gettext_noop("Line {line}: “{value}” is no number that can stand for {column}.")
NO_NAME = gettext_noop("Line {line}: the project has no name.")
TWICE_PROJECT = gettext_noop("Line {line}: the project {project} is in the list twice.")
UNKNOWN = gettext_noop(
    "Line {line}: the ballot of {voter} names “{project}”, which is not among the projects."
)
POINTS = gettext_noop("Line {line}: the ballot of {voter} names {named} projects and gives {points} points.")
TWICE_POINTS = gettext_noop("Line {line}: the ballot of {voter} gives points to {project} twice.")
REPEATED = gettext_noop("Ballots that name a project more than once: {count}. There the first place counts.")
SAME_VOTER = gettext_noop("Voters with more than one ballot: {count}. All their ballots are counted.")
OTHER_COUNT = gettext_noop("The file says {said} under {column}, but there are {found}.")
COMMA = gettext_noop("A name with a comma cannot be written into this kind of file: “{project}”.")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a file that was read all the same; ``template`` is its sentence."""

    template: str
    values: dict[str, object]


@dataclass(slots=True)
class _Sections:
    columns: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)


def read(data: bytes) -> tuple[Election, list[Remark]]:
    """Read a .pb file.

    Parameters
    ----------
    data : bytes
        The whole file, UTF-8 with or without a mark at its start.

    Returns
    -------
    tuple of Election and list of Remark
        Columns ``side`` and ``weight`` of the ballots are read where they are there. A missing
        ``vote_type`` means approval, a missing budget or cost that nothing is spent.

    Raises
    ------
    BadBallots
        With the line, where the file is no such file or a ballot names what is not there.

    Examples
    --------
    >>> lines = "META", "key;value", "budget;9", "PROJECTS", "project_id;cost", "a;4", "b;6"
    >>> lines += "VOTES", "voter_id;vote", "1;a,b"
    >>> election, remarks = read("\\n".join(lines).encode())
    >>> election.identifiers, election.budget, election.ballots[0].named
    (['a', 'b'], Fraction(9, 1), ('a', 'b'))
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadBallots(NOT_UTF8) from error
    sections = _sections(text)
    meta = {row[0]: row[1] if len(row) > 1 else "" for _line, row in sections.rows["meta"]}
    remarks: list[Remark] = []
    kind = _kind(meta)
    projects = tuple(_projects(sections))
    ballots = tuple(_ballots(sections, kind, {one.identifier for one in projects}, remarks))
    budget = _amount(meta["budget"], "budget", _line_of(sections, "budget")) if meta.get("budget") else None
    for column, found in (("num_projects", len(projects)), ("num_votes", len(ballots))):
        if meta.get(column, str(found)) != str(found):
            remarks.append(Remark(OTHER_COUNT, {"said": meta[column], "column": column, "found": found}))
    kept = {key: value for key, value in meta.items() if key not in COUNTED}
    return Election(kind, projects, ballots, budget, kept), remarks


def _kind(meta: dict[str, str]) -> VoteType:
    said = meta.get("vote_type", "").lower() or VoteType.APPROVAL
    if said in OTHER_NAMES:
        return OTHER_NAMES[said]
    if said not in list(VoteType):
        raise BadBallots(NO_KIND, kind=said)
    return VoteType(said)


def _sections(text: str) -> _Sections:
    """Cut the file into its sections; the first row of each names the columns."""
    found, section = _Sections(), ""
    for line, row in _rows(text):
        name = row[0].lower()
        if len(row) == 1 and name in SECTIONS:
            section = name
            if section in found.rows:
                raise BadBallots(TWICE_SECTION, section=section.upper(), line=line)
            found.rows[section] = []
        elif not section:
            raise BadBallots(BEFORE_SECTION, line=line)
        elif section not in found.columns:
            found.columns[section] = row
        else:
            found.rows[section].append((line, row))
    _check_columns(found.columns)
    return found


def _check_columns(columns: dict[str, list[str]]) -> None:
    for section in SECTIONS:
        if section not in columns:
            raise BadBallots(NO_SECTION, section=section.upper())
    for section, column in (("projects", "project_id"), ("votes", "vote")):
        if column not in columns[section]:
            raise BadBallots(NO_COLUMN, section=section.upper(), column=column)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, spaces cut off, each with the line where it ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BadBallots(NOT_TABLE, line=reader.line_num) from error


def _cells(sections: _Sections, section: str) -> Iterator[tuple[int, dict[str, str]]]:
    columns = sections.columns[section]
    for line, row in sections.rows[section]:
        if any(row[len(columns) :]):
            raise BadBallots(TOO_LONG, line=line)
        yield line, dict(zip(columns, row, strict=False))


def _projects(sections: _Sections) -> Iterator[Project]:
    seen = set()
    for line, cells in _cells(sections, "projects"):
        identifier, cost = cells.pop("project_id"), cells.pop("cost", "")
        if not identifier:
            raise BadBallots(NO_NAME, line=line)
        if identifier in seen:
            raise BadBallots(TWICE_PROJECT, line=line, project=identifier)
        seen.add(identifier)
        yield Project(identifier, _amount(cost, "cost", line) if cost else None, cells)


def _ballots(sections: _Sections, kind: VoteType, known: set[str], remarks: list[Remark]) -> Iterator[Ballot]:
    if kind.has_points and "points" not in sections.columns["votes"]:
        raise BadBallots(NO_COLUMN, section="VOTES", column="points")
    repeated, voters = 0, Counter[str]()
    for line, cells in _cells(sections, "votes"):
        voter = cells.pop("voter_id", "")
        named = _list(cells.pop("vote", ""))
        for project in named:
            if project not in known:
                raise BadBallots(UNKNOWN, line=line, voter=voter or "?", project=project)
        points = _points(cells.pop("points", ""), named, voter, line) if kind.has_points else ()
        repeated += len(set(named)) < len(named)
        voters[voter] += bool(voter)
        side, weight = cells.pop("side", ""), cells.pop("weight", "")
        share = _amount(weight, "weight", line, least=Fraction(1, 10**DECIMALS)) if weight else Fraction(1)
        yield Ballot(voter, tuple(dict.fromkeys(named)), points, side, share, cells)
    several = sum(count > 1 for count in voters.values())
    remarks += [
        Remark(template, {"count": count})
        for template, count in ((REPEATED, repeated), (SAME_VOTER, several))
        if count
    ]


def _list(cell: str) -> list[str]:
    return [one.strip() for one in cell.split(",") if one.strip()]


def _points(cell: str, named: list[str], voter: str, line: int) -> tuple[Fraction, ...]:
    points = tuple(_number(one, "points", line) for one in _list(cell))
    if len(points) != len(named):
        raise BadBallots(POINTS, line=line, voter=voter or "?", named=len(named), points=len(points))
    for project, count in Counter(named).items():
        if count > 1:
            raise BadBallots(TWICE_POINTS, line=line, voter=voter or "?", project=project)
    return points


def _number(cell: str, column: str, line: int) -> Fraction:
    if not NUMBER.fullmatch(cell):
        raise BadBallots(NO_NUMBER, line=line, value=cell, column=column)
    return Fraction(cell.replace(",", "."))


def _amount(cell: str, column: str, line: int, least: Fraction = Fraction(0)) -> Fraction:
    number = _number(cell, column, line)
    if number < least:
        raise BadBallots(NO_NUMBER, line=line, value=cell, column=column)
    return number


def _line_of(sections: _Sections, key: str) -> int:
    return next(line for line, row in sections.rows["meta"] if row[0] == key)


def write(election: Election) -> bytes:
    """Write a .pb file; reading it again gives the same election.

    Numbers that need more than twelve decimals are rounded. A ballot's side and weight get
    columns of their own where any ballot has one.

    Raises
    ------
    BadBallots
        Where a project's identifier holds a comma, which parts the projects of a ballot.
    """
    meta = dict(election.meta)
    meta |= {"num_projects": str(len(election.projects)), "num_votes": str(len(election.ballots))}
    meta |= {"vote_type": election.vote_type.value}
    if election.budget is not None:
        meta["budget"] = decimal(election.budget)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([["META"], ["key", "value"], *meta.items()])
    writer.writerows(_project_rows(election))
    writer.writerows(_ballot_rows(election))
    return out.getvalue().encode()


def _project_rows(election: Election) -> Iterator[list[str]]:
    more = list(dict.fromkeys(key for one in election.projects for key in one.details))
    yield from (["PROJECTS"], ["project_id", "cost", *more])
    for one in election.projects:
        if "," in one.identifier:
            raise BadBallots(COMMA, project=one.identifier)
        cost = "" if one.cost is None else decimal(one.cost)
        yield [one.identifier, cost, *(one.details.get(key, "") for key in more)]


def _ballot_rows(election: Election) -> Iterator[list[str]]:
    more = list(dict.fromkeys(key for one in election.ballots for key in one.details))
    extra = {
        "points": election.vote_type.has_points,
        "side": any(one.side for one in election.ballots),
        "weight": any(one.weight != 1 for one in election.ballots),
    }
    shown = [column for column, is_shown in extra.items() if is_shown]
    yield from (["VOTES"], ["voter_id", "vote", *shown, *more])
    for one in election.ballots:
        cells = {
            "points": ",".join(decimal(points) for points in one.points),
            "side": one.side,
            "weight": decimal(one.weight),
        }
        named = ",".join(one.named)
        yield [one.voter, named, *(cells[key] for key in shown), *(one.details.get(key, "") for key in more)]


def decimal(number: Fraction) -> str:
    """A number with as many decimals as it needs, twelve at most.

    Examples
    --------
    >>> decimal(Fraction(5)), decimal(Fraction(-1, 8)), decimal(Fraction(1, 3))
    ('5', '-0.125', '0.333333333333')
    """
    scaled = round(abs(number) * 10**DECIMALS)
    whole, rest = divmod(scaled, 10**DECIMALS)
    digits = f"{rest:0{DECIMALS}d}".rstrip("0")
    sign = "-" if number < 0 and scaled else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"
