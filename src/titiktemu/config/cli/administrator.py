"""`administrator NAME E-MAIL`: appoint who runs the site; the first one can only be appointed here."""

import argparse
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from titiktemu.config.cli import production
from titiktemu.config.cli.texts import _
from titiktemu.foundation.actors import operator
from titiktemu.foundation.services.people import appoint_administrator

REFUSED = 2


def main(arguments: Sequence[str]) -> int:
    """Appoint an administrator, who signs in by a code sent to that address. Returns 2 where it refuses."""
    made = argparse.ArgumentParser(
        prog="./titiktemu administrator", description=_("Appoint somebody who runs this site.")
    )
    made.add_argument("name", metavar="NAME", help=_("the person's name, in quotes if it has spaces"))
    made.add_argument("email", metavar="E-MAIL", help=_("where the codes for signing in are sent"))
    options = made.parse_args(arguments)
    # The appointment is sealed into the log, so the keys must be those of the site.
    refusals = [] if settings.DEMO else production.insecurities(public=False)
    try:
        validate_email(options.email)
    except ValidationError:
        refusals.append(_("“{email}” is no e-mail address.").format(email=options.email))
    if refusals:
        sys.stderr.write("".join(f"{sentence}\n" for sentence in refusals))
        return REFUSED
    user = appoint_administrator(actor=operator(), name=options.name, email=options.email)
    sys.stdout.write(_("{email} runs this site from now on.").format(email=user.email) + "\n")
    return 0
