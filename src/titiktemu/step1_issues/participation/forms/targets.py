"""Who should take part: typed, or a table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.foundation.errors import RuleBroken
from titiktemu.step1_issues.participation.figures import read_targets
from titiktemu.step1_issues.participation.forms import NumbersOfGroups, bytes_of


class TargetsForm(NumbersOfGroups):
    """Numbers or percentages; a table, where one is sent, takes the place of what was typed."""

    table = forms.FileField(
        label=gettext_lazy("Or send a table (CSV)"),
        required=False,
        help_text=gettext_lazy(
            "With the columns trait, value and target, a row for each group: “sex,female,50”."
            " It takes the place of the numbers above."
        ),
    )
    groups_are_whole = False

    def clean(self) -> dict[str, Any]:
        """Read the table."""
        told = super().clean()
        if told.get("table"):
            try:
                told["figures"] = read_targets(bytes_of(told["table"]))
            except RuleBroken as error:
                self.add_error("table", str(error))
        return told
