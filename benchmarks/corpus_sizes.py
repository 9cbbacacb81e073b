"""How much room the tables of a corpus take on the disk, against the texts that they were made from.

    conflictner run articles.jsonl -o corpus/
    python benchmarks/corpus_sizes.py corpus/ --columns
    python benchmarks/corpus_sizes.py --sample 40

Raw text is counted in characters, as the documents table has it. With ``--sample N`` the sample articles that come with
the package are read N times, each time with other numbers and other spellings of made-up names: names repeat more than
in a real corpus, so its figures flatter. Sketches, which hold what shows near-copies, are told apart: without stories
(``--no-stories``) there are none.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from importlib.resources import files
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from conflictner.corpus import Corpus, run
from conflictner.corpus.shards import TABLES
from conflictner.rows import Document, Sketch


def varied(text: str, dice: np.random.Generator) -> str:
    """A text with other numbers, and a sentence of a name of its own."""
    name = "".join(dice.choice(list("aeioumnrstkl"), 7)).capitalize()
    changed = re.sub(r"\b\d{2,3}\b", lambda _: str(dice.integers(10, 999)), text)
    return f"{changed}\n\nDr {name}, a resident, said {dice.integers(10, 999)} people had left."


def sampled(times: int, folder: Path) -> Corpus:
    """A corpus of the sample articles, each some times."""
    dice = np.random.default_rng(0)
    texts = [path.read_text(encoding="utf-8") for path in (files("conflictner") / "data" / "sample").iterdir()]
    path = folder / "in.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(times):
            for text in texts:
                file.write(json.dumps({"id": f"{number}-{len(text)}", "text": varied(text, dice)}) + "\n")
    return run(path, folder / "out")


def told(corpus: Corpus, *, columns: bool) -> None:
    """Print the sizes."""
    raw = int(pc.sum(corpus.table(Document, ["n_chars"])["n_chars"]).as_py())
    paths = sorted(corpus.path(Document).parent.iterdir())
    sketches = corpus.path(Sketch).stat().st_size
    total = sum(path.stat().st_size for path in paths)
    for path in paths:
        print(f"{path.name:22} {path.stat().st_size:12,} bytes  {path.stat().st_size / raw:.3f}")
        data = pq.read_metadata(path)
        groups = [data.row_group(number) for number in range(data.num_row_groups if columns else 0)]
        for place in range(groups[0].num_columns if groups else 0):
            size = sum(group.column(place).total_compressed_size for group in groups)
            print(f"    {groups[0].column(place).path_in_schema:34} {size:12,}  {size / raw:.4f}")
    documents = pq.read_metadata(corpus.path(Document)).num_rows
    print(
        f"{documents:,} documents, {raw:,} characters: tables {(total - sketches) / raw:.3f} x raw text, "
        f"sketches {sketches / raw:.3f} x, together {total / raw:.3f} x ({len(TABLES) + 1} files)"
    )


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--columns", action="store_true", help="each column too")
    options = parser.parse_args()
    if options.corpus is not None:
        told(Corpus(options.corpus), columns=options.columns)
        return
    with tempfile.TemporaryDirectory() as name:
        told(sampled(options.sample, Path(name)), columns=options.columns)


if __name__ == "__main__":
    main()
