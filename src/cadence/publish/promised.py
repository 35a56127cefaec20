"""What people were told before they answered: whether results of single teams will be shown."""

from datetime import datetime

from cadence.errors import NotAllowed, StaleRevision
from cadence.model import Publication, Settings
from cadence.publish.custodian import Custodian, Reader

PROMISE = "promise"


def promise(view: Custodian, settings: Settings, cycle: int, wave: int, now: datetime) -> None:
    """Put on record what is said to those who answer a wave; call it before the first answer is kept.

    Raises
    ------
    NotAllowed
        Somebody has answered this wave under the other promise.
    """
    hold_to_promise(view, settings, cycle, wave)
    if _standing(view, cycle, wave) is None:
        made = Publication(
            id=_id(cycle, wave), cycle=cycle, team=None, kind=PROMISE, wave=wave, published=now,
            body={"low_trust": settings.low_trust},
        )  # fmt: skip
        try:
            view.write(made)
        except StaleRevision:
            hold_to_promise(view, settings, cycle, wave)


def hold_to_promise(view: Reader, settings: Settings, cycle: int, wave: int) -> None:
    """Refuse to go on when `low_trust` was switched after somebody answered the wave."""
    standing = _standing(view, cycle, wave)
    if standing is None or standing.body["low_trust"] == settings.low_trust:
        return
    told = "all teams together only" if standing.body["low_trust"] else "their own team as a whole"
    raise NotAllowed(
        f"Those who answered wave {wave} of cycle {cycle} were told that results are shown for {told}.",
        f"Write 'low_trust = {str(standing.body['low_trust']).lower()}' into institute.toml again; "
        "the next wave may be asked under the other promise.",
    )


def _id(cycle: int, wave: int) -> str:
    return f"{PROMISE}.{cycle}.{wave}"


def _standing(view: Reader, cycle: int, wave: int) -> Publication | None:
    return view.first(Publication, id=_id(cycle, wave))
