"""Whether everybody could read a paper: what is asked of content before it is shown or kept."""

from collections.abc import Iterator

from titiktemu.documents.content import (
    ALIGNS,
    DEEPEST,
    LANGUAGES,
    LAYOUTS,
    Attendance,
    Block,
    BrokenContent,
    Content,
    Facts,
    Figure,
    Heading,
    KeyFigures,
    Lines,
    Listing,
    Signatures,
    Table,
    as_json,
    from_json,
)
from titiktemu.documents.drawings import is_plain_drawing


def checked(content: Content) -> Content:
    """The content, cleaned, if everybody could read it in every rendering; BrokenContent otherwise."""
    found = from_json(as_json(content))
    for problem in _problems(found):
        raise BrokenContent(problem)
    return found


def _problems(content: Content) -> Iterator[str]:
    if not content.title.strip():
        yield "A paper needs a title."
    if content.language not in LANGUAGES or content.layout not in LAYOUTS:
        yield "A paper is in Indonesian or English, and a letter, an act or a report."
    yield from _problems_of_headings(content)
    for block in content.blocks:
        yield from _problems_of_block(block)


def _problems_of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Table | Attendance):
        yield from _problems_of_table(block)
    elif isinstance(block, Figure):
        yield from _problems_of_figure(block)
    elif isinstance(block, Signatures):
        if not block.places or block.columns < 1:
            yield "Signatures need places."
    elif isinstance(block, Listing | Facts | KeyFigures | Lines) and not next(iter(vars(block).values())):
        # The first field of each is what is listed; how it is set comes after.
        yield "A list needs something in it."


def _problems_of_headings(content: Content) -> Iterator[str]:
    level = 0
    for block in content.blocks:
        if isinstance(block, Heading):
            if not 1 <= block.level <= min(level + 1, DEEPEST) or not block.text.strip():
                yield f"The heading “{block.text}” skips a level or is empty."
            level = block.level


def _problems_of_table(table: Table | Attendance) -> Iterator[str]:
    wide = len(table.header)
    if not wide or not all(one.strip() for one in table.header):
        yield "Every column of a table needs a name."
    if any(len(row) != wide for row in table.rows):
        yield "A row of a table is longer or shorter than its header."
    if table.widths and (len(table.widths) != wide or min(table.widths) <= 0):
        yield "The widths do not fit the columns."
    if isinstance(table, Table):
        if table.aligns and (len(table.aligns) != wide or not set(table.aligns) <= set(ALIGNS)):
            yield "The alignments do not fit the columns."
    elif table.empty_rows < 0:
        yield "A list has no fewer than no empty rows."


def _problems_of_figure(figure: Figure) -> Iterator[str]:
    if not figure.alternative.strip():
        yield "A figure needs a text for those who do not see it."
    if not 0 < figure.width <= 1:
        yield "A figure is as wide as the text, or narrower."
    if not is_plain_drawing(figure.svg):
        yield "A drawing may not fetch or run anything."
