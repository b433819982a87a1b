"""One analyser of Russian and Kazakh words for every database, so that all of them find the same.

A text becomes terms: `r…` a Russian lemma or stem, `k…` a Kazakh stem, `f…` a Kazakh stem without Kazakh letters.
"""

from newsroom.language.highlight import Piece, highlight
from newsroom.language.terms import VERSION, Word, index_terms, query_words

__all__ = ["VERSION", "Piece", "Word", "highlight", "index_terms", "query_words"]
