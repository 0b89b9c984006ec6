"""Opening a delivered file, and the table that was confirmed in it."""

from collections.abc import Callable
from pathlib import Path

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.spreadsheet.reading import Read, Unreadable, read_file
from titiktemu.analysis.spreadsheet.sources import Source, sources_of
from titiktemu.catalogue import storage
from titiktemu.catalogue.models import Delivery, StoredFile
from titiktemu.catalogue.working import Failed

GONE = gettext_noop("The file is no longer in the store as it was received. Please send it again.")
NO_RECIPE = gettext_noop("Nobody has confirmed the table yet.")
NO_TABLE = gettext_noop("The table is no longer where it was found in this file. Please confirm it again.")


def path_of_sound(file: StoredFile | None) -> Path:
    """Where a file is that still has its hash; anything else must not be worked on."""
    if file is None or not storage.is_whole(file):
        raise Failed(GONE)
    return storage.path_of(file.sha256)


def read_original(delivery: Delivery) -> Read:
    """The delivered file, read."""
    try:
        return read_file(path_of_sound(delivery.file))
    except Unreadable as error:
        raise Failed(error.template, **error.values) from error


def recipe_of(delivery: Delivery) -> Recipe:
    """What was decided about the table."""
    if delivery.recipe is None:
        raise Failed(NO_RECIPE)
    return Recipe.from_json(delivery.recipe.content)


def confirmed_table(
    delivery: Delivery, recipe: Recipe, tell: Callable[[float], None] | None = None
) -> Source:
    """The table that the recipe is about."""
    sources = sources_of(read_original(delivery), tell)
    if not 1 <= recipe.place <= len(sources):
        raise Failed(NO_TABLE)
    return sources[recipe.place - 1]
