"""What may answer a pack's question: the input it names is one that a scenario can state of the question's subject."""

from __future__ import annotations

from foirules.errors import PackError
from foirules.law.limb_rules import THROUGH
from foirules.law.needs import APPLICATION, COMBINATION, ITEM, QUESTION
from foirules.law.pack_files import QuestionEntry
from foirules.law.rulebook import REQUEST, Rulebook

ON_A_CLAIM = ("found-engagement", "found-balance", THROUGH)
ON_A_QUESTION = "found-combined"
HELD = "held"


def check_answer(rulebook: Rulebook, entry: QuestionEntry) -> None:
    """Raise PackError where the question's `answer` is no input, or is one of something it is not about."""
    if entry.answer is None:
        return
    attribute = rulebook.attributes.get(entry.answer)
    if attribute is None or not attribute.is_input or attribute.structural:
        raise PackError(f"`answer` names `{entry.answer}`, which is no input", mend="name what an answer gives a value")
    chain = (entry.about, *rulebook.ancestors[entry.about])
    if attribute.about == COMBINATION:
        fits = entry.answer == ON_A_QUESTION and QUESTION in chain
    elif attribute.about == APPLICATION:
        fits = (entry.answer in ON_A_CLAIM or entry.answer in rulebook.elements) and APPLICATION in chain
    else:
        fits = attribute.about in (ITEM, REQUEST) and attribute.about in chain
    if not fits:
        what = f"`answer` names `{entry.answer}`, which no finding on its subject gives a value"
        raise PackError(what, mend="name an input about the subject, or about what that belongs to")
