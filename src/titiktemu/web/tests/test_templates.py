"""Rules for templates that Django does not say aloud."""

import re
from pathlib import Path

TEMPLATES = {
    str(path).partition("templates/")[2]: re.sub(
        r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL
    )
    for path in Path(__file__).parents[2].rglob("templates/**/*.html")
}
ALONE = re.compile(r'{% include "([^"]+)"([^%]*?)only %}')


def test_a_form_in_an_include_of_its_own_is_given_the_token_that_lets_it_be_sent():
    without = [
        (name, included[1])
        for name, text in TEMPLATES.items()
        for included in ALONE.finditer(text)
        if "{% csrf_token %}" in TEMPLATES.get(included[1], "") and "csrf_token=csrf_token" not in included[2]
    ]
    assert without == []
    assert any(ALONE.search(text) for text in TEMPLATES.values())
