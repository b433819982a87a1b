"""Ways to start an article: as a copy of another one, or from a template."""
