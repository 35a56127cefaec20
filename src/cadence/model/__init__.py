"""The vocabulary: every word of the institute as a frozen value; no reading, no writing.

Records (`record.Record`) are stored. Shapes (`shape.Shape`) are read from files that people edit.
"""

from cadence.model.answers import Commitment, Entry, Note, Publication, Response, Step
from cadence.model.asked import Round, Voice
from cadence.model.board import Board
from cadence.model.community import Ask, Sharing
from cadence.model.evidence import Observation, Outcome, Rating
from cadence.model.form import Form
from cadence.model.keys import Event, Invite, SignIn
from cadence.model.metric import Indicator, Metric, Vignette
from cadence.model.people import Membership, Person, School, Team
from cadence.model.plan import Card, Evidence, Goal, Review, Verification
from cadence.model.prework import Initiative, Priority
from cadence.model.question import Question
from cadence.model.record import Record
from cadence.model.session import AgendaBlock, Protocol, Session
from cadence.model.settings import Settings
from cadence.model.survey import Condition, Facet, Item, Survey
from cadence.model.vision import Clause, Consent, Term, Vision

RECORDS: tuple[type[Record], ...] = (
    School, Team, Person, Membership, Priority, Initiative, Response, Publication, Step, Entry, Note,
    Commitment, Round, Voice, Vision, Clause, Consent, Term, Observation, Rating, Outcome, Goal, Card,
    Evidence, Verification, Review, Ask, Sharing, Invite, SignIn, Event,
)  # fmt: skip

__all__ = [
    "RECORDS", "AgendaBlock", "Ask", "Board", "Card", "Clause", "Commitment", "Condition", "Consent", "Entry",
    "Event", "Evidence", "Facet", "Form", "Goal", "Indicator", "Initiative", "Invite", "Item",
    "Membership", "Metric", "Note", "Observation", "Outcome", "Person", "Priority", "Protocol",
    "Publication", "Question", "Rating", "Record", "Response", "Review", "Round", "School", "Session",
    "Settings", "Sharing", "SignIn", "Step", "Survey", "Team", "Term", "Verification", "Vignette",
    "Vision", "Voice",
]  # fmt: skip
