"""Whether the rules themselves hold together: lint, and what scenarios reach of them."""
