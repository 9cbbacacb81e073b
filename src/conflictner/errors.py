"""Every message that the library can raise or warn with: a code, what happened, what to do.

Codes are stable; the wording may change. Tests and callers match the code. E1xx are about the text that came in,
E2xx about the knowledge base and the gazetteer, E3xx about settings and models, E4xx about what goes out, E5xx about
a corpus. R1xx and R2xx say in its table of rejects why an article was set aside while reading and in the pipeline.
Values from outside are put in with ``repr`` so that control characters stay visible; paths stand as they are.
"""

from __future__ import annotations


class ConflictNerError(Exception):
    """Base class of every error that the library raises on purpose.

    Args:
        message: The text, which starts with its code in square brackets.

    >>> ConflictNerError("[E101] nothing there").code
    'E101'
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.code = message[1:5] if message.startswith("[") else ""


class InputError(ConflictNerError):
    """The text or file that was to be read cannot be read."""


class KnowledgeBaseError(ConflictNerError):
    """A row of the knowledge base or of the gazetteer is refused; the message names file, line and field."""


class ConfigError(ConflictNerError):
    """A setting, a model or a pipeline does not fit."""


class OutputError(ConflictNerError):
    """A result cannot be written."""


class CorpusError(ConflictNerError):
    """A folder of tables does not fit what is asked of it."""


class ConflictNerWarning(UserWarning):
    """Base class of the library's warnings; the text starts with a code (W101 ...)."""


# The text that came in
E101 = "[E101] {path}: no such file. Check the path."
E102 = "[E102] {path}: is a directory, not a file. Name one article file."
E103 = "[E103] {path}: cannot be read ({reason})."
E104 = "[E104] The text is of type {type}, not str. Decode bytes with conflictner.text.decode() first."
E105 = "[E105] The text has {length} characters, more than the pipeline's {limit}. Split it at paragraphs."
E106 = "[E106] meta field {field}: {value} is not {expected}."
E107 = "[E107] meta has the unknown field {field}; known fields: {known}."
E108 = "[E108] {path}:{line}: not a prediction ({reason}); one JSON object per document with a doc_id is expected."
E109 = "[E109] {path}: is no text file. Name an article as plain text (UTF-8 or Windows-1252)."
E110 = "[E110] {path}: is {what}, not plain text. Save its text as a .txt file and read that."
E111 = "[E111] {path}: is {what}, not one article as plain text. `conflictner run {path} -o FOLDER` reads it."

# Knowledge base and gazetteer
E201 = "[E201] {path}:{line}: {field}: {reason}"
E202 = "[E202] {path}: rows refused: {count}; nothing was loaded from it:\n{rows}"
E203 = "[E203] {path}: the header lacks the column {column}; columns: {known}."
E204 = "[E204] {path}: no such file of actors or edits. Check the path, or leave kb or edits out."
E205 = "[E205] Unknown entity id {id}. `conflictner kb find NAME` lists ids."
E206 = "[E206] {path}: the data file is damaged ({reason}). Reinstall conflictner."
E207 = "[E207] No layer of the gazetteer is called {name}. `conflictner gazetteer layers` lists them."
E208 = "[E208] {path}: not a layer of this version. Import its source again."
E209 = "[E209] {path}: no line of it is a place ({reason}). See `conflictner gazetteer import --help` for the formats."

# Settings, models, pipelines
E301 = "[E301] The pipeline {name} is not installed. Install it, or call load() without base for the default model."
E302 = "[E302] {component} needs {needed}, which no earlier component sets. Add {hint} before it."
E303 = "[E303] {component}: setting {setting} is {value}; allowed: {allowed}."
E304 = "[E304] {component} was saved by format {found}, this version reads {expected}. Save it again with this version."
E305 = "[E305] The default model has SHA-256 {found} instead of the recorded {expected}. Reinstall {package}."
E306 = "[E306] The pipeline holds none of our components. Build it with conflictner.load(base=nlp)."
E307 = "[E307] {what} needs an extra. Install it with: pip install 'conflictner[{extra}]'"
E308 = "[E308] profile 'fast' reads without a model; base is {base}. Leave one of the two out."

