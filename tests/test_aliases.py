"""The alias automaton: edges, capitals, variants, overlaps. `[Name]` in a table marks a hit, `{Name}` a weak one."""

import gc
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictner.knowledge import AliasHit, KnowledgeBase
from conflictner.knowledge.aliases import AliasIndex
from conflictner.knowledge.slots import AliasRow
from work import steps

ROWS = [
    ("March 23 Movement", "strong", "arm:m23", 1),
    ("Mouvement du 23 mars", "strong", "arm:m23", 1),
    ("M23", "acronym", "arm:m23", 1),
    ("Allied Democratic Forces", "strong", "arm:adf", 1),
    ("ADF", "acronym", "arm:adf", 1),
    ("ADF", "acronym", "mil:AUS", 2),
    ("AFC", "acronym", "arm:afc", 1),
    ("Congo River Alliance", "strong", "arm:afc", 1),
    ("Al-Shabaab", "strong", "arm:alshabaab", 1),
    ("Hay'at Tahrir al-Sham", "strong", "arm:hts", 1),
    ("Mai-Mai", "strong", "arm:maimai", 1),
    ("Wagner Group", "strong", "arm:wagner", 1),
    ("wazalendo", "strong", "arm:wazalendo", 1),
    ("Islamic Group", "strong", "arm:gi", 2),
    ("IS", "acronym", "arm:is", 1),
    ("UN", "acronym", "igo:un", 1),
    ("the United Nations", "strong", "igo:un", 1),
    ("African Union", "strong", "igo:au", 1),
    ("AU", "acronym", "igo:au", 1),
    ("AUSSOM", "acronym", "pko:aussom", 1),
    ("East African Community", "strong", "igo:eac", 1),
    ("The East African", "strong", "med:east-african", 1),
    ("WHO", "acronym", "igo:who", 1),
    ("PS", "acronym", "pp:x", 2),
    ("Turkey", "strong", "cty:TUR", 2),
    ("US", "acronym", "cty:USA", 1),
    ("United States", "strong", "cty:USA", 1),
    ("Rwanda", "strong", "cty:RWA", 2),
    ("Guinea", "strong", "cty:GIN", 2),
    ("Guinea-Bissau", "strong", "cty:GNB", 2),
    ("Oman", "strong", "cty:OMN", 2),
    ("Goma", "strong", "x:goma", 2),
    ("Djamena", "strong", "x:djamena", 2),
    ("N'Djamena", "strong", "x:ndjamena", 2),
    ("Sana", "strong", "x:sana", 2),
    ("Third Force", "strong", "arm:third", 2),
    ("UPDF", "acronym", "mil:UGA", 1),
    ("National Police", "weak", "pol:COD", 1),
    ("Congolese National Police", "strong", "pol:COD", 1),
    ("UN forces", "weak", "pko:monusco", 1),
    ("forces loyal to Oman", "weak", "arm:loyal", 2),
    ("Tanzania People's Defence Force", "strong", "mil:TZA", 1),
    ("D.R. Congo", "strong", "cty:COD", 2),
    ("Al Qaeda (AQ)", "strong", "arm:aq", 1),
    ("N*.+?[x]\\d{3}", "strong", "x:regex", 2),
    ("NATO", "acronym", "igo:nato", 1),
]
INDEX = AliasIndex(AliasRow(*row) for row in ROWS)


