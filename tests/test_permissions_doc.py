"""docs/permissions.md says what the table says."""

import re

import pytest

from titiktemu.config.cli import permissions_doc
from titiktemu.foundation.permissions import RULES, Action, Reach
from titiktemu.foundation.words import Role


def test_the_page_is_as_the_table_says_now() -> None:
    written = permissions_doc.PAGE.read_text(encoding="utf-8")
    assert written == permissions_doc.page(), "run: python -m titiktemu permissions-doc"


def test_a_stale_page_is_noticed(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(permissions_doc, "PAGE", tmp_path / "permissions.md")
    assert permissions_doc.main(["--check"]) == 1
    assert "stale" in capsys.readouterr().out
    assert permissions_doc.main([]) == 0
    assert permissions_doc.main(["--check"]) == 0
    monkeypatch.setitem(RULES, Action.JOIN, {Role.FACILITATOR: Reach.ANY})
    assert permissions_doc.main(["--check"]) == 1


@pytest.mark.parametrize("action", list(Action))
def test_every_verb_stands_in_the_page_with_every_role(action: Action) -> None:
    [line] = re.findall(rf"^\| `{re.escape(str(action))}` \|.*$", permissions_doc.page(), re.MULTILINE)
    assert line.count("|") == len(Role) + 2
