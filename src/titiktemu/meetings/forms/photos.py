"""Photos of a meeting: a file, what can be seen on it, and what everybody on it agreed to."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.meetings.forms.meetings import LineField
from titiktemu.meetings.models import Meeting, MeetingPhoto
from titiktemu.meetings.queries.photos import may_be_public

ACCEPTED: Final = "image/jpeg,image/png,image/heic,image/heif,.jpg,.jpeg,.png,.heic"
"""What a phone offers to choose; what it really is, is told from the content."""
AT_ONCE: Final = 4
"""Photos in one form: what a weak connection carries before somebody gives up."""


class PhotoForm(forms.Form):
    """One photo. Left empty it is none."""

    file = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy(
            "JPEG, PNG or HEIC, at most 20 MB. Place, time and camera are taken out of the file."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    caption = LineField(
        label=gettext_lazy("What can be seen"),
        help_text=gettext_lazy("One sentence, also for people who cannot see it. No names."),
        max_length=300,
        required=False,
    )
    caption_en = LineField(label=gettext_lazy("The same in English"), max_length=300, required=False)
    taken_by = forms.ChoiceField(
        label=gettext_lazy("Who took it"), choices=MeetingPhoto.TakenBy.choices, required=False
    )
    asked = LineField(
        label=gettext_lazy("Who was asked, and how"),
        help_text=gettext_lazy("Such as: everybody at table 3, aloud, before the picture."),
        max_length=300,
        required=False,
    )
    agreed_to_keep = forms.BooleanField(
        label=gettext_lazy(
            "Everybody who can be recognised was asked and agreed that this photo is kept in the initiative"
            " and shown to its people."
        ),
        required=False,
    )
    agreed_to_public = forms.BooleanField(
        label=gettext_lazy(
            "Everybody who can be recognised was also asked and agreed that everybody may see this photo."
        ),
        required=False,
    )

    def __init__(self, *args: Any, meeting: Meeting, **named: Any) -> None:
        super().__init__(*args, **named)
        if not may_be_public(meeting):
            del self.fields["agreed_to_public"]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen, written or ticked."""
        told = self.cleaned_data
        return not any(
            told.get(name) for name in ("file", "caption", "caption_en", "asked", "agreed_to_keep")
        )

    def check_whole(self) -> bool:
        """Say what is missing; True where nothing is."""
        told = self.cleaned_data
        if told.get("file") is None:
            self.add_error("file", _("No photo has arrived. Please choose it."))
        if not told.get("caption"):
            self.add_error("caption", _("Please say what can be seen, for people who cannot see the photo."))
        if not told.get("agreed_to_keep"):
            self.add_error(
                "agreed_to_keep",
                _(
                    "Without the consent of everybody who can be recognised the photo is not kept."
                    " Please ask first."
                ),
            )
        return not self.errors


def photo_forms(meeting: Meeting, post: Any = None, files: Any = None) -> list[PhotoForm]:
    """The photos of one page: so many that a phone can send them at once."""
    return [PhotoForm(post, files, prefix=f"f{n}", meeting=meeting) for n in range(1, AT_ONCE + 1)]
