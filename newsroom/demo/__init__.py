"""The demo newsroom as plain data: people, sections, pieces, pictures. Imports no model."""