# What goes out
E401 = "[E401] {path}: cannot be written ({reason})."
E402 = "[E402] Unknown format of a graph or picture, {suffix}; known: {known}. Give the file one of these endings."
E403 = "[E403] {what} {key}: attribute {attribute} is a {type}; graph files take str, int, float and bool only."
E404 = "[E404] {name} is {value}; allowed: {allowed}."
E405 = "[E405] {path}: not a gold file of schema {schema} ({reason})."
E406 = "[E406] {path}: the nodes {first} and {second} would become one in the file. Rename one of them."
E407 = "[E407] Unknown quote format {suffix}; known: {known}. Give the file one of these endings."
E408 = "[E408] {path}: is an article to read and would be overwritten. Name another file."
E409 = "[E409] A {type} is no networkx graph."
E410 = "[E410] edge {edge}: {attribute} is {value}; a dynamic file takes 2024, 2024-02, 2024-02-07, first before last."
E411 = "[E411] {what} needs {package}, which is not installed. Install it with: pip install 'conflictner[{extra}]'"
E412 = "[E412] {path}: an article is written as a page of HTML. Give the file the ending .html."

# A corpus
E501 = "[E501] {folder}: was begun otherwise. What differs: {differences}. Take these back, or name another folder."
E502 = "[E502] {folder}: another run is at work there ({holder}). Wait for it, or name another folder."
E503 = "[E503] {folder}: not a corpus. `conflictner run INPUT -o FOLDER` makes one."
E504 = "[E504] {folder}: its run is not finished. Run the same command again; it goes on where it stopped."
E505 = (
    "[E505] {rejected} of {read} articles were set aside, more than allowed ({allowed:.0%}): {reasons}. Mend the input"
)
E505 += ", or allow more with max_rejects (--max-rejects); what was done is kept."
E506 = "[E506] {path}: no file in it can be read; known endings: {known}, also packed as {packed}."
E507 = "[E507] A worker ended before it was ready (status {status}). What it said stands above."
E508 = "[E508] {path}: damaged ({reason}). Delete the folder and run again."
E509 = (
    "[E509] {folder}: {files} changed since it was read. Put new articles into files of another name; for changed ones"
)
E509 += " name another folder."
E510 = "[E510] The reader of {ending} files, {value}, cannot be imported ({reason}). Mend or uninstall its package."
E511 = "[E511] {address}: no Dask scheduler answers there ({reason}). Check the address, and that it runs."
E512 = "[E512] shard {shard}: {reason}. What was done is kept; run the same command again."
E513 = (
    "[E513] {folder}: keeps no copy of the {name} list that it was read with, so that it cannot be told what changed."
)
E513 += " Read the articles again into another folder."
E514 = "[E514] {folder}: not one of {read} articles could be read: {reasons}. `conflictner info` shows more. Mend the"
E514 += " input, and name another folder."
E515 = "[E515] {folder}: holds other files ({files}), and no corpus. Name a new or an empty folder."
E516 = "[E516] {folder}: is the input itself, or holds it. Name another folder for the tables."
E517 = "[E517] {name} may be {ids}. Give the id of the one that is meant."
E518 = "[E518] {name}: nobody of that name is in the corpus, nor in the lists. `conflictner kb find` finds ids."
E519 = "[E519] {folder}: its tables are of schema {found}, this version reads {expected}. Run its articles again into"
E519 += " another folder."

# Why an article of a corpus was set aside
R101 = "not JSON ({reason})"
R102 = "a JSON {type}, not an object"
R103 = "no column with the text; columns: {known}"
R104 = "the text is a {type}"
R105 = "the text is empty"
R106 = "bytes that are not UTF-8"
R107 = "a line or an article of more than {limit} bytes"
R108 = "a text of {length} characters, more than {limit}"
R109 = "the file cannot be read ({reason})"
R110 = "the file unpacks to more than {limit}"
R111 = "no text"
R112 = "{found} the {expected} of the header"
R113 = "no article is found in the page"
R114 = "a page of more than {limit} bytes"
R115 = "not XML ({reason})"
R116 = "XML, and neither RSS nor Atom ({found})"
R117 = "an article of an export without its {missing}"
R118 = "not a row of GDELT's GKG 2.1 ({reason})"
R119 = "a record of the archive that cannot be read ({reason})"
R120 = "a row of GDELT's GKG with {count} names, more than {limit}: a list, not an article"
R201 = "{error}"
R202 = "took longer than {limit:g} seconds"
R203 = "ended the process twice"

W101 = "[W101] {count} characters that the file format cannot hold were written as U+FFFD in {path}."
W102 = "[W102] The document is dated {date}, after the last review of the roles ({reviewed}); holders may have changed."
W103 = "[W103] Cache folder {path} cannot be written ({reason}); the gazetteer is built anew in a temporary folder."
W104 = "[W104] {doc} does not look like English, the one language read here; do not trust what is found in it."
W105 = "[W105] The graph has no edges: {reason}."
