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
# # From articles to a network
#
# Who is named beside whom, who speaks of whom, since when? This notebook reads five articles, joins what they say in
# one graph, and looks at it whole, over time, without its noise and around one actor. The articles come with the
# package; they are invented, so their people, words and events are too.

# %%
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

import conflictner as cn

folder = files("conflictner") / "data" / "sample"
names = ["kivu", "sake", "darfur", "luanda", "ituri"]
nlp = cn.load()
docs = [cn.read((folder / f"{name}.txt").read_text(encoding="utf-8"), nlp=nlp, doc_id=name) for name in names]
for doc in docs:
    row = doc._.document
    print(row.doc_id, row.date, f"{len(doc._.mentions)} mentions, {len(doc._.quotes)} quotes")

# %% [markdown]
# For more articles than fit in memory, `cn.run("articles.jsonl", "corpus/")` reads them into a folder of tables, and
# `cn.Corpus("corpus/")` stands wherever `docs` stands below.
#
# ## Who is named beside whom
#
# Two actors of one sentence are joined. That is weak evidence: it says that somebody wrote of both, no more. So every
# edge keeps its sentences.

# %%
together = cn.co_mention_graph(docs)
cn.draw(together, title="Named in one sentence", top=30)

# %%
edge = together.edges["arm:m23", "cty:RWA"]
print(edge["weight"], "stories,", edge["count"], "sentences, from", edge["first_date"], "to", edge["last_date"])
for piece in edge["evidence"]:
    print("-", piece["doc_id"], piece["text"])

# %% [markdown]
# ## Who speaks of whom
#
# A quote has a direction, and a sign: dashed lines are quotes that accuse, threaten or warn. Both are the
# speaker's words. "Rwanda denied that it backs the M23" is a plain line from Rwanda to the M23; it says nothing about
# what is true.

# %%
cn.draw(cn.quote_graph(docs), title="Who speaks of whom", top=30)

# %% [markdown]
# ## Several layers in one graph
#
# `network` joins the layers that are asked for. Each has its colour; the key of an edge names its layer.

# %%
layers = cn.network(docs, layers=["co_mention", "quote", "located_in"], focus="arm:m23")
cn.draw(layers, title="Around the M23: who, about whom, and which places are named", top=25)

# %% [markdown]
# ## What stands out
#
# The famous stand beside everybody. A backbone keeps the edges that are more than the frequencies of their two ends
# explain, and NPMI measures by how much. Five articles are too few to trust it; with thousands it is what makes a
# graph readable.

# %%
backbone = cn.co_mention_graph(docs, backbone="noise_corrected", weight="count")
print(together.number_of_edges(), "edges,", backbone.number_of_edges(), "of them stand out")
npmi = cn.co_mention_graph(docs, weight="npmi", min_count=2)
for a, b, data in sorted(npmi.edges(data=True), key=lambda edge: (-edge[2]["weight"], edge[:2]))[:5]:
    print(f"{data['weight']:.2f}  {npmi.nodes[a]['name']} - {npmi.nodes[b]['name']}")

# %% [markdown]
# ## Over time
#
# Slices by day, week, month or year, and what came and went between two of them.

# %%
months = cn.slices(docs, by="month")
for label in months.labels:
    print(label, months.at(label))
new = months.new("2024-03", "2024-04")
print(len(new), "new edges from March to April, such as", new[:3])

# %%
cn.draw(months.at("2024-07"), title="July 2024: the talks in Luanda")

# %% [markdown]
# ## One actor
#
# In two steps from the Allied Democratic Forces, without edges of a single sentence.

# %%
around = cn.network(docs, layers=["co_mention", "quote"], focus="arm:adf", hops=2, min_count=2)
cn.draw(around, title="The Allied Democratic Forces and their neighbours")

# %% [markdown]
# ## For other tools
#
# Gephi, Cytoscape, a spreadsheet, DuckDB, Neo4j, Aleph: the ending of the file decides. Dates and evidence are in each.
# A dynamic GEXF moves with Gephi's timeline: here an edge is there in the months in which it is told of.

# %%
target = Path(mkdtemp())
cn.write_graph(months.whole(), target / "kivu.gexf", dynamic=True)
for ending in ("graphml", "json", "cyjs", "csv", "parquet", "neo4j.csv", "ftm.json"):
    cn.write_graph(layers, target / f"layers.{ending}")
cn.draw(together, target / "kivu.svg")
for path in sorted(target.iterdir()):
    print(f"{path.name:28} {path.stat().st_size:>8,} bytes")

# %% [markdown]
# On the command line: `conflictner graph articles/*.txt -o kivu.gexf --layer quote --since 2024-04 --focus arm:m23`.
