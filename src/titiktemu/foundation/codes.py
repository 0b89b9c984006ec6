"""Codes on paper: how they are made, read back and recognised.

A code is derived from the site's secret and the number of its row, so that a lost slip can be printed
again and the database alone opens nothing: it keeps only a keyed fingerprint.
"""

import secrets

from django.utils.crypto import salted_hmac

# No 0/O, 1/I/L: people read these from paper and type them with a thumb. 31 letters, 10 of them: 49 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
_LOOKALIKES = str.maketrans({"0": "Q", "O": "Q", "1": "J", "I": "J", "L": "J"})


def derive(purpose: str, *numbers: int) -> str:
    """The code for a row: ten letters and digits in two groups, always the same for the same row."""
    digest = salted_hmac(f"titiktemu.{purpose}", ":".join(map(str, numbers)), algorithm="sha256").digest()
    letters = spell(digest, LENGTH)
    return f"{letters[:5]}-{letters[5:]}"


def spell(digest: bytes, many: int) -> str:
    """So many letters and digits of a digest: 26 of them are 128 bits, six are 29."""
    value, found = int.from_bytes(digest), ""
    for _place in range(many):
        value, rest = divmod(value, len(ALPHABET))
        found += ALPHABET[rest]
    return found


def fresh(many: int) -> str:
    """So many letters and digits by chance, for what belongs to no row yet."""
    return "".join(secrets.choice(ALPHABET) for _place in range(many))


def clean(typed: str) -> str:
    """What a person typed, as the code is printed: capitals, no spaces or dashes, look-alikes mended."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_LOOKALIKES)
    return f"{kept[:5]}-{kept[5:]}" if len(kept) == LENGTH else kept


def code_fingerprint(code: str) -> str:
    """Keyed fingerprint under which a code is looked up."""
    return salted_hmac("titiktemu.code", clean(code), algorithm="sha256").hexdigest()
