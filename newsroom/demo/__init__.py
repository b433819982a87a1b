"""The demo newsroom: its people, sections, articles in every state, digests and pictures, and the code that loads them.

Articles and digests are TOML files below `texts/`, pictures are files in `pictures/`.
"""