def marked(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """The plain text of a marked one, and its hits."""
    plain = re.sub(r"[\[\]{}]", "", text)
    hits = [(m[1] or m[2], m[2] is not None) for m in re.finditer(r"\[([^]]*)\]|\{([^}]*)\}", text)]
    return plain, hits


def check(text: str) -> None:
    plain, expected = marked(text)
    hits = INDEX.match(plain)
    assert [(hit.surface, hit.weak) for hit in hits] == expected
    assert all(plain[hit.start : hit.end] == hit.surface for hit in hits)


@pytest.mark.parametrize(
    "text",
    [
        "The [M23] fell back.",
        "[M23]-held hills and [ADF]-linked men",
        "an anti-[M23] rally",
        "the [AFC]/[M23] said",
        "[Rwanda]-backed fighters",
        "“[M23]”, ([ADF]); [AFC]…",
        "'[M23]' and ‘[ADF]’",
        "the [M23]'s men, the [M23]’s, [Rwanda]'s",
        "[Hay'at Tahrir al-Sham]' was",
        "l’[UPDF] et d’[Oman], qu'[Oman]",
        "#[M23] but not @M23_official nor M23_",
        "M231, M23a and XM23",
        "Gomatown, Goma2, aGoma",
        "a woman in the omani Romania",
        "[N'Djamena], [Djamena]",
        "[N’Djamena]",
        "Sana'a, but [Sana]'s",
        "[Guinea-Bissau] is not [Guinea]",
        "[Guinea]-Conakry",
        "Goma\u0301 is another letter",
        "[Goma]",
        "",
        "\n\n",
    ],
)
def test_aliases_edges(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Turkey] votes; a turkey is a bird; [TURKEY]",
        "That is it. Is IS? [IS] claimed".replace("Is IS?", "Is [IS]?"),
        "who said WHO".replace("WHO", "[WHO]"),
        "give us the [US]; Us too",
        "Un accord; un mot; the [UN]",
        "[Al-Shabaab], [al-Shabaab], [AL-SHABAAB], al-shabaab",
        "the [Wagner Group], the [Wagner group], the wagner group",
        "the Islamic groups, an {Islamic group}",
        "the {congo river alliance}",
        "the third force, {Third force}, the [Third Force]",
        "{march 23 movement}",
        "[wazalendo] and [Wazalendo]",
        "the {East African community} in London",
        "m23 and M23s",
        "{Nato}, nato and [NATO]",
        "the [MARCH 23 MOVEMENT]",
    ],
)
def test_aliases_capitals(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "[M23] BACK IN [GOMA], [UN] SAYS",
        "THIS IS WHO WE ARE",
        "THE PS VOTES",
        "the [PS] votes",
        "M23 IS BACK\nThe [IS] is not, says the [PS].".replace("M23", "[M23]"),
        "[PS]",
        "[ADF], [AFC], [AU]",
    ],
)
def test_aliases_in_a_line_of_capitals(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "[AUSSOM] replaced; the [AU] did not",
        "The [East African Community] met",
        "[The East African] reported",
        "The East\nAfrican".replace("The East\nAfrican", "[The East\nAfrican]"),
        "the [East\nAfrican Community]",
        "East  African Community",
        "the [Congolese National Police] and the {National Police}",
        "the {UN forces} left",
        "the {forces loyal to Oman}",
        "the [United Nations], The [United Nations]",
        "[United States] of Mind",
    ],
)
def test_aliases_overlaps(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Al Shabaab], [AlShabaab], [Al–Shabaab], [al‑Shabaab]",
        "[Hay’at Tahrir al-Sham], [Hayat Tahrir al-Sham], [Hayʼat Tahrir al Sham], [Hay`at Tahrir Al-Shām]",
        "[Mai-Mai], [Mai Mai], [Maï-Maï], [Mayi-Mayi], [MaiMai]",
        "[U.N.] and [U.S.] officials, [U.S] too",
        "the U.S.A. and the X.U.N. and the [U.S.]",
        "[M-23]",
        "[DR Congo], [D.R. Congo]",
        "[Tanzania People’s Defence Force], [Tanzania Peoples Defense Force], [Tanzania People's Defense Force]",
        "[Mouvement du 23 Mars] et [Mouvement\u00a0du 23 mars]",
        "[N*.+?[x]\\d{3}] and NNN",
    ],
)
def test_aliases_variants(text: str) -> None:
    if "N*" in text:
        assert [hit.surface for hit in INDEX.match("an N*.+?[x]\\d{3} and NNNx123")] == ["N*.+?[x]\\d{3}"]
    else:
        check(text)


def test_aliases_rejected_hit_hides_no_shorter_one() -> None:
    index = AliasIndex(
        [
            AliasRow("Front of Mali", "strong", "a", 1),
            AliasRow("Mali", "strong", "b", 1),
            AliasRow("Front of Mali Party", "strong", "c", 1),
        ]
    )
    assert [hit.surface for hit in index.match("front of Malians; a front of Mali")] == ["front of Mali"]
    assert [hit.surface for hit in index.match("a Front of Mali Partyless")] == ["Front of Mali"]
    assert [hit.surface for hit in index.match("the xFront of Mali")] == ["Mali"]


