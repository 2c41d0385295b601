"""Documents: Markdown and self-contained HTML, made from what engine/ returns."""
