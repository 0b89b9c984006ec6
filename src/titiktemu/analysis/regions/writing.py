"""How names of regions are written: kinds before them, short forms, and letters that went wrong."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

type Form = tuple[str, str]
"""Kind ("" where none is said) and the letters and digits of the name without blanks."""

PROVINCE, REGENCY, CITY, DISTRICT, VILLAGE = "provinsi", "kabupaten", "kota", "kecamatan", "desa"
KINDS = {
    "provinsi": PROVINCE, "propinsi": PROVINCE, "prov": PROVINCE, "prop": PROVINCE, "pemprov": PROVINCE,
    "kabupaten": REGENCY, "kab": REGENCY, "pemkab": REGENCY,
    "kota": CITY, "kotamadya": CITY, "kodya": CITY, "pemkot": CITY,
    "kecamatan": DISTRICT, "kec": DISTRICT, "distrik": DISTRICT,
    "desa": VILLAGE, "kelurahan": VILLAGE, "kel": VILLAGE,
}  # fmt: skip
SHORT = {
    "kep": "kepulauan", "tj": "tanjung", "tjg": "tanjung", "gn": "gunung", "sei": "sungai", "tlk": "teluk",
}  # fmt: skip
BEFORE = frozenset({"pemerintah", "pemda"})
AFTER_KIND = frozenset({"administrasi", "adm", "administratif"})
_KIND_BEHIND = re.compile(r"(.+?)\s*[,(]\s*(kab\.?|kabupaten|kota)\s*\)?\s*", re.IGNORECASE)
_OTHER = re.compile(r"[^a-z0-9]+")
_QUOTES = re.compile(r"['’‘`\"]")  # Ja'an is one word


@lru_cache(maxsize=50_000)
def read(name: str) -> tuple[Form, Form]:
    """A name as a whole, and with its kind taken off (the same again where no kind is said).

    Examples
    --------
    >>> read("Kab. Banyuwangi")
    (('', 'kabupatenbanyuwangi'), ('kabupaten', 'banyuwangi'))
    >>> read("KOTA ADM. JAKARTA SELATAN")[1], read("Surabaya (Kota)")[1], read("D.I. Yogyakarta")[0]
    (('kota', 'jakartaselatan'), ('kota', 'surabaya'), ('', 'diyogyakarta'))
    """
    turned = _KIND_BEHIND.fullmatch(name)
    words = _words(f"{turned[2]} {turned[1]}" if turned else name)
    kind = KINDS.get(words[0], "") if len(words) > 1 else ""
    if not kind:
        whole = ("", "".join(words))
        return whole, whole
    rest = words[2:] if words[1] in AFTER_KIND and len(words) > 2 else words[1:]
    return ("", kind + "".join(words[1:])), (kind, "".join(rest))


def _words(name: str) -> list[str]:
    plain = _QUOTES.sub("", name)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = [SHORT.get(word, word) for word in _OTHER.split(plain.lower()) if word]
    return words[1:] if len(words) > 1 and words[0] in BEFORE else words or [""]


@lru_cache(maxsize=50_000)
def forms(name: str) -> frozenset[Form]:
    """Every form under which a name may stand in a table.

    Of "Glenmore, Banyuwangi" the part before the comma is one too.

    Examples
    --------
    >>> sorted(forms("Kec. Glenmore"))
    [('', 'kecamatanglenmore'), ('kecamatan', 'glenmore')]
    """
    found = set(read(name))
    before, comma, _after = name.partition(",")
    if comma and before.strip():
        found |= set(read(before))
    return frozenset(found)


def allowed_errors(letters: str) -> int:
    """How many wrong letters may be forgiven: none in a short name, two in a long one."""
    return 0 if len(letters) < 5 else 1 if len(letters) < 8 else 2


def errors(left: str, right: str, most: int) -> int:
    """Letters added, lost, changed or swapped with their neighbour between two words.

    Parameters
    ----------
    left, right : str
    most : int
        Counting ends above it; the answer is then ``most + 1``.

    References
    ----------
    .. [1] L. Boytsov (2011). "Indexing methods for approximate dictionary searching". ACM JEA 16.
       doi:10.1145/1963190.1963191 (optimal string alignment).

    Examples
    --------
    >>> errors("glenmore", "glenmroe", 2), errors("glenmore", "genmor", 2), errors("genteng", "kabat", 2)
    (1, 2, 3)
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, 1):
        last, before, row = before, row, [at]
        for place, other in enumerate(right, 1):
            count = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == right[place - 2] and left[at - 2] == other:
                count = min(count, last[place - 2] + 1)
            row.append(count)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)
