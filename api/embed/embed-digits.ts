/** Numbers of a running text; not those of names in Latin letters (GPT-4o), nor of references to signs (&#39;). */
const numbers = /&#?\w+;|(?<![A-Za-z][-.]?|[\d.,])\d+(?:[.,]\d+)*(?![A-Za-z])/g

const signs: Record<string, string> = { ',': '٬', '.': '٫' }

/** The text with its numbers in Arabic-Indic digits. Pages have a font for that (app/styles/digits.css); an embed has none. */
export const withArabicDigits = (text: string): string =>
  text.replace(numbers, (found) =>
    found.startsWith('&')
      ? found
      : found.replace(/./g, (sign) => signs[sign] ?? String.fromCharCode(0x660 + Number(sign))),
  )

/** The same for what stands between the tags of some markup. */
export const withArabicDigitsBetween = (markup: string): string =>
  markup.replace(/>[^<]+/g, (text) => withArabicDigits(text))
