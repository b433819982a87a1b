"""Text analysis for search in Russian and Kazakh, the same for every database.

A text becomes terms: `r…` a Russian lemma or stem, `k…` a Kazakh stem, `f…` a Kazakh stem without Kazakh letters.
"""

from newsroom.language.highlight import Fragment, highlight
from newsroom.language.terms import VERSION, Word, index_terms, query_words

__all__ = ["VERSION", "Fragment", "Word", "highlight", "index_terms", "query_words"]
