"""Is the input well formed?"""

from django import forms

SHORT_TEXT = forms.Textarea(attrs={"rows": 2})
LONG_TEXT = forms.Textarea(attrs={"rows": 4})
