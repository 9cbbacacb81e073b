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
# # Bring your own actors
#
# You know your region better than any list does. Files that a spreadsheet can edit tell the library what you know: one
# with **actors of your own**, one with **edits** (names that are never an entity, names to show, entities that are
# one), and one with **places**. No code is needed for any of them. The article below is invented.

# %%
import subprocess
import sys
import tempfile
from pathlib import Path

import conflictner as cn

text = """Raid near Lake Mokoto

Gunmen of the Mokoto Shield raided a market in the village of Nyamuleke on Friday, the Congolese army said.
The Shield of Mokoto, as the group also signs its letters, clashed with M23 last month.
"The Herons burned two boats," said Ruth Wanjala of the Kivu Relief Network, who had spoken to the Congolese army.
Eastern Courier reporters saw the Herons and soldiers of the Congolese army on the road from Goma.
Fishermen told Eastern Courier that M23 had warned the Mokoto Shield.
"""

# %% [markdown]
# ## As it comes
#
# An id that starts with `new:` belongs to a name that nobody listed. The same group stands here under three names, and
# the newspaper that reports is an actor like any other.

# %%
nlp = cn.load()
before = cn.read(text, nlp=nlp)
sorted({(m.entity_id, m.entity_name, m.kind) for m in before._.mentions if m.mtype == "name"})

# %% [markdown]
# ## Actors of your own
#
# One line an actor: what it is called, what kind it is, what else it is called, where it belongs.
# `conflictner kb add "Mokoto Shield" --kind ARMED_GROUP --country COD --alias "the Herons" --to mine.csv` writes the
# first line for you; `conflictner kb check mine.csv` tells what is wrong in a file, line by line.

# %%
folder = Path(tempfile.mkdtemp())
mine = folder / "mine.csv"
mine.write_text(
    """name,kind,aliases,acronyms,country
Mokoto Shield,ARMED_GROUP,the Herons,,COD
Kivu Relief Network,NGO,,KRN,COD
""",
    encoding="utf-8",
)
own = cn.read(text, nlp=cn.load(kb=mine))
sorted({(m.text, m.entity_id, m.kind) for m in own._.mentions if (m.entity_id or "").startswith("own:")})

# %% [markdown]
# ## Edits
#
# Every row reads from left to right: this name becomes that. `kill` says that a name is never an entity, `merge` that
# two entities or spellings are one, `prefer` which name to show, `alias` adds a name to a listed actor, `retype`
# changes a kind. Names work as well as ids, and for names that nobody listed too. The last column is yours.

# %%
edits = folder / "edits.csv"
edits.write_text(
    """action,name,target,note
kill,Eastern Courier,,the paper that we read
merge,Shield of Mokoto,Mokoto Shield,two translations of one name
prefer,arm:m23,M23,shorter labels in the graph
""",
    encoding="utf-8",
)
corrected = cn.load(kb=mine, edits=edits)
after = cn.read(text, nlp=corrected)
sorted({(m.entity_id, m.entity_name, m.kind) for m in after._.mentions if m.mtype == "name"})

# %% [markdown]
# ## A new village
#
# Nyamuleke stands in no gazetteer. A table with name, latitude and longitude makes it a place on the map. GeoNames
# dumps, UCDP's event table and Who's On First are imported by the same command.

# %%
villages = folder / "villages.csv"
villages.write_text("name,lat,lon,country\nNyamuleke,-1.52,29.11,COD\n", encoding="utf-8")
layer = folder / "villages.sqlite"
subprocess.run([sys.executable, "-m", "conflictner", "gazetteer", "import", villages, "--to", layer], check=True)

corrected = cn.load(kb=mine, edits=edits, gazetteer=layer)
after = cn.read(text, nlp=corrected)
[(m.text, m.entity_id, m.lat, m.lon) for m in after._.mentions if m.text == "Nyamuleke"]

# %% [markdown]
# ## Why
#
# Every mention can say why it is what it is: the rule that found it, how much its name proves, and who else it could
# have been, with scores. `conflictner read article.txt --why` prints the same for a whole article.

# %%
for mention in after._.mentions[:6]:
    print(after._.why((mention.start, mention.end)))

# %% [markdown]
# ## What changes in the graph
#
# One group is one node now, with all its edges; the newspaper is gone.


# %%
def network(doc):
    graph = cn.co_mention_graph([doc], window="sentence")
    for a, b, edge in sorted(graph.edges(data=True), key=lambda e: (-e[2]["count"], e[0], e[1])):
        print(f"{edge['count']}  {graph.nodes[a]['name']} - {graph.nodes[b]['name']}")
    return graph


wide = network(before)

# %%
graph = network(after)

# %%
print(f"{len(wide)} actors before, {len(graph)} after")
print("gone:", sorted(set(wide) - set(graph)))
print("new: ", sorted(set(graph) - set(wide)))

# %% [markdown]
# ## Keep it
#
# The pipeline carries actors and edits with it when it is saved, and the name of the layer. `conflictner kb export
# -o actors.csv --kb mine.csv --edits edits.csv` writes the whole list for others. Names that several
# actors bear are worth a look: `conflictner kb clashes --kb mine.csv`.

# %%
corrected.to_disk(folder / "pipeline")
kb = cn.KnowledgeBase.load(mine, edits=edits)
print(kb.find("Shield of Mokoto")[0].texts, kb.display_name("arm:m23"))
