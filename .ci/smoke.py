"""What an installed wheel must do, with nothing of the source tree in reach: read, draw the network, write, reopen."""

import tempfile
from pathlib import Path

import networkx as nx

import conflictner as cn

TEXT = """M23 rebels took the town of Sake on Monday, the Congolese army said.

“They came at night,” said Matthew Miller, the spokesman of the US State Department. He accused Rwanda of backing M23.
"""

nlp = cn.load()
doc = cn.read(TEXT, nlp=nlp, date="2025-01-27")
found = {(ent.text, ent.label_) for ent in doc.ents}
if not {("M23", "ARMED_GROUP"), ("Congolese army", "MILITARY")} <= found:
    raise SystemExit(f"actors are missing: {sorted(found)}")
if "They came at night," not in [quote.text for quote in doc._.quotes]:
    raise SystemExit(f"the quote is missing: {doc._.quotes}")
graph = cn.co_mention_graph([doc], window="document")
with tempfile.TemporaryDirectory() as folder:
    for suffix, read in ((".gexf", nx.read_gexf), (".graphml", nx.read_graphml)):
        path = Path(folder, f"graph{suffix}")
        cn.write_graph(graph, path)
        if read(path).number_of_edges() != graph.number_of_edges():
            raise SystemExit(f"{suffix} lost edges")
    page = Path(folder, "page.html")
    cn.write_page(doc, page)
    if "ARMED_GROUP" not in page.read_text(encoding="utf-8"):
        raise SystemExit("the page has no actors")
raise SystemExit(0 if graph.number_of_edges() else "the graph is empty")
