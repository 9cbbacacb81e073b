"""Untrusted bytes -> clean text, once; and the length-preserving folding under which aliases are looked up.

Cleaning happens here and nowhere else, before a Doc is made: ``doc.text`` is the cleaned string, character for
character, and every offset in every row points into it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from conflictner.errors import E101, E102, E103, E104, E109, E110, E111, InputError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# spaCy raises UnicodeEncodeError on a lone surrogate; XML and JSON readers choke on the other control characters.
# Tab and newline stay. CR is handled before: "\r\n" would shift nothing but renders as a second line break.
_UNSAFE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def decode(data: bytes) -> str:
    r"""Decode the bytes of a file: a byte-order mark, else UTF-8, else Windows-1252.

    Windows-1252 is what old newsroom exports hold when they are not UTF-8; its five undefined bytes become U+FFFD. A
    UTF-8 file with a few broken bytes stays UTF-8: those bytes become U+FFFD, and "Désiré" keeps its accents.

    Args:
        data: The whole file.

    Returns:
        The text as it stands in the file; `clean` comes next.

    >>> decode(b"\x93M23\x94 rebels"), decode("Nyanzalé".encode())
    ('“M23” rebels', 'Nyanzalé')
    """
    return data.decode(encoding_of(data), errors="replace")


def encoding_of(data: bytes) -> str:
    r"""The encoding in which `decode` reads bytes.

    >>> encoding_of("Nyanzalé".encode()), encoding_of(b"Nyanzal\xe9")
    ('utf-8', 'cp1252')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        whole = sum(char > "\x7f" for char in text) - broken
        return "utf-8" if whole > broken else "cp1252"
    return "utf-8"


def clean(text: str) -> str:
    r"""Make a text safe to read: line ends become ``\n``, lone surrogates and control characters U+FFFD.

    No character is added or removed otherwise: no-break spaces, zero-width and right-to-left marks stay, because a
    reader must find the text as it was printed. Cleaning twice changes nothing.

    Args:
        text: Any str.

    Returns:
        The text that a Doc can be made of.

    Raises:
        InputError: E104, when ``text`` is not a str.

    >>> clean("Goma\r\nfell\x00 \ud800")
    'Goma\nfell� �'
    """
    if not isinstance(text, str):
        raise InputError(E104.format(type=type(text).__name__))
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_text(path: str | Path) -> str:
    """Read and clean one text file.

    Args:
        path: A file in UTF-8, UTF-16, UTF-32 with byte-order mark, or Windows-1252.

    Returns:
        The cleaned text.

    Raises:
        InputError: E101 no such file, E102 a directory, E103 not readable, E109 no text (an image, an archive), E110 a
            PDF, a word processor's file or HTML, E111 JSON, a table, a feed or an archive of articles.
    """
    path = Path(path)
    if path.is_dir():
        raise InputError(E102.format(path=str(path)))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(E101.format(path=str(path))) from None
    except OSError as error:
        raise InputError(E103.format(path=str(path), reason=error.strerror or error)) from error
    check_plain(data, str(path))
    text = clean(decode(data))
    if not is_text(text):
        raise InputError(E109.format(path=str(path)))
    return text


def is_text(text: str) -> bool:
    """Whether a cleaned text is one, not an image or an archive: few of its characters had to be replaced.

    >>> is_text("Goma fell."), is_text("\ufffd" * 20)
    (True, False)
    """
    return text.count("\ufffd") <= max(_BROKEN * len(text), 8)


#: How files begin that hold text, and are not it: their commands would be read as words.
_NOT_PLAIN: Final = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "an archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "rich text",
}
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)

#: How files begin that hold many articles, or packed ones: `conflictner.run` reads them.
_OF_A_CORPUS: Final = {
    b"\x1f\x8b": "packed (gzip)",
    b"BZh": "packed (bzip2)",
    b"\x28\xb5\x2f\xfd": "packed (zstd)",
    b"PAR1": "a Parquet table",
    b"WARC/": "a web archive",
}
_JSON: Final = re.compile(rb'\s*(?:\[\s*)?\{\s*"[^"\n]{1,100}"\s*:')
_FEED: Final = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:RDF)\b", re.I)
_TABLE: Final = (".csv", ".tsv")


def check_plain(data: bytes, path: str) -> None:
    r"""Refuse a file that only holds a text among other things.

    Args:
        data: The file, or its first kilobyte.
        path: Its name, for the message.

    Raises:
        InputError: E110, a PDF, a word processor's file, rich text or HTML; E111, JSON, a table, a feed or an archive
            of articles: their column names would be read as words.

    >>> check_plain("M23 took Goma. a < b".encode(), "goma.txt")
    """
    start = data[:1024].removeprefix(codecs.BOM_UTF8)
    what = next((name for mark, name in _NOT_PLAIN.items() if start.startswith(mark)), "")
    if not what and _HTML.match(start):
        what = "HTML"
    if what:
        raise InputError(E110.format(path=path, what=what))
    many = next((name for mark, name in _OF_A_CORPUS.items() if start.startswith(mark)), "")
    if not many and _JSON.match(start):
        many = "JSON"
    if not many and _FEED.match(start):
        many = "a feed"
    if not many and path.lower().endswith(_TABLE):
        many = "a table"
    if many:
        raise InputError(E111.format(path=path, what=many))


