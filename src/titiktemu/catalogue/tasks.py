"""What the machine does alone: reading, preparing, protecting and releasing deliveries, and tidying up."""

from datetime import datetime


def look_after_jobs(now: datetime) -> None:
    """Find jobs whose worker died or whose asking was lost."""


def sweep_store(now: datetime) -> None:
    """Take away files that nothing points at any more."""
