"""What stays on one page: signatures with something that is signed, and words with what they lead to."""

from collections.abc import Iterator, Sequence
from typing import Final

from titiktemu.documents.content import (
    Attendance,
    Block,
    Facts,
    Heading,
    Lines,
    Listing,
    Note,
    Paragraph,
    Signatures,
    Table,
    plain,
)

LONGEST: Final = 8
"""Rows of a table, or items of a list, that move to the next page together."""
FEW_ROWS: Final = 2
"""So few rows of a table say nothing without the paragraph above."""
ROWS_OF_A_PAGE: Final = 4
"""Rows of signatures that are kept together; they fill half a page."""


def kept_with_next(blocks: Sequence[Block]) -> list[int]:
    """Where the blocks stand that lean on what comes after them, in order; headings do so by themselves.

    >>> kept_with_next((Paragraph("a"), Paragraph("b"), Signatures((None,))))
    [1]
    >>> kept_with_next((Paragraph("The agenda is:"), Listing(("a", "b"))))
    [0]
    """
    found = {at for at, block in enumerate(blocks[:-1]) if _leads_to(block, blocks[at + 1])}
    for end, block in enumerate(blocks):
        if isinstance(block, Signatures):
            found.update(_signed(blocks, end))
    return sorted(found)


def _leads_to(block: Block, after: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    if isinstance(after, Table) and len(after.rows) <= FEW_ROWS:
        return True
    return plain(block.text).endswith(":") and isinstance(after, Table | Listing | Facts | Attendance)


def _signed(blocks: Sequence[Block], end: int) -> Iterator[int]:
    """From the block above the signatures upwards, past the heading that only says what they are.

    What is too long to move to the next page as a whole ends the row.
    """
    at = end - 1
    if at > 0 and isinstance(blocks[at], Paragraph) and isinstance(blocks[at - 1], Heading):
        yield at
        at -= 1
    while at > 0 and isinstance(blocks[at], Heading):
        yield at
        at -= 1
    if at >= 0 and _can_move(blocks[at]):
        yield at


def _can_move(block: Block) -> bool:
    if isinstance(block, Table):
        return len(block.rows) <= LONGEST
    if isinstance(block, Listing):
        return len(block.items) <= LONGEST
    return isinstance(block, Paragraph | Facts | Lines | Note)


def rows_together(count: int) -> list[int]:
    """How many rows of signatures stay on one page: all of a few, and of many never one alone.

    >>> rows_together(4), rows_together(5), rows_together(8)
    ([4], [3, 2], [2, 2, 2, 2])
    """
    if count <= ROWS_OF_A_PAGE:
        return [count]
    first = 2 + count % 2
    return [first] + [2] * ((count - first) // 2)
