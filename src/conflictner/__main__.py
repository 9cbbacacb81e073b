"""``python -m conflictner`` is the command ``conflictner``."""

from conflictner.cli import app

if __name__ == "__main__":
    app(prog_name="conflictner")
