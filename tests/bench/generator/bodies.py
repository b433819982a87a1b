"""Bodies of the generated articles: parts are combined in advance, so that one body costs a few choices."""

from random import Random

from tests.bench.generator.words import Vocabulary

SENTENCES = {"facts": 9, "process": 8, "money": 8, "history": 7, "voices": 5, "plans": 7}
"""How many sentences of each kind a body has."""

VARIANTS = 150
"""Variants of each part; the parts combine freely."""


class Bodies:
    """Templates of bodies in one language, with slots still open."""

    def __init__(self, words: Vocabulary, random: Random) -> None:
        self.words = words
        self.random = random
        self.passages = {
            kind: [_paragraphs(random.sample(words.sentences[kind], number)) for _ in range(VARIANTS)]
            for kind, number in SENTENCES.items()
        }
        self.voices = [self._voices() for _ in range(VARIANTS)]
        self.heads = [random.sample(words.subheads, 3) for _ in range(VARIANTS)]
        self.lists = [self._list() for _ in range(VARIANTS)]

    def template(self) -> str:
        """One body in HTML: passages, three speakers, a list, a quotation, three subheads."""
        random = self.random.random
        facts, process, money, history, voices, plans = (
            variants[int(random() * VARIANTS)] for variants in self.passages.values()
        )
        first, second, third, aside = self.voices[int(random() * VARIANTS)]
        how, cost, next_ = self.heads[int(random() * VARIANTS)]
        summary = self.lists[int(random() * VARIANTS)]
        return (
            f"{facts}{first}<h2>{how}</h2>{process}{summary}<h2>{cost}</h2>{money}{second}{history}{aside}"
            f"<h2>{next_}</h2>{voices}{third}{plans}"
        )

    def _voices(self) -> tuple[str, str, str, str]:
        words, random = self.words, self.random
        *quotes, aside = random.sample(words.quotes, 4)
        first, second, third = (
            words.attribution.format(quote=quote, says=random.choice(words.says), speaker=speaker)
            for quote, speaker in zip(quotes, random.sample(words.speakers, 3), strict=True)
        )
        return first, second, third, f"<blockquote><p>{aside}.</p></blockquote>"

    def _list(self) -> str:
        items = self.random.sample(self.words.list_items, 4)
        items[-1] = items[-1].rstrip(";") + "."
        lead = self.random.choice(self.words.list_leads)
        return f"<p>{lead}</p><ul><li>{'</li><li>'.join(items)}</li></ul>"


def _paragraphs(sentences: list[str]) -> str:
    """Paragraphs of two to four sentences."""
    groups = [sentences[start : start + 3] for start in range(0, len(sentences) - 1, 3)]
    if len(sentences) % 3 == 1:
        groups[-1].append(sentences[-1])
    return "".join(f"<p>{' '.join(group)}</p>" for group in groups)
