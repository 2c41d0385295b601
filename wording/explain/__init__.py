"""Explanations put into words: each becomes a Document, which a terminal, Markdown or a page can show."""
