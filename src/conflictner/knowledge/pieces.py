"""Pieces of longer names: "People's Liberation Front" in "Tigray People's Liberation Front".

Many fronts, armies and unions share their generic words. When the longer name is listed, the automaton finds it; when
it is not, its tail must not pass for another actor: such a hit becomes weak.
"""

from __future__ import annotations

import re
from typing import Final

from conflictner.knowledge.words import frequency

# The word before a hit, with what joins its parts: "West Papua", "UN-backed", "Colombia's".
_BEFORE: Final = re.compile(r"(?<![\w'-])[\w'-]{1,40} \Z")
_OF: Final = re.compile(r" of (?:the )?([\w'-]{1,40}(?: [\w'-]{1,40})?)")
_OPENING: Final = " \"'“”‘’«»()[]*-–—"
#: What stands before the first word of a sentence.
SENTENCE_ENDS: Final = ".!?:;…\n"
# Capitals of a Title Case Headline Without A Name In Them.
_SMALL: Final = re.compile(
    "a|after|against|amid|an|and|are|as|at|before|between|but|by|can|for|from|has|have|how|if|in|into|is|its|of|on|or"
    "|over|than|that|the|their|to|under|until|was|were|what|when|where|which|while|who|why|will|with|without"
    # "Islamist Allied Democratic Forces rebels attacked": said of a group, never the first word of its name.
    "|extremist|former|insurgent|islamist|jihadist|militant|paramilitary|rebel|separatist|suspected"
)
_EVERYDAY: Final = 3.5


def word_before(text: str, marked: str, start: int) -> str:
    """The capitalised word that a hit seems to continue, or "".

    Args:
        text: The text.
        marked: The same with marks folded (`text.fold_marks`).
        start: Where the hit begins.

    >>> sentence = "He left the Tigray People's Liberation Front."
    >>> word_before(sentence, sentence, sentence.index("People"))
    'Tigray'
    >>> sentences = "Then African Union", "UN-backed African Union", "Chad's African Union", "the African Union"
    >>> [word_before(sentence, sentence, sentence.index("African")) for sentence in sentences]
    ['', '', '', '']
    """
    if start < 2 or text[start - 1] != " ":
        return ""
    # Most words before a name are small: two look-ups decide, where the pattern took a third of a match.
    first = max(0, start - 42)
    blank = marked.rfind(" ", first, start - 1)
    if blank >= 0 and marked[blank + 1].islower():
        return ""
    match = _BEFORE.search(marked, max(first, blank), start)
    if match is None:
        return ""
    word = match[0][:-1]
    if not word[0].isupper() or _SMALL.fullmatch(word.lower()) or word.endswith(("'s", "'")):
        return ""
    if "-" in word and word.rpartition("-")[2].islower():
        return ""
    before = text[max(0, match.start() - 8) : match.start()].rstrip(_OPENING)
    opens_sentence = not before or before[-1] in SENTENCE_ENDS
    return "" if opens_sentence and frequency(word) >= _EVERYDAY else word


def words_after_of(marked: str, end: int) -> tuple[str, ...]:
    """The capitalised word after "of" that a hit seems to go on with, alone and with the next one.

    >>> words_after_of("the Communist Party of South Ruritania", 19), words_after_of("the Communist Party of old", 19)
    (('South', 'South Ruritania'), ())
    """
    match = _OF.match(marked, end) if marked.startswith(" of ", end) else None
    if match is None or not match[1][0].isupper():
        return ()
    return tuple(dict.fromkeys((match[1].partition(" ")[0], match[1])))
