"""What shows that a card is done, and what a peer says of it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from cadence.board.asked import BoardRefused, Outcome, Request, new_id_of, refusal, text_of
from cadence.board.drawn import why_not_confirm, why_not_look
from cadence.board.order import placed, renumbered
from cadence.board.sitting import Sitting
from cadence.model import Card, Evidence, Verification
from cadence.model.plan import Verdict

_LONGEST = {"text": 5_000, "link": 2_000}
_QUESTION = 2_000
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def bring(at: Sitting, request: Request) -> Outcome:
    """Add words or an address that show that a card is done."""
    card, kind = at.standing.card(text_of(request, "card")), text_of(request, "kind")
    if kind not in _LONGEST:
        raise BoardRefused("Evidence is words, a link or a file.", "Load the page anew.")
    text = text_of(request, "text").strip()
    if not text:
        return _refused("There is nothing in it.", "Say, or link to, what shows that it is done.")
    if len(text) > _LONGEST[kind]:
        return _refused(
            f"This is {len(text):,} characters long; {_LONGEST[kind]:,} is the most.", "Bring it as a file."
        )
    if kind == "link" and not _is_address(text):
        return _refused("This is no address of a page.", "It begins with https:// or http://.")
    return brought(card, Evidence(id=new_id_of(request, "id"), kind=kind, text=text, **_here(at, card)))


def brought(card: Card, evidence: Evidence) -> Outcome:
    """Return what comes of evidence that is in order."""
    return Outcome(f"Added what shows '{card.title}' is done.", (evidence,))


def file_of(at: Sitting, card: Card, id: str, name: str) -> Evidence:
    """Return the evidence that stands for a file."""
    return Evidence(id=id, kind="file", text=name, **_here(at, card))


def _here(at: Sitting, card: Card) -> dict[str, object]:
    return {"team": at.team, "card": card.id, "added_by": at.person, "added": at.today}


def drop(at: Sitting, request: Request) -> Outcome:
    """Take evidence away from a card."""
    card, id = at.standing.card(text_of(request, "card")), text_of(request, "id")
    gone = tuple(each for each in at.standing.shows(card.id) if each.id == id)
    return Outcome(f"Took evidence away from '{card.title}'." if gone else "", removed=gone)


def confirm(at: Sitting, request: Request) -> Outcome:
    """Say that a card meets its standard, and move it to the top of Done."""
    card = at.standing.card(text_of(request, "card"))
    if why := why_not_confirm(at, card):
        return _refused(why, "")
    if not _is_as_seen(at, card, request):
        return _refused("It was changed while you looked at it.", "Look at it as it is now, and say it then.")
    column = at.standing.column("done")
    order, numbers = placed(column, column[0].id if column else "")
    done = card.model_copy(update={"column": "done", "done": at.today, "order": order})
    said = f"Confirmed '{card.title}'. It is in {at.title('done')}."
    return Outcome(said, (_word(at, card, "confirmed", ""), done, *renumbered(column, numbers)))


def give_back(at: Sitting, request: Request) -> Outcome:
    """Return a card to its owner with a question: it goes on in Doing."""
    card, question = at.standing.card(text_of(request, "card")), text_of(request, "question").strip()
    if why := why_not_look(at, card):
        return _refused(why, "")
    if not question:
        return Outcome(refused={"question": refusal("Nothing is asked.", "Ask what would help them on.")})
    if len(question) > _QUESTION:
        return Outcome(
            refused={"question": refusal(f"{_QUESTION:,} characters is the most.", "Ask it shorter.")}
        )
    column = at.standing.column("doing")
    order, numbers = placed(column, column[0].id if column else "")
    back = card.model_copy(update={"column": "doing", "order": order})
    said = f"Returned '{card.title}' with a question. It is in {at.title('doing')}."
    return Outcome(said, (_word(at, card, "returned", question), back, *renumbered(column, numbers)))


def _word(at: Sitting, card: Card, verdict: Verdict, question: str) -> Verification:
    """Return what is said of a card as it stands, after what was said before."""
    last = [each.at + timedelta(microseconds=1) for each in at.standing.said(card.id)]
    return Verification(
        team=at.team,
        card=card.id,
        verifier=at.person,
        verdict=verdict,
        question=question,
        standard=card.standard,
        seen=tuple(sorted(each.id for each in at.standing.shows(card.id))),
        at=max([at.now, *last]),
    )


def _is_as_seen(at: Sitting, card: Card, request: Request) -> bool:
    """Return whether the standard and the evidence are what the page showed, as far as it says what."""
    shows = [each.id for each in at.standing.shows(card.id)]
    same_standard = request.get("standard", card.standard) == card.standard
    return same_standard and bool(request.get("evidence", shows) == shows)


def _is_address(text: str) -> bool:
    """Return whether a text is the address of a page: no script, no user name that hides where it leads."""
    if _UNSEEN.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _refused(what: str, remedy: str) -> Outcome:
    return Outcome(refused={"": refusal(what, remedy)})
