"""What an interview asks before anything is found: the case, who decides, the dates, the parts and the claims."""

from __future__ import annotations

from dataclasses import dataclass

from foirules.model.open_questions import OpenQuestion


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible answer: the value that goes into the scenario, and what it means."""

    value: str
    means: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to ask: what, how to answer, why, and the answers there are; any text where there are none.

    Where an answer is `optional`, an empty one passes on. A prompt for an open question holds it.
    """

    step: str
    asks: str
    how: str = ""
    why: str = ""
    choices: tuple[Choice, ...] = ()
    optional: bool = False
    question: OpenQuestion | None = None


TITLE = Prompt(
    "title",
    "What is the case called?",
    "One line, such as: Marrowby Borough Council and a supplier's day rates.",
    "It heads every report on the case. Leave out who made the request: nothing turns on it.",
)
AUTHORITY = Prompt(
    "authority",
    "Which public authority received the request?",
    "Its name.",
    "Its name stands in the report. What turns on the authority is its kind, which is asked next.",
)
KIND = Prompt(
    "kind",
    "What kind of authority is it?",
    "",
    "Some provisions are open to some kinds only, and some need no balance for some. Any other kind settles nothing.",
)
VIEWPOINT = Prompt(
    "viewpoint",
    "Who decides?",
    "",
    "Only what the one who decides has found, or adopted, counts. What anybody else says is a submission. Each answer "
    "to an open question is recorded as found by the one who decides.",
)
RECEIVED = Prompt(
    "received",
    "On which day did the authority receive the request?",
    "For example 6 September 2019. Press Enter if it is not known.",
    "The time for answering is counted from it.",
    optional=True,
)
ANSWERED = Prompt(
    "answered",
    "On which day did the authority answer?",
    "Press Enter if it is not known, or if there is no answer yet.",
    "The facts and the public interest are judged as at that day, and the answer is in time or late.",
    optional=True,
)
DECIDED = Prompt(
    "decided",
    "As at which day is the law to be applied?",
    "The day of the decision, as a rule. Press Enter for the day of the authority's answer, or of the rules.",
    "The law has changed over the years, and each decision is taken on the law of its day.",
    optional=True,
)
FIRST_PART = Prompt(
    "part",
    "What does part 1 of the request ask for?",
    "One part for each numbered question, in a few words.",
    "Each part is decided by itself. Whether it is held is asked later, and only where it may matter.",
)
PROVISION = Prompt(
    "provision",
    "On which provision does the authority rely?",
    "",
    "Each provision relied on is a claim, decided on every part it covers. To refuse to communicate and to refuse to "
    "say whether anything is held are different limbs of a section; name the one that is relied on.",
    optional=True,
)
THROUGH = Prompt(
    "through",
    "Through which matter or limb is it claimed?",
    "Press Enter if that is not said.",
    "The provision covers several, and what has to be shown depends on which is meant.",
    optional=True,
)
ITEMS = Prompt(
    "items",
    "Which parts does the claim cover?",
    "For example 1, 3 to 5. Press Enter for all of them.",
    "A claim is decided on each part that it covers, and on no other.",
    optional=True,
)
ALTERNATIVES = Prompt(
    "alternatives",
    "Is it claimed in the alternative to another claim, so that one of them applies and it is not said which?",
    "Press Enter for no.",
    "Claims in the alternative stand only if each that may apply would stand by itself.",
    optional=True,
)
