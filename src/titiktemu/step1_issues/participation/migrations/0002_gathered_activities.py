"""Activities remember from which room they were gathered, so that each is there once."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column and one constraint."""

    dependencies: ClassVar = [("participation", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="activity",
            name="source",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=["initiative", "source"],
                condition=~models.Q(source=""),
                name="gathered_once",
            ),
        ),
    ]
