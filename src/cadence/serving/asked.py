"""A survey or a question on a page of its own, for as long as it is asked: it belongs to no meeting."""

from typing import ClassVar

from cadence.publish.steps import CONDITIONS, PULSE
from cadence.serving.pages.outlook import Outlook
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.single import Single, SinglePage, SinglePieces


class _Survey(Single):
    kind: ClassVar[str] = "survey"
    heading: ClassVar[str] = "Your answers"

    def titled(self, id: str, outlook: Outlook) -> str:
        if id not in (CONDITIONS, PULSE) or outlook.steps.state(0, id) == "closed":
            raise Refusal(409, "This survey is not asked now.", "Your facilitator opens it.")
        return outlook.content.survey(id).title


class _Question(Single):
    kind: ClassVar[str] = "question"
    heading: ClassVar[str] = "Your answers"

    def titled(self, id: str, outlook: Outlook) -> str:
        return outlook.content.question(id).title


class SurveyPage(_Survey, SinglePage):
    """A survey."""


class SurveyPieces(_Survey, SinglePieces):
    """What is new on it."""


class QuestionPage(_Question, SinglePage):
    """A question in the room."""


class QuestionPieces(_Question, SinglePieces):
    """What is new on it."""


_SURVEY, _QUESTION = r"survey/([a-z0-9-]{1,60})", r"question/([a-z0-9._-]{1,60})"
ROUTES = (
    Route(_SURVEY, SurveyPage, "member"),
    Route(f"{_SURVEY}/pieces", SurveyPieces, "member"),
    Route(_QUESTION, QuestionPage, "member"),
    Route(f"{_QUESTION}/pieces", QuestionPieces, "member"),
)
