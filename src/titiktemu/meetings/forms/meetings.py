"""A meeting as it is planned, changed and called off."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.words import BOTH_SIDES, Side, Step, TimeZone
from titiktemu.meetings.kinds import kind_choices, kind_name
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.times import LONGEST_NIGHT, at, local

DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
HOURS = ("%H:%M", "%H.%M")
AREA = forms.Textarea(attrs={"rows": 3})


class LineField(forms.CharField):
    """A text on one line, whatever the phone's keyboard put between its words."""

    def to_python(self, value: Any) -> str | None:
        """Fold line ends and double spaces before the length is counted."""
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as phones offer it and as people type it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, **more)


def _hour(label: Any, **more: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, input_formats=HOURS, widget=widget, **more)


class MeetingForm(forms.Form):
    """What a meeting says of itself. ``sides`` are the sides for which the reader may plan one."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of meeting"))
    step = forms.TypedChoiceField(
        label=gettext_lazy("For which step"),
        choices=Step.choices,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Who came counts for this step."),
    )
    title = LineField(
        label=gettext_lazy("Title"),
        max_length=160,
        help_text=gettext_lazy("Such as: Focus group with mothers of Teluk Biru. No name of anybody."),
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Whose meeting"),
        required=False,
        help_text=gettext_lazy(
            "A meeting of one side alone is seen by that side and by whoever plans it, by nobody else."
        ),
    )
    day = day_field(gettext_lazy("Day"))
    begins = _hour(gettext_lazy("Begins"))
    ends = _hour(
        gettext_lazy("Ends"),
        help_text=gettext_lazy("An hour before the beginning means the next morning."),
    )
    last_day = day_field(
        gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Only where it runs over days.")
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=TimeZone.choices)
    place = LineField(label=gettext_lazy("Place"), max_length=300, required=False)
    online_url = forms.URLField(
        label=gettext_lazy("Link to join online"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Shown to the people of this initiative and to those who are invited."),
    )
    purpose = forms.CharField(label=gettext_lazy("Purpose"), max_length=2000, required=False, widget=AREA)
    title_en = LineField(label=gettext_lazy("Title in English"), max_length=160, required=False)
    purpose_en = forms.CharField(
        label=gettext_lazy("Purpose in English"), max_length=2000, required=False, widget=AREA
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Announce it to everybody"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise only people of this initiative and those who are invited know of it."
        ),
    )

    def __init__(self, *args: Any, sides: list[str], kept: Meeting | None = None, **named: Any) -> None:
        super().__init__(*args, **({**named, "initial": kept_values(kept)} if kept else named))
        kinds = kind_choices()
        if kept and kept.kind not in dict(kinds):
            kinds.append((kept.kind, kind_name(kept.kind)))
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined] # it is a ChoiceField
        if kept:
            del self.fields["side"]
        else:
            named_sides = [(side, Side(side).label if side else _("Everybody")) for side in sides]
            self.fields["side"].choices = named_sides  # type: ignore[attr-defined] # it is a ChoiceField
        if (kept and kept.side) or (sides and "" not in sides):
            del self.fields["is_public"]

    def clean_step(self) -> int:
        """A form that says nothing of it leaves it as it was."""
        return int(self.cleaned_data["step"] or self.initial.get("step") or Step.ISSUES)

    def clean(self) -> dict[str, Any]:
        """Bring day and hours together into two moments."""
        found = super().clean() or {}
        if found.get("side") in BOTH_SIDES and found.get("is_public"):
            self.add_error("is_public", _("A meeting of one side alone is not announced to everybody."))
        if not {"day", "begins", "ends"} - found.keys():
            self._moments(found)
        return found

    def _moments(self, found: dict[str, Any]) -> None:
        day, last, zone = found["day"], found.get("last_day"), found.get("time_zone", TimeZone.WIB)
        starts_at = at(day, found["begins"], zone)
        ends_at = at(last or day, found["ends"], zone)
        if last is None and ends_at <= starts_at:
            ends_at = at(day + timedelta(days=1), found["ends"], zone)
            if ends_at - starts_at > LONGEST_NIGHT:
                self.add_error("ends", _("It ends before it begins. Change the hours, or give the last day."))
        if ends_at <= starts_at:
            self.add_error("last_day", _("The last day is before the first."))
        found["starts_at"], found["ends_at"] = starts_at, ends_at

    @property
    def told(self) -> dict[str, Any]:
        """What the services take."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"day", "begins", "ends", "last_day"}
        }


def kept_values(meeting: Meeting) -> dict[str, Any]:
    """A stored meeting as the form shows it: on the clocks of its place."""
    first, last = (local(one, meeting.time_zone) for one in (meeting.starts_at, meeting.ends_at))
    night = last.date() == first.date() + timedelta(days=1) and last - first <= LONGEST_NIGHT
    over_days = last.date() != first.date() and not (night and last.time() <= first.time())
    names = (
        "kind", "step", "title", "title_en", "purpose", "purpose_en", "time_zone", "place", "online_url",
        "is_public",
    )  # fmt: skip
    return {
        **{name: getattr(meeting, name) for name in names},
        "day": first.date(),
        "begins": first.time(),
        "ends": last.time(),
        "last_day": last.date() if over_days else None,
    }


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=AREA,
        help_text=gettext_lazy("Those who were invited read it. No names, please."),
    )
