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
# # One article
#
# Who is in it, where does it happen, who says what, and who is named beside whom? This notebook reads one article and
# looks at every answer. The article comes with the package; it is invented, so its people, words and events are too.

# %%
from importlib.resources import files

import conflictner as cn

text = files("conflictner").joinpath("data/sample/kivu.txt").read_text(encoding="utf-8")
print(text[:760])

# %% [markdown]
# ## Read it
#
# `load` builds a spaCy pipeline and `read` runs it over one text. What you know of an article from outside (date,
# title, outlet, url) can be given too; the date decides who held an office.

# %%
nlp = cn.load()
doc = cn.read(text, nlp=nlp, outlet="Eastern Courier")
doc._.document

# %% [markdown]
# ## Names
#
# Every named actor and place is in `doc.ents`, as in any spaCy pipeline: the kind is its label, the entity's id stands
# in `kb_id_`. An id that starts with `new:` belongs to a name that nobody has listed yet.

# %%
for ent in doc.ents[:12]:
    print(f"{ent.text:40} {ent.label_:14} {ent.kb_id_}")

# %% [markdown]
# ## Mentions
#
# "The rebels", "he" and "the mission" mean somebody as well. `doc._.mentions` lists all mentions as plain rows, with
# what they stand for, the rule that found them, and for places where they are.

# %%
for m in doc._.mentions:
    if m.mtype != "name" and m.entity_name:
        print(f"{m.text:20} {m.mtype:8} -> {m.entity_name}")

# %%
places = {m.entity_name: (m.lat, m.lon, m.country) for m in doc._.mentions if m.kind == "PLACE" and m.lat is not None}
places

# %% [markdown]
# ## Quotes
#
# A direct quote gives the speaker's own words, an indirect one the reporter's; a mixed one holds both. Where nobody in
# particular speaks ("officials and residents"), the words of the text stand there without an id: better no name than a
# wrong one.

# %%
for q in doc._.quotes:
    print(f"{q.speaker_name or '?'} [{q.speaker_id}] {q.cue_lemma}, {q.kind}:\n    {q.text}")

# %% [markdown]
# ## The network
#
# Actors that are named in the same sentence are joined. Every edge keeps the sentences behind it, so that a number can
# always be checked. Being named together is not being allied.

# %%
graph = cn.co_mention_graph([doc], window="sentence")
for a, b, edge in sorted(graph.edges(data=True), key=lambda e: (-e[2]["count"], e[0], e[1]))[:5]:
    print(f"{graph.nodes[a]['name']} - {graph.nodes[b]['name']}: {edge['count']}")
    print(f"    {edge['evidence'][0]['text']}")

# %%
cn.draw(graph)

# %% [markdown]
# ## Take it with you
#
# The graph goes to Gephi, Cytoscape, R or a spreadsheet; the page is one file that shows text, speakers, places and
# network in any browser, without a network connection.

# %%
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())
cn.write_graph(graph, folder / "kivu.gexf")
cn.write_page(doc, folder / "kivu.html")
sorted((path.name, path.stat().st_size > 1000) for path in folder.iterdir())
