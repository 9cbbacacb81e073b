"""Pages: one self-contained HTML file each, made from rows alone; nothing in them reaches for the network."""

from conflictner.page.article import article_html, write_page

__all__ = ["article_html", "write_page"]
