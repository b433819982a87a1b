// What the stock searchable list says, in Kazakh: Select2 itself does not speak it. Lies where Django looks for it.

window.jQuery.fn.select2.amd.define("select2/i18n/kk", [], () => ({
  errorLoading: () => "Нәтижелер жүктелмеді",
  inputTooLong: ({ input, maximum }) => `Таңбаны азайтыңыз: ${input.length - maximum} артық`,
  inputTooShort: ({ input, minimum }) => `Тағы кемінде ${minimum - input.length} таңба теріңіз`,
  loadingMore: () => "Тағы жүктелуде…",
  maximumSelected: ({ maximum }) => `${maximum} элементтен артық таңдауға болмайды`,
  noResults: () => "Ештеңе табылмады",
  searching: () => "Ізделуде…",
  removeAllItems: () => "Бәрін алып тастау",
}));
