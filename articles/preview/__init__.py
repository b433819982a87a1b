"""Texts that are not published, on the page that readers will get: for the staff and for people outside."""
