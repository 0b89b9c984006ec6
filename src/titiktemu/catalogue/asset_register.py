"""The register of data assets as a file: JSON with the terms of DCAT, and the same as a table.

Holder (produsen data) is the publisher; walidata is the custodian, as ISO 19115 calls who keeps data for
others. Openness is counted in the five stars of open data.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from titiktemu.catalogue.models import DataAsset, Frequency
from titiktemu.documents.list_files import csv_file
from titiktemu.foundation.models import Initiative

CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tt": "urn:titiktemu:",
}
RIGHTS: Final = "http://publications.europa.eu/resource/authority/access-right/"
FREQUENCIES: Final = "http://publications.europa.eu/resource/authority/frequency/"
ROLES: Final = "http://standards.iso.org/iso/19115/resources/Codelists/cat/codelists.xml#CI_RoleCode/"
PERIODS: Final = {
    Frequency.DAILY: "DAILY", Frequency.WEEKLY: "WEEKLY", Frequency.MONTHLY: "MONTHLY",
    Frequency.QUARTERLY: "QUARTERLY", Frequency.SEMIANNUAL: "ANNUAL_2", Frequency.ANNUAL: "ANNUAL",
    Frequency.BIENNIAL: "BIENNIAL", Frequency.TRIENNIAL: "TRIENNIAL", Frequency.IRREGULAR: "IRREG",
    Frequency.ONCE: "NEVER",
}  # fmt: skip
COLUMNS: Final = (
    "dct:identifier", "dct:title@id", "dct:title@en", "dct:description@id", "dct:description@en",
    "tt:side", "dct:publisher", "tt:walidata", "tt:legalClass", "dct:accessRights", "tt:legalBasis",
    "tt:sensitivity", "tt:consideration", "dct:format", "tt:stars", "dct:accrualPeriodicity", "tt:quality",
)  # fmt: skip


def access_of(asset: DataAsset) -> str:
    """What the class of information means for who may have it; "" where nobody has decided."""
    if not asset.legal_class:
        return ""
    return "RESTRICTED" if asset.legal_class == asset.LegalClass.EXEMPT else "PUBLIC"


def _line(initiative: Initiative, asset: DataAsset) -> list[str]:
    return [
        f"{initiative.slug}/aset/{asset.number}",
        asset.title,
        asset.title_en,
        asset.description,
        asset.description_en,
        asset.side,
        asset.holder.name if asset.holder else "",
        asset.walidata,
        asset.legal_class,
        access_of(asset),
        asset.legal_basis,
        asset.sensitivity,
        asset.consideration,
        asset.form,
        "" if asset.openness is None else str(asset.openness),
        PERIODS[Frequency(asset.frequency)] if asset.frequency else "",
        asset.quality,
    ]


def as_csv(initiative: Initiative, assets: Sequence[DataAsset]) -> bytes:
    """One line for each asset; no cell is a formula."""
    return csv_file([COLUMNS, *(_line(initiative, asset) for asset in assets)])


def as_json(initiative: Initiative, assets: Sequence[DataAsset]) -> bytes:
    """A dcat:Catalog (JSON-LD); what was not told is not there."""
    told = {
        "@context": CONTEXT,
        "@type": "dcat:Catalog",
        "dct:title": _in_both(initiative.title, initiative.title_en),
        "dcat:dataset": [_dataset(dict(zip(COLUMNS, _line(initiative, one), strict=True))) for one in assets],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _in_both(indonesian: str, english: str) -> list[dict[str, str]]:
    told = (("id", indonesian), ("en", english))
    return [{"@language": language, "@value": text} for language, text in told if text]


def _dataset(told: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "dct:identifier": told["dct:identifier"],
        "dct:title": _in_both(told["dct:title@id"], told["dct:title@en"]),
        "dct:description": _in_both(told["dct:description@id"], told["dct:description@en"]),
        "dct:publisher": _named(told["dct:publisher"]),
        "prov:qualifiedAttribution": {
            "@type": "prov:Attribution",
            "prov:agent": _named(told["tt:walidata"]),
            "dcat:hadRole": {"@id": f"{ROLES}custodian"},
        }
        if told["tt:walidata"]
        else None,
        "dct:accessRights": _term(RIGHTS, told["dct:accessRights"]),
        "dct:accrualPeriodicity": _term(FREQUENCIES, told["dct:accrualPeriodicity"]),
        "dcat:distribution": [{"@type": "dcat:Distribution", "dct:format": told["dct:format"]}]
        if told["dct:format"]
        else None,
        "tt:stars": int(told["tt:stars"]) if told["tt:stars"] else None,
    }
    plain = ("side", "legalClass", "legalBasis", "sensitivity", "consideration", "quality")
    made |= {f"tt:{name}": told[f"tt:{name}"] for name in plain}
    return {name: value for name, value in made.items() if value not in (None, "", [])}


def _named(name: str) -> dict[str, str] | None:
    return {"@type": "prov:Organization", "skos:prefLabel": name} if name else None


def _term(where: str, code: str) -> dict[str, str] | None:
    return {"@id": f"{where}{code}"} if code else None


MAKERS: Final[dict[str, tuple[str, Callable[[Initiative, Sequence[DataAsset]], bytes]]]] = {
    "json": ("application/ld+json", as_json),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
