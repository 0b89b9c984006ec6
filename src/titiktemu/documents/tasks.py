"""What the machine does alone: making the files of a paper, and sweeping what nothing points at."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.tasks import task

from titiktemu.documents.content import Content
from titiktemu.documents.models import Paper, PaperFile, SignedCopy
from titiktemu.documents.rendering.docx import as_docx
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.documents.storage import STORE

MAKERS: Final[dict[str, Callable[..., bytes]]] = {PaperFile.Form.PDF: as_pdf, PaperFile.Form.DOCX: as_docx}
UNTOUCHED_FOR: Final = timedelta(days=1)


@task()
def make_files(paper: int) -> None:
    """Make every file of a paper that is not there yet."""
    found = Paper.objects.get(pk=paper)
    for language in found.languages:
        for form in PaperFile.Form.values:
            file_of(found, language, form)


def file_of(paper: Paper, language: str, form: str) -> PaperFile:
    """The file of a paper in a language and form; made where it is not there or was damaged.

    The same content and moment give the same bytes, so it does not matter who makes it, or whether two do.
    """
    kept = PaperFile.objects.filter(paper=paper, language=language, form=form).first()
    if kept is not None and STORE.is_whole(kept.sha256, kept.size):
        return kept
    content: Content = paper.content_in(language)
    sha256, size = STORE.put_bytes(MAKERS[form](content, made_at=paper.made_at))
    made = {"sha256": sha256, "size": size, "made_at": paper.made_at}
    with transaction.atomic():
        return PaperFile.objects.update_or_create(paper=paper, language=language, form=form, defaults=made)[0]


def sweep_store(now: datetime) -> None:
    """Take away files that no row names any more, a day after they were last kept."""
    known = set(PaperFile.objects.values_list("sha256", flat=True))
    known |= set(SignedCopy.objects.values_list("sha256", flat=True))
    STORE.sweep(now - UNTOUCHED_FOR, known)
