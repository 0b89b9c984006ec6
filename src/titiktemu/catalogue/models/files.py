"""Files of the store, each once."""

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """A file of the store beside the database, by the hash of its content; the same content is there once.

    A file that nothing points at any more is taken away some time after it was last kept (``kept_at``).
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size__gte=0), name="a_file_has_a_size"),
        ]

    def __str__(self) -> str:
        return self.sha256
