"""The commands on the knowledge base of actors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conflictner.cli.terminal import Corrected, Json, Own, complain, print_json, refusals, show

app = typer.Typer(help="Look into the knowledge base of actors, add your own and check them.", no_args_is_help=True)


@app.command("find")
def kb_find(
    name: Annotated[str, typer.Argument(help="A name, acronym or id.")],
    *,
    date: Annotated[str | None, typer.Option(help="Offices held on this date; else those held last.")] = None,
    kb: Own = None,
    edits: Corrected = None,
) -> None:
    """Show the actors that bear a name."""
    from conflictner.knowledge import KnowledgeBase
    from conflictner.report import actors_report, clean, find_actors

    with refusals():
        base = KnowledgeBase.load(kb, edits=edits)
        actors = find_actors(base, name)
        if actors:
            show(actors_report(actors, base, date=date))
            return
    complain(f"Nobody is called {clean(name)!r}.")
    raise typer.Exit(1)


@app.command("check")
def kb_check(
    file: Annotated[Path, typer.Argument(help="A CSV file of your own actors, or of edits.")],
    *,
    kb: Own = None,
) -> None:
    """List everything that is wrong with a file of your own actors or of edits: line, field, reason.

    An edits file has the columns action, name, target, note; --kb names the own actors that it may speak of.
    """
    from conflictner.knowledge import KnowledgeBase, check_edits, check_own, is_edits
    from conflictner.report import clean

    edits = is_edits(file)
    with refusals():
        known = {actor.id: actor for actor in KnowledgeBase.load(kb)} if kb else None
    problems = check_edits(file, known) if edits else check_own(file, known)
    for problem in problems:
        complain(clean(problem))
    if problems:
        raise typer.Exit(1 if problems[0].startswith("[E201]") else 2)  # faults in rows, or no such table at all
    with refusals():
        if edits:
            count, what = len(KnowledgeBase.load(kb, edits=file).edit_rows()), "edit"
        else:
            count, what = len(KnowledgeBase.load(file).own_rows()), "actor"
    typer.echo(f"{count} {what}{'s' * (count != 1)}, all good.")


@app.command("add")
def kb_add(
    name: Annotated[str, typer.Argument(help="The name to show.")],
    *,
    to: Annotated[Path, typer.Option(help="The CSV file of your own actors; made if it does not exist.")],
    kind: Annotated[str, typer.Option(help="Such as ARMED_GROUP, PARTY, NGO, PERSON, MEDIA.")],
    country: Annotated[list[str] | None, typer.Option(help="Country code such as COD; several allowed.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="Another name; several allowed.")] = None,
    acronym: Annotated[list[str] | None, typer.Option(help="An acronym; several allowed.")] = None,
    weak: Annotated[
        list[str] | None, typer.Option(help="A name that counts only beside another one; several allowed.")
    ] = None,
    entity_id: Annotated[
        str | None, typer.Option("--id", help="An id: own:... (made from the name), or a listed one to extend it.")
    ] = None,
    active_from: Annotated[str | None, typer.Option(help="2012, 2012-05 or 2012-05-06.")] = None,
    active_to: Annotated[str | None, typer.Option(help="Likewise.")] = None,
) -> None:
    """Add an actor to a CSV file of your own, checked first."""
    from conflictner.knowledge import KnowledgeBase, add_own
    from conflictner.report import clean

    row = {
        "name": name, "kind": kind, "aliases": alias, "acronyms": acronym, "country": country, "id": entity_id,
        "active_from": active_from, "active_to": active_to, "weak": weak,
    }  # fmt: skip
    with refusals():
        base = KnowledgeBase.load()
        added = add_own(to, row)
    for text in (added.name, *added.aliases, *added.acronyms):
        for actor in base.find(text):
            if actor.id != added.id:
                complain(f"Note: {clean(text)!r} is a name of {actor.id} ({clean(actor.name)}) too.")
    typer.echo(f"{added.id} added to {clean(str(to))}.")


@app.command("export")
def kb_export(
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .csv or .jsonl.")],
    country: Annotated[list[str] | None, typer.Option(help="Only actors of this country, such as COD.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only actors of this kind, such as ARMED_GROUP.")] = None,
    kb: Own = None,
    edits: Corrected = None,
) -> None:
    """Write actors as a table that --kb takes."""
    from conflictner.knowledge import KnowledgeBase, export_actors

    with refusals():
        base = KnowledgeBase.load(kb, edits=edits)
        codes, kinds = ([text.upper() for text in texts or ()] for texts in (country, kind))
        count = export_actors(base, output, country=codes, kind=kinds)
    if not count:
        complain("No actor fits; the table is empty.")
        raise typer.Exit(1)
    complain(f"{count} actors written.")


@app.command("clashes")
def kb_clashes(
    *,
    country: Annotated[list[str] | None, typer.Option(help="Only names with a bearer in this country.")] = None,
    as_json: Json = False,
    kb: Own = None,
    edits: Corrected = None,
) -> None:
    """List the names that several actors bear; with --kb only those that one of your own bears."""
    from conflictner.knowledge import KnowledgeBase
    from conflictner.report import clashes_report

    with refusals():
        base = KnowledgeBase.load(kb, edits=edits)
    own = {row["id"] for row in base.own_rows()}
    codes = {code.upper() for code in country or ()}
    found = [
        (name, actors)
        for name, actors in base.clashes()
        if (not own or any(actor.id in own for actor in actors))
        and (not codes or any(codes & set(actor.country) for actor in actors))
    ]
    if as_json:
        print_json([{"name": name, "ids": [actor.id for actor in actors]} for name, actors in found])
    else:
        show(clashes_report(found))
