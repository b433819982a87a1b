"""Forms of Kazakh words are found by their lemma, and unrelated words are kept apart."""

from itertools import combinations
from pathlib import Path

import pytest

from newsroom.language import index_terms, query_words
from newsroom.language.kazakh import analyse, folded_lemmas, forms, is_known, lemmas

HERE = Path(__file__).parent


def forms_of(name: str) -> list[tuple[str, str]]:
    """Return the lemmas and forms of a list, in small letters."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").casefold().splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return [(lemma, form) for lemma, *forms in rows for form in forms]


def missed(name: str) -> list[str]:
    return [f"{form} ({lemma})" for lemma, form in forms_of(name) if lemma not in lemmas(form)]


@pytest.mark.parametrize(("name", "share"), [("nouns", 0.97), ("verbal", 0.95)])
def test_forms_have_their_lemma(name: str, share: float) -> None:
    assert len(forms_of(name)) >= 300
    found = missed(name)
    assert len(found) <= (1 - share) * len(forms_of(name)), found


@pytest.mark.parametrize("name", ["nouns", "verbal"])
def test_a_query_of_the_lemma_finds_the_forms(name: str) -> None:
    lost = [form for lemma, form in forms_of(name) if not _finds(lemma, form)]
    assert len(lost) <= 0.03 * len(forms_of(name)), lost


def test_unrelated_words_share_no_term() -> None:
    known = sorted({lemma for name in ("nouns", "verbal") for lemma, _form in forms_of(name)})
    terms = {lemma: set(index_terms(lemma, "kk")) for lemma in known}
    pairs = list(combinations(known, 2))
    shared = [pair for pair in pairs if not terms[pair[0]].isdisjoint(terms[pair[1]])]
    assert len(shared) <= 0.005 * len(pairs), shared


def test_unrelated_forms_share_hardly_a_term() -> None:
    sample = forms_of("nouns")[::5] + forms_of("verbal")[::5]
    terms = {form: set(index_terms(form, "kk")) for _lemma, form in sample}
    pairs = [(one, other) for one, other in combinations(sample, 2) if one[0] != other[0]]
    shared = [(one[1], other[1]) for one, other in pairs if not terms[one[1]].isdisjoint(terms[other[1]])]
    assert len(shared) <= 0.005 * len(pairs), shared


@pytest.mark.parametrize(
    ("one", "other"), [("әкім", "ақ"), ("әкім", "әкімдік"), ("алты", "алтын"), ("бас", "басқарма"), ("бал", "бала")]
)
def test_words_of_one_beginning_are_kept_apart(one: str, other: str) -> None:
    assert not _finds(one, other)
    assert not _finds(other, one)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("алды", {"алу", "алд"}),
        ("атты", {"ат", "ату"}),
        ("жүзде", {"жүз"}),
        ("басын", {"бас"}),
        ("шешілді", {"шешілу", "шешу"}),
        ("қаламыз", {"қала", "қалу"}),
    ],
)
def test_ambiguity_is_kept(form: str, expected: set[str]) -> None:
    assert expected <= set(lemmas(form))


@pytest.mark.parametrize(
    "form", ["пікірлар", "мектепы", "сабақы", "халықы", "досдың", "мектеб", "әкімқа", "қаладе", "бармейді", "көрған"]
)
def test_a_wrong_joint_is_no_form_of_a_known_word(form: str) -> None:
    assert all(reading.is_guess for reading in analyse(form))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("көксайқұлақта", "көксайқұлақ"), ("көксайқұлағы", "көксайқұлақ"), ("қайыңбаеваның", "қайыңбаев")],
)
def test_unknown_words_are_guessed_and_say_so(form: str, lemma: str) -> None:
    readings = analyse(form)
    assert lemma in {reading.lemma for reading in readings}
    assert form in {reading.lemma for reading in readings}
    assert all(reading.is_guess for reading in readings)


@pytest.mark.parametrize(
    ("form", "lemma"), [("каласында", "кала"), ("мугалимнин", "мугалим"), ("халкы", "халык"), ("отинишин", "отиниш")]
)
def test_words_typed_with_russian_letters_have_folded_lemmas(form: str, lemma: str) -> None:
    assert lemma in folded_lemmas(form)


def test_derived_words_are_lemmas_of_their_own() -> None:
    assert lemmas("балықшыларға") == ("балықшы",)
    assert "теміржолсыз" in lemmas("теміржолсыз")
    assert "теміржол" in lemmas("теміржолсыз")


@pytest.mark.parametrize("word", ["а", "ъ", "ь" * 50, "лы" * 25, "ға" * 25, "ңңңңң", "covid", "2026", "и", "ііі", "ққ"])
def test_any_word_has_a_reading(word: str) -> None:
    assert lemmas(word)
    assert folded_lemmas(word)


def _finds(query: str, text: str) -> bool:
    terms = set(index_terms(text, "kk"))
    return all(word.terms & terms for word in query_words(query))


@pytest.mark.parametrize(
    ("lemma", "some"),
    [
        ("мектеп", "мектеп мектебі мектептің мектептер мектебінде мектебіміз"),
        ("халық", "халықты халқы халқына халықтар"),
        ("тоқаев", "тоқаевтың тоқаевқа тоқаевпен"),
        ("шешу", "шешті шешеді шешкен шешсе шешіп"),
        ("көксайқұлақ", "көксайқұлақ көксайқұлақта көксайқұлағы"),
    ],
)
def test_forms_are_made_as_they_are_read(lemma: str, some: str) -> None:
    made = forms(lemma)
    assert set(some.split()) <= made
    assert all(lemma in lemmas(form) for form in made)


@pytest.mark.parametrize(("word", "expected"), [("мектебінде", True), ("мектепінде", False), ("көксайқұлақ", False)])
def test_only_right_words_of_the_lexicon_are_known(word: str, expected: bool) -> None:
    assert is_known(word) is expected
