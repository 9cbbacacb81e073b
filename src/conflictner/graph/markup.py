"""Text inside XML: escaped so that every character that XML can hold reads back as it was."""

from __future__ import annotations

import re
from typing import Final

#: What XML 1.0 cannot hold, not even escaped: NUL, ESC ..., lone surrogates, U+FFFE. networkx and Gephi write them,
#: and then no parser can read the file.
ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# A parser turns "\r" in text into "\n", and any line break or tab in an attribute into a blank, unless escaped.
_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)


def escape(text: str) -> str:
    r"""Text between tags.

    >>> escape("M23 & <ADF>\r")
    'M23 &amp; &lt;ADF&gt;&#13;'
    """
    return text.translate(_TEXT)


def attributes(**values: str) -> str:
    r"""Attributes of a tag, in the order given, a blank before each; a trailing underscore of a name falls away.

    >>> attributes(id="a", for_='say "no"\n')
    ' id="a" for="say &quot;no&quot;&#10;"'
    """
    return "".join([f' {name.rstrip("_")}="{value.translate(_ATTRIBUTE)}"' for name, value in values.items()])
