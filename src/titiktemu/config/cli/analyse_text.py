"""`./titiktemu analyse text FILE.csv --text COL`: near-duplicates, topics, keywords, checked codes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from titiktemu.analysis.texts.classify import Unlearnable, require_learnable
from titiktemu.analysis.texts.columns import NO_ROWS, NoTexts, read_columns
from titiktemu.analysis.texts.report import Coded, classified, report
from titiktemu.config.cli.arguments import natural
from titiktemu.config.cli.texts import _

WRONG_USE, SEED, SHOWN = 2, 1, 10


def main(arguments: Sequence[str]) -> int:
    """Run the command. Returns 0; 2 with a sentence on standard error where a file cannot be used."""
    options = _parser().parse_args(arguments)
    if options.test and not options.label:
        sys.stderr.write(_("--test needs --label: name the column with the codes.") + "\n")
        return WRONG_USE
    try:
        found = _found(options)
    except (NoTexts, Unlearnable) as error:
        sys.stderr.write(_(error.template).format(**error.values) + "\n")
        return WRONG_USE
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        sys.stderr.write(sentence.format(path=error.filename, reason=error.strerror) + "\n")
        return WRONG_USE
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n" if options.json else _table(found))
    return 0


def _found(options: argparse.Namespace) -> dict[str, Any]:
    names = [options.text, *([options.label] if options.label else [])]
    columns = read_columns(options.file, names)
    texts = columns.values[0]
    if not texts:
        raise NoTexts(NO_ROWS, file=options.file.name)
    codes = [code.strip() for code in columns.values[1]] if options.label else []
    if options.label:
        require_learnable([code or None for code in codes])
    test = _test(options.test, names) if options.test else None
    found, corpus, folded = report(texts, topics=options.topics, seed=options.seed)
    return found | classified(corpus, folded, codes, test, seed=options.seed) if options.label else found


def _test(path: Path, names: Sequence[str]) -> Coded:
    texts, codes = read_columns(path, names).values
    codes = [code.strip() for code in codes]
    if not any(codes):
        raise NoTexts(NO_ROWS, file=path.name)
    return Coded(texts, codes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./titiktemu analyse text",
        description=_("Fold near-duplicates, find topics and keywords, and learn codes from coded texts."),
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv", help=_("CSV or TSV with one text a row"))
    parser.add_argument(
        "--text", required=True, metavar="COL", help=_("column of texts: its name, or its number from 1")
    )
    parser.add_argument("--label", metavar="COL", help=_("column of codes that people gave, to learn from"))
    parser.add_argument(
        "--test", type=Path, metavar="FILE2.csv", help=_("other texts with codes, to measure on")
    )
    parser.add_argument("--topics", type=natural, help=_("how many topics (default: as the texts suggest)"))
    parser.add_argument(
        "--seed", type=natural, default=SEED, help=_("start of the random numbers (default 1)")
    )
    parser.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    return parser


def _table(found: dict[str, Any]) -> str:
    """What a person wants to see first."""
    said = _("{texts} texts, {empty} without words, {distinct} left after folding {groups} groups")
    lines = [said.format(**found | {"groups": len(found["near_duplicates"])})]
    lines += [f"{one['texts']:>7}  {', '.join(one['words'][:SHOWN])}" for one in found["topics"]]
    if "accuracy" in found:
        for name, key in ((_("accuracy"), "accuracy"), (_("macro-F1"), "macro_f1")):
            figure = found["validation"][key]
            sentence = _("{name} {estimate:.3f} ({low:.3f} to {high:.3f}), n = {n}")
            lines.append(sentence.format(name=name, **figure, n=found["validation"]["texts"]))
    return "\n".join(lines) + "\n"
