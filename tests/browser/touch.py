"""Faults of a page on a touch screen: elements beyond its edge, targets that are too small."""

from collections.abc import Iterator

from playwright.sync_api import Page

TOO_WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const beyond = [...document.querySelectorAll("body *")].filter(
    (one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1);
  const places = beyond.slice(0, 4).map((one) => one.outerHTML.slice(0, 80));
  return [`the page is ${document.documentElement.scrollWidth} wide`, ...places];
}"""
# Links within a line of text may be as high as the line, and what is not seen is not pressed (WCAG 2.5.8).
# A box to tick is as big as it is together with the words that tick it.
TOO_SMALL = """() => {
  const least = 24;
  const size = (one) => one.getBoundingClientRect();
  const isHidden = (one) => {
    const { width, height } = size(one);
    return !one.checkVisibility({ visibilityProperty: true }) || width < 2 || height < 2;
  };
  const isInline = (one) => one.matches("a") && getComputedStyle(one).display === "inline";
  const isBig = (one) => size(one).width >= least && size(one).height >= least;
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  return [...document.querySelectorAll(pressed)]
    .filter((one) => !isHidden(one) && !isInline(one) && ![one, ...(one.labels ?? [])].some(isBig))
    .map((one) => `${Math.round(size(one).width)}×${Math.round(size(one).height)} ${one.outerHTML.slice(0, 80)}`);
}"""


def faults_of(page: Page) -> Iterator[str]:
    """Yield each fault of the page that is open."""
    yield from page.evaluate(TOO_WIDE)
    yield from page.evaluate(TOO_SMALL)
