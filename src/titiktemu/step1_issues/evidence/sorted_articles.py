"""What sorting articles gives; apart from the sorting itself, because of what that imports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sorted:
    """Articles by what they repeat and what they are about.

    Attributes
    ----------
    first : tuple of int
        Of each article, the place of the first that says the same; its own where it is none's copy.
    topic : tuple of int
        Of each article, its topic from 0; -1 where it has no telling word.
    words : tuple of list of str
        The words that name each topic.
    kept : int
        Articles that are no copies.
    """

    first: tuple[int, ...]
    topic: tuple[int, ...]
    words: tuple[list[str], ...]
    kept: int
