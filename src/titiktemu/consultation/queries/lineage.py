"""Which statement came from which, who wrote it, and which ones say nearly the same."""

from collections.abc import Iterable

from django.db.models import QuerySet

from titiktemu.analysis.similar_texts import Index, Similar
from titiktemu.consultation.models import Consultation, Lineage, Statement
from titiktemu.foundation.models import Initiative, Participant


def authors_of(statement: Statement) -> set[int]:
    """Everybody who wrote it: its own author and those of the statements that it was made from."""
    seen: set[int] = set()
    waiting = [statement.pk]
    while waiting:  # chains are as long as somebody split and merged by hand
        seen.update(waiting)
        sources = Lineage.objects.filter(statement__in=waiting).values_list("source", flat=True)
        waiting = [key for key in sources if key not in seen]
    found = Statement.objects.filter(pk__in=seen).exclude(author=None)
    return set(found.values_list("author", flat=True))


def own_statements(
    consultation: Consultation, participant: Participant, only: list[int] | None = None
) -> list[Statement]:
    """What this participant wrote here (of these keys, if any are given) and what was made from it."""
    written = consultation.statements.filter(author=participant)
    own = list(written if only is None else written.filter(pk__in=only))
    seen = {one.pk for one in own}
    waiting = own
    while waiting:
        made = [line.statement for lines in became_of(waiting).values() for line in lines]
        waiting = [one for one in made if one.pk not in seen]
        seen.update(one.pk for one in waiting)
        own.extend(waiting)
    return sorted({one.pk: one for one in own}.values(), key=lambda one: one.number)


def became_of(statements: Iterable[Statement]) -> dict[int, list[Lineage]]:
    """What each replaced statement became, by its key. One that was asked again is not replaced."""
    found: dict[int, list[Lineage]] = {}
    rows = _reshaped().filter(source__in=list(statements)).select_related("statement")
    for row in rows.order_by("statement__number"):
        found.setdefault(row.source_id, []).append(row)
    return found


def came_from(statements: Iterable[Statement]) -> dict[int, list[Lineage]]:
    """What each statement was made from within its consultation, by its key."""
    found: dict[int, list[Lineage]] = {}
    rows = _reshaped().filter(statement__in=list(statements)).select_related("source")
    for row in rows.order_by("source__number"):
        found.setdefault(row.statement_id, []).append(row)
    return found


def _reshaped() -> QuerySet[Lineage]:
    return Lineage.objects.exclude(kind=Lineage.Kind.AGAIN)


def asked_before(initiative: Initiative) -> dict[int, int]:
    """The statement that each statement asked again was copied from, by its key. One query."""
    rows = Lineage.objects.filter(kind=Lineage.Kind.AGAIN, statement__consultation__initiative=initiative)
    return dict(rows.values_list("statement", "source"))


def similar_statements(
    consultation: Consultation, texts: Iterable[str], *, waiting: bool = False
) -> list[list[tuple[Statement, Similar]]]:
    """For each text the shown statements (and waiting ones, for moderators) that say nearly the same."""
    states = [Statement.State.SHOWN, *([Statement.State.WAITING] if waiting else [])]
    known = {one.pk: one for one in consultation.statements.filter(state__in=states)}
    index = Index.of({key: f"{one.text} {one.text_en}" for key, one in known.items()})
    return [[(known[one.id], one) for one in index.similar_to(text)] for text in texts]
