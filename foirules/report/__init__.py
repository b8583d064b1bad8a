"""A decision made readable: one outline, written as text, Markdown or HTML. Nothing is decided here."""
