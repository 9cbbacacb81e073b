"""The wording that gives a segment away: bylines, datelines, dates, links, credits, footers.

Only shapes that newsrooms share; every pattern is anchored or bounded, so that none can run long on hostile text.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

_I: Final = re.IGNORECASE

BULLET: Final = re.compile(r"[-*•●▪‣·–]\s+\S")
TIMESTAMP: Final = re.compile(
    r"(\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC|EST|EDT|BST|CET|CEST|EAT|CAT|WAT|IST|local time))?)"
    r"(?:\s*[-–—:|]|\s*$)",
    _I,
)
KEY_POINTS: Final = re.compile(
    r"(?:what we know(?: so far)?|what you need to know|key (?:points|takeaways|facts|developments|events)|at a glance"
    r"|highlights|(?:the )?main (?:points|developments)|in (?:brief|short)|summary|quick facts)\s*:?\s*$",
    _I,
)
# "Read: Two commanders killed", "On the same subject: ...", "Keep reading → Map"
RELATED_LINK: Final = re.compile(
    r"\W{0,3}(?:(?:(?:please |also |must )?(?:read|watch|listen|see)(?: (?:more|also|next|further|on|this|it))*|related"
    r"(?: (?:stor(?:y|ies)|articles?|content|news|topics?|links?|coverage))?|more (?:on|from|about) [\w ’'-]{1,40}"
    r"|more (?:stories|news|coverage)|on the same (?:subject|topic)|(?:also |more )?in (?:the|other) news|also in news"
    r"|recommended(?: for you)?|you (?:may|might) also (?:like|be interested in)|don['’]t miss|in case you missed it"
    r"|editors?['’]?s? picks?|further reading|in (?:pictures|video)|video|gallery|podcast|explainer"
    r")\s*(?:[:→»›>|–—]|-\s)"
    r"|(?:keep|continue) reading\b|click here\b|read (?:more|the full story)\s*$|(?:read|see) also\s)",
    _I,
)
EDITORS_NOTE: Final = re.compile(
    r"[\[(*]{0,2}(?:correction|clarification|editor['’]?s['’]? note|note to (?:readers|editors)|update note"
    r"|reader['’]?s? advisory)\b[^:.–—-]{0,40}[:.–—-]"
    r"|[\[(*]{0,2}(?:this|an earlier version of this|a previous version of this) "
    r"(?:article|story|post|report|piece|item|headline|version)\b[^.]{0,60}\b"
    r"(?:updated|amended|corrected|edited|mis\w+|incorrectly|wrongly|stated|said|republished|translated)\b",
    _I,
)
CREDIT: Final = re.compile(
    r"[\[(]?(?:(?:top|main|cover|header|lead|feature[d]?|file|banner|stock)\s)?"
    r"(?:photo(?:s|graphs?|graphy|\sby|\scredits?)?|images?(?:\scredits?|\sby|\scourtesy|\scopyright)?|pictures?(?:\sby)?|pix|credits?"
    r"|graphics?|illustration|map)(?:\s(?:by|courtesy of))?\s*[:|/©]|image\scopyright\b",
    _I,
)
# "... to Goma. PHOTO | AFP", "[Photo: Reuters]", "(AP Photo/J. Delay)", "/AFP via Getty Images", "© MONUSCO/A. Banza"
_CAPTION_CREDIT: Final = re.compile(
    r"[\[(]?\b(?i:(?:file\s)?(?:photo(?:graph)?|image|picture|pic)s?(?:\scredit|\scourtesy)?)"
    r"\s?(?:[|:/©]|by\s)\s?[^.\n]{1,80}$"
    r"|[\[(](?i:(?:file\s)?(?:photo|picture|image|courtesy))[\])]\.?\s*$|(?<=[.!?]\s)(?i:file\s)?(?:PHOTO|Photo|FILE)\.?$"
    r"|[\[(]?(?:AP|AFP|EPA|REUTERS|Reuters|Xinhua|Getty)(?:\s(?:File\s)?Photo)?\s?/\s?[^\n]{1,60}$"
    r"|\([^()\n]{1,60}/\s?(?:AFP|AP|Reuters|EPA|Xinhua|Getty)[^()\n]{0,40}\)$"
    r"|/\s?(?:AFP|AP|Reuters|EPA|Getty|Anadolu|Xinhua)[^.\n]{0,40}[\])]?$|(?:via|/)\s?Getty Images[\])]?$"
    r"|[\[(]?©\s?[^.\n]{2,60}$|\[[A-Z][^\]\n]{2,50}/[A-Z][^\]\n]{1,50}\]$"
)
#: Each ends with the paragraph and is no longer than this many characters.
_LONGEST_CREDIT: Final = 120
#: One of these stands in each of them; to look for that first saves a third of the component's time.
_CREDIT_SIGNS: Final = ("/", "©", "photo", "image", "pic", "courtesy", "file", "getty")
BYLINE: Final = re.compile(
    r"(?:by\s+[A-Z]|BY\s+[A-Z]|By:|(?:words|text|story|report|reporting|written|compiled)\s(?:and\s\w{4,12}\s)?by\s"
    r"|from\sour\s|our\s(?:own\s)?(?:correspondent|reporter|staff)|staff\s(?:reporter|writer|correspondent)"
    r"|(?:special\s)?correspondent\b|newsroom\b|news\s?desk\b|agenc(?:y|ies)\s*$|(?:AFP|AP|Reuters|Xinhua|PTI|ANI|dpa)\s*$"
    r"|author\s*:|analysis\sby\s|(?:express|tribune)\snews\sservice)",
    _I,
)
CONTACT: Final = re.compile(
    r"(?:(?:for\s)?(?:media|press)(?:\s(?:and|or)\s\w{3,12})?\s?(?:contacts?|office|enquir\w+|inquir\w+|relations|queries)"
    r"|contacts?\s*(?::|details|information|person|us\b)|for\s(?:more|further|additional)\s(?:information|details)\b"
    r"|e-?mail\s*:|tel(?:ephone)?\.?\s*:|phone\s*:)",
    _I,
)
# "(Writing by the desk; editing by A. B.)", "Additional reporting by ...", "© 2024 The Gazette"
FOOTER: Final = re.compile(
    r"[\[(*_–—-]{0,3}(?:(?:writing|reporting|editing|additional\s(?:reporting|writing|research)|translat(?:ed|ion)|graphics"
    r"|compiled|edited|with\s(?:inputs?|files|reporting|contributions?|agency\sinputs))\s(?:by|from)\s)"
    r"|©|\(c\)\s\d{4}|copyright\b|all\srights\sreserved\b|tags?\s*:|topics?\s*:|keywords\s*:|filed\sunder\b"
    r"|(?:follow|join|find)\sus\son\b|subscribe\b|sign\sup\s(?:for|to)\b|share\sthis\b|download\sour\sapp\b"
    r"|[-–—*#\s]{0,5}ends?[-–—*#\s]{0,5}$|[#*_=-]{3,}\s*$",
    _I,
)
FOOTER_AT_END: Final = re.compile(
    r"about(?:\sthe\s(?:author|writer|organi[sz]ation)s?)?\s*:|about\sthe\sauthors?\b|the\s(?:views|opinions)\sexpressed\b"
    r"|views\sexpressed\b|comments\sare\s(?:now\s)?closed|this\s(?:\w{4,12}\s)(?:was|is|has\sbeen)\s(?:\w{2,12}\s)?"
    r"(?:supported|funded|issued|published|republished|produced|first\spublished|originally|made\spossible)\b"
    r"|(?:our|this)\slive\s(?:coverage|blog|page)\b|thank\syou\sfor\s(?:reading|following|joining)|(?:source|via)\s*:"
    r"|for\sall\sthe\slatest\b|no\spart\sof\sthis\b|the\swriter\s(?:is|can)\b|the\sauthor\s(?:is|can)\b|last\supdated?\b"
    r"|first\spublished\b|support\s(?:our|independent)\s(?:work|journalism)|donate\b|\((?:AFP|AP|Reuters|PTI|ANI|dpa)\)\s*$",
    _I,
)

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DATES: Final = (
    ("mdy", re.compile(rf"\b{_MONTH}\s{{1,3}}{_DAY}\s?,?\s{{1,3}}((?:19|20)\d{{2}})\b", _I)),
    ("dmy", re.compile(rf"\b{_DAY}[\s.-]{{1,3}}(?:of\s)?{_MONTH}[\s,.-]{{1,3}}((?:19|20)\d{{2}})\b", _I)),
    ("ymd", re.compile(r"\b((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")),
    ("numeric", re.compile(r"(?<![\d/.-])(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d{2})\b")),
)
_DAY_MONTH: Final = re.compile(rf"\b(?:{_MONTH}\s{{1,3}}{_DAY}|{_DAY}\s{{1,3}}(?:of\s)?{_MONTH})(?!\w)", _I)
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\b\.?)?", _I)
_DATE_WORDS: Final = re.compile(
    rf"\b(?:{_WEEKDAY}|published|posted|updated|last|first|modified|on|at|date|dated|statement|press release|release"
    r"|issued|gmt|utc|est|edt|bst|cet|eat|cat|wat|ist|am|pm|min(?:ute)?s? read|for immediate release)(?!\w)",
    _I,
)

#: "LIVE: ...", "ANALYSIS: ..." are written like "GOMA: ..." and are no places.
_LABELS: Final = frozenset(
    {
        "analysis",
        "background",
        "breaking",
        "clarification",
        "comment",
        "correction",
        "developing",
        "editorial",
        "exclusive",
        "explainer",
        "fact",
        "factbox",
        "feature",
        "focus",
        "how",
        "interview",
        "just",
        "live",
        "news",
        "note",
        "opinion",
        "photos",
        "pictures",
        "press",
        "profile",
        "read",
        "release",
        "report",
        "special",
        "statement",
        "timeline",
        "update",
        "updated",
        "urgent",
        "video",
        "watch",
        "what",
        "who",
        "why",
        "wrapup",
    }
)
_LOWER_IN_NAMES: Final = frozenset(
    {
        "&",
        "al",
        "and",
        "at",
        "bin",
        "da",
        "de",
        "del",
        "der",
        "des",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "for",
        "ibn",
        "in",
        "la",
        "le",
        "les",
        "near",
        "of",
        "the",
        "und",
        "van",
        "von",
        "y",
    }
)
_LOWER_IN_BYLINES: Final = frozenset({"and", "in", "de", "al", "el", "bin", "ibn", "von", "van", "&", "|"})
_NOT_IN_BYLINES: Final = frozenset({"a", "an", "the", "for", "to", "as", "on", "by", "with", "from"})
_SEPARATOR: Final = re.compile(r"\s[-–—]{1,2}(?=\s)|\s?[–—]{1,2}|:(?=\s)")
_AGENCY: Final = re.compile(r"\((?:[A-Z]{2,}[\w/ .]{0,20}|[A-Z][\w.]+(?:\s[A-Z&][\w.]*){0,5})\)")
_WORDS: Final = re.compile(r"[^\s,()/.;:]+")


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing marks aside.

    >>> ends_sentence("It fell.”"), ends_sentence("Rebels take town"), ends_sentence("He said:")
    (True, False, True)
    """
    tail = text[-8:].rstrip(" \"”’'»)]*")
    return tail.endswith((".", "!", "?", "…", ":"))


