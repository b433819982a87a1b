"""Previews in the admin: the page of the working copy, and links to it for people outside."""
