"""Sectors: the *urusan pemerintahan* of UU 23/2014, numbered as in Permendagri 90/2019."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sector:
    """One field of government. In a sensitive one statements are moderated before they are shown."""

    code: str
    name: str | Promise
    sensitive: bool = False


SECTORS: dict[str, Sector] = {
    sector.code: sector
    for sector in (
        Sector("1.01", _("Education")),
        Sector("1.02", _("Health"), sensitive=True),
        Sector("1.03", _("Public works and spatial planning")),
        Sector("1.04", _("Housing and settlements")),
        Sector("1.05", _("Public order and protection of the community"), sensitive=True),
        Sector("1.06", _("Social affairs"), sensitive=True),
        Sector("2.07", _("Labour")),
        Sector("2.08", _("Women's empowerment and child protection"), sensitive=True),
        Sector("2.09", _("Food")),
        Sector("2.10", _("Land")),
        Sector("2.11", _("Environment and waste")),
        Sector("2.12", _("Population and civil registration"), sensitive=True),
        Sector("2.13", _("Community and village empowerment")),
        Sector("2.14", _("Population control and family planning"), sensitive=True),
        Sector("2.15", _("Transport")),
        Sector("2.16", _("Communication and informatics")),
        Sector("2.17", _("Cooperatives, small and medium enterprises")),
        Sector("2.18", _("Investment")),
        Sector("2.19", _("Youth and sports")),
        Sector("2.20", _("Statistics")),
        Sector("2.21", _("Information security")),
        Sector("2.22", _("Culture")),
        Sector("2.23", _("Libraries")),
        Sector("2.24", _("Archives")),
        Sector("3.25", _("Marine affairs and fisheries")),
        Sector("3.26", _("Tourism")),
        Sector("3.27", _("Agriculture")),
        Sector("3.28", _("Forestry")),
        Sector("3.29", _("Energy and mineral resources")),
        Sector("3.30", _("Trade")),
        Sector("3.31", _("Industry")),
        Sector("3.32", _("Transmigration")),
        Sector("5.02", _("Budget and finance")),
    )
}


def sector_choices() -> list[tuple[str, str | Promise]]:
    """(code, name) of every sector, for a form."""
    return [(sector.code, sector.name) for sector in SECTORS.values()]


def is_sensitive(code: str) -> bool:
    """Whether statements of this sector must be moderated before they are shown; unknown codes are."""
    return SECTORS[code].sensitive if code in SECTORS else bool(code)