def caption_credit(text: str) -> re.Match[str] | None:
    """The credit at the end of a caption: "PHOTO | AFP", "(AP Photo/J. Delay)"; None where there is none.

    >>> caption_credit("Rebels near Goma. PHOTO | AFP").group(), caption_credit("They filed past.")
    ('PHOTO | AFP', None)
    """
    start = max(len(text) - _LONGEST_CREDIT, 0)
    tail = text[start:].lower()
    return _CAPTION_CREDIT.search(text, start) if any(sign in tail for sign in _CREDIT_SIGNS) else None


def find_date(text: str) -> str | None:
    """The first full date in a text as ISO 8601; None if there is none, or only one whose day and month are unclear.

    >>> find_date("Wednesday February 07 2024"), find_date("7th of Feb. 2024"), find_date("05/06/2024")
    ('2024-02-07', '2024-02-07', None)
    """
    found: list[tuple[int, str]] = []
    for shape, pattern in _DATES:
        for match in pattern.finditer(text):
            iso = _iso(shape, match.groups())
            if iso:
                found.append((match.start(), iso))
                break
    return min(found)[1] if found else None


def _iso(shape: str, groups: tuple[str, ...]) -> str | None:
    if shape == "mdy":
        month, day, year = _month(groups[0]), int(groups[1]), int(groups[2])
    elif shape == "dmy":
        day, month, year = int(groups[0]), _month(groups[1]), int(groups[2])
    elif shape == "ymd":
        year, month, day = (int(group) for group in groups)
    else:
        day, month, year = (int(group) for group in groups)
        if day <= 12 and month <= 12 and day != month:
            return None
        if month > 12:
            day, month = month, day
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def date_line(text: str) -> str:
    """Say "DATE" for a line that is a date, "DATELINE" for a place with a date, else "".

    >>> date_line("Published: 7 February 2024, 10:30 GMT"), date_line("Larissa, 9 July"), date_line("May 1968 again")
    ('DATE', 'DATELINE', '')
    """
    if len(text) > 120:
        return ""
    rest, dates = text, 0
    for _, pattern in _DATES:
        rest, count = pattern.subn(" ", rest)
        dates += count
    rest, count = _DAY_MONTH.subn(" ", rest)
    if not dates + count:
        return ""
    rest = _DATE_WORDS.sub(" ", _CLOCK.sub(" ", rest))
    words = _WORDS.findall(rest.replace("|", " ").replace("-", " "))
    if not words:
        return "DATE"
    return "DATELINE" if len(words) <= 4 and all(_is_name_word(word) for word in words) else ""


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word.lower() in _LOWER_IN_NAMES