#: More replaced characters than this share, and a file is no text: 20 kB of random bytes have 14 %, a damaged article
#: well under 1 %.
_BROKEN: Final = 0.03

# One typeface, one key: ’ʼ‘´ are all written for the apostrophe of "Hay'at"; every dash for the hyphen of
# "Al-Shabaab"; and a line break may fall inside a name. All are one character long, so offsets stay.
_SAME: Final = {
    **dict.fromkeys("’‘ʼʻʹ´‛′＇", "'"),
    **dict.fromkeys("‐‑‒–—−﹣－", "-"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "),
}
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]+")


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Fold the mark or strip the accents of one character, if one character remains.

    >>> _plain("é"), _plain("ß"), _plain("ł"), _plain("’")
    ('e', 'ß', 'l', "'")
    """
    if char in _SAME:
        return _SAME[char]
    if char in _NOT_COMPOSED:
        return _NOT_COMPOSED[char]
    bare = [c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)]
    return bare[0] if len(bare) == 1 else char


# Letters that Unicode does not decompose but that newsrooms write plainly: "Łódź", "Ørsted", "Diyarbakır", "Đà Nẵng".
_NOT_COMPOSED: Final = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H"}


def fold_marks(text: str) -> str:
    """Fold apostrophes, dashes, blanks and accents, and keep the case: the form in which acronyms are compared.

    Args:
        text: Any cleaned text.

    Returns:
        A string of exactly the same length, so that offsets carry over.

    >>> fold_marks("Hay’at Tahrir al–Shām")
    "Hay'at Tahrir al-Sham"
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        return text  # so are nine names of ten
    text = text.replace("\n", " ").replace("\t", " ").replace("`", "'")
    # One character in sixty of a news text is not ASCII: looking only at those takes a third of the time.
    return text if text.isascii() else _NOT_ASCII.sub(_plain_run, text)


def _plain_run(match: re.Match[str]) -> str:
    return "".join(map(_plain, match[0]))


def fold(text: str) -> str:
    """Fold marks, accents and case: the form in which names are compared.

    Args:
        text: Any cleaned text.

    Returns:
        A string of exactly the same length, so that offsets carry over.

    >>> fold("Félix TSHISEKEDI")
    'felix tshisekedi'
    >>> len(fold("İstanbul ǅ ß")) == len("İstanbul ǅ ß")
    True
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.lower()
    return fold_case(fold_marks(text))


def fold_case(marked: str) -> str:
    """Fold the case of a text whose marks are folded; ``fold`` is this after `fold_marks`.

    Args:
        marked: What `fold_marks` returned.

    Returns:
        A string of exactly the same length.

    >>> fold_case("Hay'at Tahrir al-Sham")
    "hay'at tahrir al-sham"
    """
    lowered = marked.lower()
    if len(lowered) == len(marked):
        return lowered
    # "İ".lower() is two characters long; such letters keep their form.
    return "".join([c.lower() if len(c.lower()) == 1 else c for c in marked])


def squeeze(name: str) -> str:
    r"""Fold a name to a key that ignores runs of blanks; for whole names, never for text with offsets.

    >>> squeeze("  East  African\nCommunity ")
    'east african community'
    """
    return " ".join(fold(name).split())


def slug(name: str) -> str:
    """Make the readable part of a local id: folded letters and digits joined by hyphens.

    >>> slug("Forces de l’Union (FU)")
    'forces-de-l-union-fu'
    """
    return "-".join(_LETTERS_AND_DIGITS.findall(fold(name)))


_LETTERS_AND_DIGITS: Final = re.compile(r"[^\W_]+")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_COMMON: Final = """the of and to in a that is was for on with as by at from said it he his be has had have were are
not but they their who which will would its an this after"""
_FUNCTION_WORDS: Final = frozenset(_COMMON.split())
#: English news has 35 to 45 % function words, French and German under 5 %; a table of names may have none.
_ENGLISH: Final = 0.15
#: A dozen words tell less: an English sentence of so many has at least one function word, a French one perhaps "a".
_FEW: Final = 30
_TOO_FEW: Final = 12
_A_FEW_ENGLISH: Final = 0.07
#: Beyond Latin letters with their accents; a word or two of them prove nothing.
_OTHER_SCRIPTS: Final = re.compile("[\u0250-\u1dff\u2c00-\ua7ff\uac00-\ufaff]{3,}")


def looks_english(text: str) -> bool:
    """Whether a text has the letters and function words of English; under a dozen words get the benefit of the doubt.

    >>> looks_english("Les rebelles ont pris la ville de Goma lundi, a dit le gouvernement. " * 4)
    False
    >>> looks_english("The rebels took the town of Goma on Monday, the government said. " * 4)
    True
    """
    some = text[:20_000].lower()
    words = _WORDS.findall(some)
    if _OTHER_SCRIPTS.search(some) and 2 * sum(bool(_OTHER_SCRIPTS.match(word)) for word in words) > len(words):
        return False
    share = _ENGLISH if len(words) >= _FEW else _A_FEW_ENGLISH
    return len(words) < _TOO_FEW or sum(word in _FUNCTION_WORDS for word in words) >= share * len(words)
