"""Bytes to clean text, and the folding under which names are compared."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictner.errors import InputError
from conflictner.text import clean, decode, fold, fold_marks, looks_english, read_text, slug, squeeze


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Goma", "Goma"),
        ("Kitchangà".encode(), "Kitchangà"),
        (b"\xef\xbb\xbfGoma", "Goma"),
        ("Goma".encode("utf-16"), "Goma"),
        ("Goma".encode("utf-32"), "Goma"),
        (b"F\xe9lix \x93so\x94", "Félix “so”"),
        (b"\x81\xff", "\ufffdÿ"),
        ("Désiré “said”".encode() + b" \xff", "Désiré “said” \ufffd"),
        (b"", ""),
    ],
)
def test_text_decode_finds_the_encoding(data: bytes, expected: str) -> None:
    assert decode(data) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("\ufffe\uffff\x1b\x07", "\ufffd" * 4),
        ("tab\tand\u00a0blank", "tab\tand\u00a0blank"),
        ("\u202eright-to-left", "\u202eright-to-left"),
        ("", ""),
    ],
)
def test_text_clean_replaces_what_breaks_readers(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text(alphabet=st.characters(), max_size=200))
def test_text_clean_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()


def test_text_clean_refuses_bytes() -> None:
    with pytest.raises(InputError, match="E104"):
        clean(b"bytes")  # type: ignore[arg-type]


def test_text_fold_keeps_the_length_of_every_character() -> None:
    characters = "".join(chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c <= 0xDFFF)
    assert len(fold(characters)) == len(characters)
    assert len(fold_marks(characters)) == len(characters)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hay’at Tahrir", "hay'at tahrir", True),
        ("Al–Shabaab", "al-shabaab", True),
        ("Nord\u00a0Kivu", "nord kivu", True),
        ("Félix", "FELIX", True),
        ("Łódź", "lodz", True),
        ("Al-Shabaab", "Al Shabaab", False),
        ("Goma", "Gorna", False),
    ],
)
def test_text_fold_joins_spellings(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Uhuru Kenyatta", "uhuru-kenyatta"), ("  N’Djamena!", "n-djamena"), ("Русь", "русь"), ("---", "")],
)
def test_text_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_text_slug_keeps_every_letter_and_digit_and_nothing_else() -> None:
    characters = [chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c <= 0xDFFF]
    kept = "".join(char for char in fold("".join(characters)) if char.isalnum())
    assert slug("".join(characters)).replace("-", "") == kept
    assert slug("a_b") == "a-b"


def test_text_squeeze_ignores_line_breaks() -> None:
    assert squeeze("East\n African  Community") == "east african community"


def test_text_read_text_says_what_is_wrong(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_bytes(b"Sake\r\nfell")
    assert read_text(article) == "Sake\nfell"
    with pytest.raises(InputError, match="E101"):
        read_text(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="E102"):
        read_text(tmp_path)
    with pytest.raises(InputError, match="E103"):
        read_text(article / "below-a-file.txt")


def test_text_read_text_refuses_what_is_no_text(tmp_path: Path) -> None:
    image = tmp_path / "photo.txt"
    image.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(InputError, match="E109"):
        read_text(image)
    damaged = tmp_path / "damaged.txt"
    damaged.write_bytes(b"Sake fell. " * 40 + b"\x00\xff")
    assert read_text(damaged).startswith("Sake fell.")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4\nM23 took Goma", "a PDF"),
        (b"PK\x03\x04word", "an archive"),
        (b"{\\rtf1 M23 took Goma}", "rich text"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>M23", "HTML"),
        (b"<!-- saved -->\n<html lang=en>", "HTML"),
    ],
)
def test_text_files_that_only_hold_a_text_are_refused(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "goma.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=what) as caught:
        read_text(path)
    assert caught.value.code == "E110"


@pytest.mark.parametrize(
    "text",
    [
        "a < b, and <html> is a tag",
        "PKK fighters left",
        "{ rtf } is a format",
        "%PDF",
        '{"M23"} is a set',
        "[Goma] fell",
        "feed",
    ],
)
def test_text_about_formats_is_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "goma.txt"
    path.write_text(text, encoding="utf-8")
    assert read_text(path) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("M23 took Goma.", True),
        ("Die Rebellen haben die Stadt am Montag eingenommen, sagte die Regierung. " * 4, False),
        ("Los rebeldes tomaron la ciudad el lunes, dijo el gobierno. " * 4, False),
        ("他们说 战争 已经 结束。 " * 20, False),
        ("REBELS TOOK THE TOWN OF SAKE, THE ARMY SAID ON MONDAY. " * 4, True),
        ("Rebels seize Sake near Goma in eastern DR Congo, army retreats towards Bukavu", True),
        ("Les rebelles ont pris la ville de Sake, a dit le gouverneur militaire devant la presse.", False),
        ("سيطر الجيش على المدينة بعد معارك", False),
        ("Повстанцы взяли город", False),
        ("Goma, “حركة 23 مارس” took Sake.", True),
    ],
)
def test_text_looks_english(text: str, expected: bool) -> None:
    assert looks_english(text) is expected
