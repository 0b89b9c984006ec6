"""`compile-kernels`: compile the loops over votes once, so that the first map makes nobody wait."""

from collections.abc import Sequence

from titiktemu.analysis.kernels import compile_all


def main(_arguments: Sequence[str]) -> int:
    """Compile what is not compiled yet; it is kept beside the source or in the user's cache."""
    compile_all()
    return 0
