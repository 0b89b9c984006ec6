"""`verify-audit`: is the log as it was written?"""

import argparse
import sys
from collections.abc import Sequence

from titiktemu.config.cli.texts import _
from titiktemu.foundation import audit


def main(arguments: Sequence[str]) -> int:
    """Read the whole log and print what is wrong with it. Returns 1 if anything is."""
    argparse.ArgumentParser(
        prog="./titiktemu verify-audit",
        description=_("Check that no entry of the log was changed, removed or added."),
    ).parse_args(arguments)
    report = audit.verify()
    for problem in report.problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(_("Entries read: {count}.").format(count=report.entries) + "\n")
    if report.ok:
        sys.stdout.write(_("The log is whole.") + "\n")
        return 0
    sys.stdout.write(_("The log is not as it was written.") + "\n")
    return 1