def is_names_only(text: str) -> bool:
    """Whether a line is a list of names and places, as a byline is.

    >>> is_names_only("Amina Sule, Jos and Peter Obi, Kano"), is_names_only("A Town Waits For the Rain")
    (True, False)
    """
    words = text.split()
    small = [word for word in words if not word[0].isupper()]
    return (
        2 <= len(words) <= 12
        and not any(c in text for c in '?!:;“”"«»')
        and all(
            word.strip(",") in {"and", "in", "de", "al", "el", "bin", "ibn", "von", "van", "&", "|"} for word in small
        )
        and not any(word.lower() in {"a", "an", "the", "for", "to", "as", "on", "by", "with", "from"} for word in words)
        and not all(word.isupper() for word in words)
    )


def dateline_end(text: str, *, opening: bool = True) -> int:
    """Where the dateline that opens a paragraph ends (dash or colon included); 0 where there is none.

    Args:
        text: A paragraph.
        opening: Whether it stands at the head of the article; further down a place alone is not enough.

    >>> text = "GOMA, DR Congo, Nov 3 (AFP) - Rebels advanced on Friday."
    >>> text[: dateline_end(text)]
    'GOMA, DR Congo, Nov 3 (AFP) -'
    >>> dateline_end("M23 – the rebel group – said so."), dateline_end("LIVE: Rebels advance")
    (0, 0)
    """
    head = text[:140]
    if not ("-" in head or ":" in head or "–" in head or "—" in head):
        return 0
    for match in _SEPARATOR.finditer(head):
        prefix = text[: match.start()].rstrip()
        if not prefix:
            return 0
        bare = _DAY_MONTH.sub(" ", _AGENCY.sub(" ", prefix))
        words = _WORDS.findall(bare)
        if len(words) > 9 or not all(_is_name_word(word) or word[0].isdigit() for word in words):
            return 0
        rest = text[match.end() :].lstrip()
        if not rest or not (rest[0].isupper() or rest[0].isdigit() or rest[0] in "“\"«'‘"):
            continue
        if _is_dateline(prefix, words, colon=match.group().startswith(":"), rest=rest, opening=opening):
            return match.end()
    return 0


def _is_dateline(prefix: str, words: list[str], *, colon: bool, rest: str, opening: bool) -> bool:
    if prefix.startswith("(") and prefix.endswith(")"):
        return not colon and len(prefix) <= 60
    first = words[0] if words else ""
    if not first[:1].isalpha() or first.lower() in _LABELS:
        return False
    dated = bool(_DAY_MONTH.search(prefix))
    wired = bool(_AGENCY.search(prefix)) and len(words) <= 6
    capitals = len(first) > 2 and first.isupper() and first.isalpha()
    if dated or wired:
        return capitals or len(words) <= 6
    if colon or not opening:
        return False
    # "GOMA – Rebels ...", "Goma, DR Congo – Rebels ...", but not an aside: "Kinshasa – Congo's capital – fell."
    return (capitals or ("," in prefix and len(words) <= 5)) and not re.search(r"\s[–—-]\s", rest[:120])