def test_aliases_weak_hit_carries_what_it_covers() -> None:
    hits = INDEX.match("UN forces; forces loyal to Oman")
    assert [[inner.surface for inner in hit.inner] for hit in hits] == [["UN"], ["Oman"]]


def test_aliases_strong_beats_overlapping_weak() -> None:
    index = AliasIndex(
        [
            AliasRow("Kigali government", "strong", "gov:RWA", 1),
            AliasRow("government forces in the east", "weak", "x", 1),
        ]
    )
    assert [hit.surface for hit in index.match("Kigali government forces in the east")] == ["Kigali government"]


def test_aliases_shared_by_two_entities_best_tier_first() -> None:
    (hit,) = INDEX.match("the ADF")
    assert [(entry.entity_id, entry.alias_class, entry.rule) for entry in hit.entries] == [
        ("arm:adf", "acronym", "kb:acronym"),
        ("mil:AUS", "acronym", "kb:acronym"),
    ]


def test_aliases_own_tier_outranks_and_name_and_acronym_join() -> None:
    index = AliasIndex(
        [
            AliasRow("Fano", "strong", "arm:fano", 1),
            AliasRow("Fano", "strong", "own:fano", 0),
            AliasRow("FANO", "acronym", "ngo:fano", 1),
        ]
    )
    assert [entry.entity_id for entry in index.match("FANO")[0].entries] == ["own:fano", "arm:fano", "ngo:fano"]
    assert [entry.entity_id for entry in index.find("fano")] == ["own:fano", "arm:fano", "ngo:fano"]


def test_aliases_two_spellings_of_one_actor_take_the_easier() -> None:
    index = AliasIndex([AliasRow("Kivu Group", "strong", "a", 1), AliasRow("Kivu group", "strong", "a", 1)])
    assert not index.match("the Kivu group")[0].weak
    index = AliasIndex([AliasRow("Kivu Group", "weak", "a", 1), AliasRow("Kivu Group", "strong", "a", 1)])
    assert not index.match("the Kivu Group")[0].weak
    assert [entry.alias_class for entry in index.find("kivu group")] == ["strong"]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("m23", ["arm:m23"]),
        ("M-23", ["arm:m23"]),
        ("  march  23\nmovement ", ["arm:m23"]),
        ("the United Nations", ["igo:un"]),
        ("united nations", ["igo:un"]),
        ("Al Shabaab", ["arm:alshabaab"]),
        ("adf", ["arm:adf", "mil:AUS"]),
        ("u.n.", ["igo:un"]),
        ("nobody", []),
        ("", []),
        ("the", []),
    ],
)
def test_aliases_find(name: str, ids: list[str]) -> None:
    assert [entry.entity_id for entry in INDEX.find(name)] == ids


def test_aliases_article_goes_where_the_name_stands_without_it() -> None:
    index = AliasIndex(
        [
            AliasRow("The European Union", "strong", "igo:eu", 1),
            AliasRow("European Union", "strong", "igo:eu", 1),
            AliasRow("The European", "strong", "med:e", 1),
            AliasRow("the US", "strong", "cty:USA", 1),
        ]
    )
    text = "The European Union. The European. Give us the US."
    assert [hit.surface for hit in index.match(text)] == ["European Union", "The European"]
    assert [entry.entity_id for entry in index.find("The European Union")] == ["igo:eu"]


def test_aliases_empty_index() -> None:
    index = AliasIndex([])
    assert index.match("M23") == []
    assert index.find("M23") == []
    assert len(index) == 0


