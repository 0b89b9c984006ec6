"""Why no panel meets the quotas, and the least change that helps."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.sortition.panels import Panels
from titiktemu.analysis.sortition.people import Pool, Quota, Refused

NO_SEATS = gettext_noop("A panel needs at least one seat.")
TOO_FEW = gettext_noop("{size} people are wanted, and there are only {there} who could sit together.")
LEAST_TOO_MANY = gettext_noop(
    "The least numbers under {feature} add up to {sum}, more than the {size} seats there are."
)
MOST_TOO_FEW = gettext_noop(
    "The greatest numbers under {feature} add up to {sum}, fewer than the {size} seats there are."
)
NOT_SO_MANY = gettext_noop(
    "At least {least} of {feature} “{value}” are wanted, and only {there} can be chosen from."
)
TOGETHER = gettext_noop(
    "No panel of {size} meets all quotas together. The smallest change of the quotas that helps: {changes}."
)


def explain(pool: Pool) -> Refused:
    """Say why there is no panel, with the smallest change of quotas after which there is one.

    Smallest is the sum of seats by which least numbers go down and greatest numbers go up.

    Examples
    --------
    >>> from titiktemu.analysis.sortition.people import Person, gather
    >>> sexes = [Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 2)]
    >>> print(explain(gather([Person("a", {"sex": "f"}), Person("b", {"sex": "f"})], sexes, 2)))
    At least 1 of sex “m” are wanted, and only 0 can be chosen from.
    """
    return _obvious(pool) or Refused(
        TOGETHER,
        size=pool.size,
        changes="; ".join(
            f"{old.feature} “{old.value}” {old.least}–{old.most} → {new.least}–{new.most}"
            for old, new in smallest_change(pool)
        ),
    )


def smallest_change(pool: Pool) -> list[tuple[Quota, Quota]]:
    """Quotas that must give, each with what it becomes; of several smallest changes, one.

    Raises
    ------
    ValueError
        Where no change of quotas helps: there are fewer people than seats.
    """
    panels = Panels(pool)
    kinds, quotas = len(panels.people), panels.quotas
    others = len(panels.rows) - quotas
    gives = np.vstack([np.eye(quotas), np.zeros((others, quotas))])
    # Among equals the first quotas give, so that the answer does not depend on the solver's path.
    prices = 1.0 + np.arange(quotas) / (1000.0 * quotas)
    most = np.concatenate([panels.most, panels.low[:quotas], np.full(quotas, float(pool.size))])
    answer: Any = milp(
        np.concatenate([np.zeros(kinds), prices, prices]),
        integrality=np.ones(len(most), dtype=np.int64),
        bounds=Bounds(np.zeros(len(most)), most),
        constraints=LinearConstraint(np.hstack([panels.rows, gives, -gives]), panels.low, panels.high),
    )
    if answer.x is None:
        raise ValueError("no change of quotas helps")
    lower, higher = np.round(answer.x[kinds:]).astype(int).reshape(2, quotas)
    return [
        (quota, Quota(quota.feature, quota.value, quota.least - int(down), quota.most + int(up)))
        for quota, down, up in zip(pool.quotas, lower, higher, strict=True)
        if down or up
    ]


def _obvious(pool: Pool) -> Refused | None:
    """A reason that one feature alone gives."""
    there = sum(len(kind.households) for kind in {kind.circle: kind for kind in pool.kinds}.values())
    if pool.size < 1:
        return Refused(NO_SEATS)
    if there < pool.size:
        return Refused(TOO_FEW, size=pool.size, there=there)
    for feature in pool.features:
        quotas = [quota for quota in pool.quotas if quota.feature == feature]
        least, most = sum(quota.least for quota in quotas), sum(quota.most for quota in quotas)
        if least > pool.size:
            return Refused(LEAST_TOO_MANY, feature=feature, sum=least, size=pool.size)
        if most < pool.size:
            return Refused(MOST_TOO_FEW, feature=feature, sum=most, size=pool.size)
    return next(filter(None, (_missing(pool, quota) for quota in pool.quotas)), None)


def _missing(pool: Pool, quota: Quota) -> Refused | None:
    at = pool.features.index(quota.feature)
    circles = {kind.circle: kind for kind in pool.kinds if kind.values[at] == quota.value}
    there = sum(len(kind.households) for kind in circles.values())
    if there >= quota.least:
        return None
    return Refused(NOT_SO_MANY, least=quota.least, feature=quota.feature, value=quota.value, there=there)
