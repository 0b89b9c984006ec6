"""Why a file cannot be taken, as a word that the process hands back."""

from typing import Any


class Unfit(Exception):
    """The file cannot be taken; ``word`` says why, ``told`` holds what the sentence names."""

    def __init__(self, word: str, **told: Any) -> None:
        super().__init__(word)
        self.word, self.told = word, told
