"""Names of Kazakhstan in Russian texts: every form finds every form."""

from itertools import product

import pytest

from newsroom.language.russian import lemmas

SURNAMES = """токаев омаров исмаилов садыков тулегенов бекмуратов жанабергенов кыдырбаев сарыбеков утешев шокаев
ташимов кайыргалиев нурахметов ержанов сапин толегенов мырзабеков кенесарин досанов айтмагамбетов бисенов каримов
шаяхметов ордабаев кожабеков алтынсарин
""".split()  # noqa: SIM905
OTHERS = """ержан ерлан нуржан жезказган талдыкорган ербол кайрат данияр шымкент бауыржан алибек санжар мирас
мырзахан кенесбек айдарбек ерхан нурболат оразбек бекжан нурсултан павлодар экибастуз тараз
""".split()  # noqa: SIM905
FORMS = [(name, [name + end for end in ("", "а", "у", "ым", "е", "ой", "ы", "ых", "ыми")]) for name in SURNAMES] + [
    (name, [name + end for end in ("", "а", "у", "ом", "е")]) for name in OTHERS
]


@pytest.mark.parametrize(("name", "forms"), FORMS)
def test_every_form_finds_every_form(name: str, forms: list[str]) -> None:
    missed = [pair for pair in product(forms, repeat=2) if not set(lemmas(pair[0])) & set(lemmas(pair[1]))]
    assert not missed


def test_words_that_are_no_names_keep_their_lemmas() -> None:
    assert "токай" in lemmas("токаев")
    assert lemmas("городом") == ("город",)
    assert not set(lemmas("сель")) & set(lemmas("село"))
