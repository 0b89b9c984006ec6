"""What a service raises. The middleware of ``web`` turns each into its page; the API into its answer."""


class RuleBroken(Exception):
    """It may be allowed, but not now or not so; the message is a sentence for the person (HTTP 409)."""


class NotAllowed(Exception):
    """This person may not do this, or may not know that it exists (HTTP 403)."""


class TooMany(RuleBroken):
    """Too many tries in too short a time (HTTP 429)."""
