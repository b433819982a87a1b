"""The demo newsroom: plain data (people, sections, pieces, digests, pictures), and the telling of its stories."""
