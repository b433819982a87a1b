"""Feeds in three formats: of the whole site, and of a section, a tag or a person."""
