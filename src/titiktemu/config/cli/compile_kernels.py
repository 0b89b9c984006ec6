"""`compile-kernels`: compile the loops over votes and words once, so that the first map makes nobody wait."""

from collections.abc import Sequence

from titiktemu.analysis.kernels import compile_all
from titiktemu.analysis.texts.duplicates import fold_texts
from titiktemu.analysis.texts.keywords import text_keywords
from titiktemu.analysis.texts.words import read_texts


def main(_arguments: Sequence[str]) -> int:
    """Compile what is not compiled yet; it is kept beside the source or in the user's cache."""
    compile_all()
    texts = ["satu dua tiga", "satu dua lima"]
    fold_texts(texts)
    text_keywords(read_texts(texts))
    return 0
