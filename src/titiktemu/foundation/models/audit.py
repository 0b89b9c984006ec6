"""The audit chain: what was done, in an order nobody can change unseen."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models


class AuditName(models.Model):
    """Who stands behind a reference of the chain. Deleting a row shreds the key, not the chain."""

    reference = models.UUIDField(primary_key=True, default=uuid4)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    participation = models.OneToOneField("Participation", models.CASCADE, null=True, related_name="+")
    participant = models.OneToOneField("Participant", models.CASCADE, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.reference)


class AuditEntry(models.Model):
    """One act. No foreign keys: the chain outlives what it speaks of."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor = models.UUIDField(null=True)
    initiative = models.BigIntegerField(null=True, db_index=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class AuditHead(models.Model):
    """The chain's end with its keyed seal; one row, locked while an entry is written."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    count = models.BigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]

    def __str__(self) -> str:
        return str(self.count)
