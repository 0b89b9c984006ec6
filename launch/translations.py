"""Is every text translated, none doubtful, and does each translation keep the placeholders of its text?

`python -m launch.translations` runs in the Python of `.venv`. The source is scanned afresh, so that a text that
nobody took into the catalogue is found too.
"""

from __future__ import annotations

import re
import sys
from typing import Any, Iterator

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from launch import places

PLACEHOLDERS = re.compile(r"%\(\w+\)[sdfi]|\{\w*(?:[:!][^}]*)?\}|%[sd]")
METHODS = [
    ("**/tests/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**", "titiktemu.web.extract:django"),
]


def main() -> int:
    """Print every problem. Returns 1 if there is one."""
    problems = [
        problem for path in sorted(places.CATALOGUES.glob("*/LC_MESSAGES/*.po")) for problem in check(path)
    ]
    if not any(places.CATALOGUES.glob("id/LC_MESSAGES/django.po")):
        problems.append("src/titiktemu/locale/id/LC_MESSAGES/django.po is missing.")
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


def check(path: Any) -> Iterator[str]:
    """A sentence for each problem of one catalogue."""
    with path.open("rb") as lines:
        catalogue = read_po(lines, locale=path.parts[-3])
    for message in catalogue:
        if message.id:
            for problem in _problems_of(message):
                yield f"{path.parts[-3]}: {message.lineno}: {problem}: {message.id!r}"


def _problems_of(message: Any) -> Iterator[str]:
    said = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    if message.fuzzy:
        yield "doubtful (fuzzy)"
    if not all(said):
        yield "not translated"
        return
    # Languages without plural use the last form, which holds the number.
    wanted = sorted(PLACEHOLDERS.findall(ids[-1]))
    if sorted(PLACEHOLDERS.findall(said[-1])) != wanted:
        yield f"placeholders differ from {wanted}"


if __name__ == "__main__":
    sys.exit(main())
