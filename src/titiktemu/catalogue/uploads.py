"""A bound on files in forms: one that is too large is not even written to the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

AROUND = 1024 * 1024
"""Bytes that a form may have beside its file."""


class BoundedUpload(FileUploadHandler):
    """Let a file past only where the whole request is no longer than a file may be.

    The form then finds no file, and the page says how large one may be.
    """

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any) -> None:  # noqa: N803
        """Remember how long the request is."""
        self.is_too_large = content_length > settings.UPLOAD_LIMIT + AROUND

    def new_file(self, *args: Any, **named: Any) -> None:
        """Skip the file where it is too large: its bytes are read and forgotten."""
        super().new_file(*args, **named)
        if self.is_too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand it on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing was kept here."""
