"""Where photos of meetings are kept: by their hash, beside the database, in every backup."""

from typing import Final

from titiktemu.foundation.file_store import FileStore

STORE: Final = FileStore("files", "photos")
