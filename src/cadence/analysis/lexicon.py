"""The words that a check of a vision listens for; an institute can bring its own."""

import re
from dataclasses import dataclass
from functools import cached_property


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


@dataclass(frozen=True)
class Terms:
    """Words or phrases, found in any of their usual endings (explain, explains, explained, explaining)."""

    terms: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Terms":
        """Read terms with commas between them."""
        return cls(_words(text))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern that finds any of them."""
        each = sorted((_forms(term) for term in self.terms), key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(each or ["(?!)"]) + r")\b", re.IGNORECASE)

    def found(self, text: str) -> list[str]:
        """Return the terms that a text has, as it writes them, each once."""
        return list(dict.fromkeys(match.group(0).lower() for match in self.pattern.finditer(text)))


def _forms(term: str) -> str:
    """Return a pattern for a term and its endings: of its last word, or for two words of its first too."""
    return r"\s+".join(_endings(word) for word in term.lower().split())


def _endings(word: str) -> str:
    if word.endswith("e"):
        return re.escape(word[:-1]) + r"(?:e|es|ed|ing)"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return re.escape(word[:-1]) + r"(?:y|ies|ied|ying)"
    return re.escape(word) + rf"(?:s|es|ed|ing|{re.escape(word[-1])}ed|{re.escape(word[-1])}ing)?"


@dataclass(frozen=True)
class Lexicon:
    """What each check listens for, in one language; `dataclasses.replace` changes a part of it."""

    student: Terms
    teacher: Terms
    content: Terms
    observable: Terms
    vague: Terms
    equity: Terms
    jargon: Terms
    setting: Terms


ENGLISH = Lexicon(
    student=Terms.of("student, learner, child, children, pupil, scholar, young people, kid, peer"),
    teacher=Terms.of("teacher, adult, educator, staff, instructor, coach, teaching"),
    content=Terms.of(
        "task, text, content, problem, standard, question, topic, lesson, curriculum, concept, evidence, "
        "idea, writing, reading, mathematics, math, science, history, subject, grade-level work, target"
    ),
    observable=Terms.of(
        "explain, justify, argue, ask, answer, compare, write, read, draw, build, solve, show, name, cite, "
        "revise, describe, discuss, debate, present, defend, summarize, listen, choose, test, measure, "
        "model, use, share, give, point, talk, restate, question, sort, plan, record, respond, say, tell, "
        "check, critique, work, apply"
    ),
    vague=Terms.of(
        "understand, know, appreciate, value, learn, believe, embrace, feel, be aware of, grasp, care, "
        "enjoy, engage, thrive, succeed, grow, experience, strive, aspire, empower"
    ),
    equity=Terms.of(
        "every student, each student, all students, every child, each child, all children, every learner, "
        "each learner, all learners, every one, everyone, regardless of, multilingual, equitable, equitably, "
        "belong, access, including those"
    ),
    jargon=Terms.of(
        "rigor, rigorous, fidelity, differentiation, differentiate, scaffold, data-driven, best practice, "
        "high-yield, leverage, synergy, stakeholder, paradigm, holistic, pedagogy, pedagogical, "
        "metacognitive, metacognition, learning modality, growth mindset, 21st century skill, "
        "research-based, evidence-based, world-class, excellence, robust, seamless, actionable, "
        "transformative, formative, summative, tier"
    ),
    setting=Terms.of(
        "classroom, desk, whiteboard, blackboard, hallway, carpet, in person, in-person, online, virtual, "
        "screen, breakout room, wall, chart paper, seat"
    ),
)