def shipped_names() -> list[tuple[str, str]]:
    """Fifty curated names of two words or more, spread over the tables."""
    names = [
        (actor.id, actor.name) for actor in KnowledgeBase.load() if actor.tier == 1 and actor.name_class == "strong"
    ]
    long = [(entity, name) for entity, name in names if " " in name and name[-1].isalpha()]
    return long[:: len(long) // 50][:50]


@pytest.mark.parametrize(("entity", "name"), shipped_names())
def test_aliases_shipped_variants_and_near_misses(entity: str, name: str) -> None:
    kb = KnowledgeBase.load()
    spellings = [name, name.upper(), name.replace("'", "’"), name.replace("-", "–"), name.replace(" ", "\n", 1)]
    frames = ["Then {} said.", "of {}'s men", "“{}”", "anti-{}", "{}-held"]
    for spelling in spellings:
        for frame in frames:
            hits = kb.match(frame.format(spelling))
            assert entity in [entry.entity_id for hit in hits for entry in hit.entries if not hit.weak], (
                spelling,
                frame,
            )
    for miss in (f"{name}x", f"x{name}", f"{name}7", f"{name}_a", name.replace(" ", "  ")):
        assert name not in [hit.surface for hit in kb.match(f"the {miss} said")], miss


PIECES = st.sampled_from(
    [row[0] for row in ROWS]
    + [" ", "\n", "-", "'", "’", ".", "s", "x", "_", "/", "İ", "ß", "é", "e\u0301", "\u200f", "😀", "M", "23"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_aliases_hits_are_ordered_whole_and_apart(text: str) -> None:
    hits = INDEX.match(text)
    assert hits == INDEX.match(text)
    end = 0
    for hit in hits:
        assert end <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.surface
        assert hit.entries
        assert len({entry.entity_id for entry in hit.entries}) == len(hit.entries)
        assert all(hit.start <= inner.start and inner.end <= hit.end for inner in hit.inner)
        end = hit.end


@given(st.text(max_size=200))
def test_aliases_any_text(text: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    assert all(isinstance(hit, AliasHit) for hit in INDEX.match(clean))


@pytest.mark.parametrize(
    "unit",
    [
        "M23 ",
        "U.",
        "N'",
        "al-",
        "the East African Community ",
        "''",
        "M23",
        "A ",
        "forces loyal to Oman ",
        "US ARMY ",
        f"{'x' * 60} African Union ",
        "Tigray African Union of South ",
    ],
)
def test_aliases_work_grows_with_the_text_and_not_faster(unit: str) -> None:
    def spent(length: int) -> int:
        text = (unit * (length // len(unit) + 1))[:length]
        INDEX.match(text)  # tables that are read when first needed are no part of the growth
        return steps(lambda: INDEX.match(text))

    assert spent(8_000) < 6 * spent(2_000) + 5_000


@pytest.mark.parametrize(
    ("listed", "tier", "text", "found"),
    [
        ("the Otters", 0, "Men of the Otters fled; Otters, otters", ["Otters", "Otters"]),
        ("the Hawks", 0, "The Hawks and Hawks", ["Hawks", "Hawks"]),
        ("the Movement", 0, "the Movement, a Movement", ["Movement"]),
        ("the Movement", 1, "the Movement, a Movement", ["Movement"]),
        ("the Lake Men", 0, "the Lake Men and Lake Men", ["Lake Men", "Lake Men"]),
        ("The Otter", 0, "The Otter and the Otter", ["The Otter"]),
    ],
)
def test_aliases_an_article_stays_outside_the_hit(listed: str, tier: int, text: str, found: list[str]) -> None:
    index = AliasIndex([AliasRow(listed, "strong", "own:x", tier)])
    assert [hit.surface for hit in index.match(text)] == found
    assert all(text[hit.start : hit.end] == hit.surface for hit in index.match(text))


def test_aliases_building_leaves_the_garbage_collector_as_it_was() -> None:
    for running in (False, True):
        (gc.enable if running else gc.disable)()
        AliasIndex([AliasRow("Otter Brigade", "strong", "own:x", 0)])
        assert gc.isenabled() is running


@pytest.mark.parametrize("name", ["-", "'", "--", "-Otters-", "’’"])
def test_aliases_marks_alone_leave_no_empty_name(name: str) -> None:
    index = AliasIndex([AliasRow(name, "strong", "own:x", 0), AliasRow(name, "acronym", "own:y", 0)])
    assert index.match("a  b, and nothing more") == []
