"""Answers in words: how a value answers the question it is a value for."""

from __future__ import annotations

from foirules.law.limb_rules import THROUGH
from foirules.law.rulebook import Rulebook

ELEMENT = {
    "met": "yes",
    "not_met": "no",
    "would": "it would",
    "would_be_likely": "it would be likely to",
    "shown": "shown, at a level that is not stated",
    "unknown": "not found",
}
"""How the value found of an element answers its question; `met` always points towards the exemption."""


def means(rulebook: Rulebook, fills: str, value: str) -> str:
    """A value of an input as an answer.

    >>> from foirules.law.loading import default_rulebook
    >>> means(default_rulebook(), "likelihood", "not_met"), means(default_rulebook(), "found-balance", "duty")
    ('no', 'maintaining does not outweigh')
    """
    if fills in rulebook.elements and value in ELEMENT:
        return ELEMENT[value]
    if fills == THROUGH:
        return f"{value} ({rulebook.limbs[value].title})"
    return rulebook.header.labels.get(value, value.replace("_", " "))
