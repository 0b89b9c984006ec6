"""The process itself: ``python -m titiktemu.documents.looking '{"work": …}'``; answers with JSON."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from titiktemu.documents.looking.bounds import bound_this_process
from titiktemu.documents.looking.pdfs import look_into_pdf
from titiktemu.documents.looking.photos import take_photo
from titiktemu.documents.looking.unfit import Unfit

type Asked = dict[str, Any]


def _photo(asked: Asked) -> Any:
    return take_photo(Path(asked["path"]), Path(asked["folder"]), asked["longest"])


def _pdf(asked: Asked) -> Any:
    return look_into_pdf(Path(asked["path"]))


WORKS: Final[dict[str, Callable[[Asked], Any]]] = {"photo": _photo, "pdf": _pdf}


def main(arguments: list[str]) -> int:
    """Do what is asked within bounds and say what came of it."""
    asked = json.loads(arguments[0])
    bound_this_process()
    try:
        said = {"done": WORKS[asked["work"]](asked)}
    except Unfit as error:
        said = {"unfit": error.word, "told": error.told}
    except MemoryError:
        said = {"unfit": "heavy", "told": {}}
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
