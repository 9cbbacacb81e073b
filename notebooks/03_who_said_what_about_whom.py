# ---
# jupyter:
#   jupytext:
#     formats: py:percent,ipynb
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Who said what about whom
#
# Conflict news is made of claims. This notebook takes the quotes of one article apart: who speaks, how (says, accuses,
# denies), in whose words, and about whom. The article comes with the package and is invented.

# %%
import json
from collections import Counter
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

import conflictner as cn

text = files("conflictner").joinpath("data/sample/darfur.txt").read_text(encoding="utf-8")
nlp = cn.load()
doc = cn.read(text, nlp=nlp)

# %% [markdown]
# ## Every quote
#
# *direct* quotes are the speaker's own words, *indirect* ones the reporter's account of them, *mixed* both. The speaker
# is an entity, not a string: "he" and "the army spokesman" are followed to the one they stand for. Where the text names
# nobody ("doctors"), there are words and no id.

# %%
for quote in doc._.quotes:
    print(f"{quote.speaker_name or 'nobody named':28} {quote.stance:8} {quote.kind:9} {quote.text[:70]}")

# %% [markdown]
# ## What was in the text
#
# Source, cue and contents are offsets in the text, so that each claim can be checked where it was printed.

# %%
for quote in doc._.quotes[:6]:
    source = text[quote.source_start : quote.source_end] if quote.source_start is not None else "-"
    cues = " ... ".join(text[start:end] for start, end in quote.cues)
    print(f"{source:48.48} | {cues:12} | {quote.contents[0]}")

# %% [markdown]
# ## Accusations, denials, demands
#
# A claim is no fact, and a denial is not the opposite of one: both are somebody's words. `stance` keeps them apart, and
# `negated` marks what somebody did *not* say.

# %%
print(Counter(quote.stance for quote in doc._.quotes))
for quote in doc._.quotes:
    if quote.stance in {"accuse", "deny", "call_for", "warn"}:
        print(f"{quote.stance:9} {quote.speaker_name}: {quote.text}")

# %% [markdown]
# ## About whom
#
# `about` lists the actors named in the words of a quote, or those whom an accusation is against; `addressee_id` is whom
# the words go to. Counted over many articles this is who talks of whom.

# %%
name = {mention.entity_id: mention.entity_name for mention in doc._.mentions}
about = Counter(
    (quote.speaker_name, name.get(actor, actor))
    for quote in doc._.quotes
    if quote.speaker_id
    for actor in {*quote.about, quote.addressee_id} - {None, quote.speaker_id}
)
for (speaker, actor), count in sorted(about.items(), key=lambda pair: (-pair[1], pair[0])):
    print(f"{count}  {speaker} -> {actor}")

# %% [markdown]
# ## For other tools
#
# A table for a spreadsheet, Citron's annotation format, and (speaker, cue, content) triples as textacy gives them.

# %%
folder = Path(mkdtemp())
table = cn.write_quotes(doc, folder / "who_said_what.csv", spreadsheet=True)
print(table.read_text(encoding="utf-8")[:300])
citron = cn.write_quotes(doc, folder / "citron.json")
print(json.loads(citron.read_text(encoding="utf-8"))["quotes"][0])
for triple in list(cn.quote_triples(doc, kinds={"direct"}))[:3]:
    print(triple.speaker, triple.cue, triple.content)

# %% [markdown]
# On the command line: `conflictner read article.txt --quotes who_said_what.csv`. And the page that shows the article
# with its quotes, speakers and cues, each linked to the others:

# %%
print(cn.write_page(doc, folder / "article.html").name)
