import type { Translator } from '#i18n/translate.ts'

/** Markup that is safe to send: made by `html`, never from a plain string. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Piece = string | number | Html | null | readonly Piece[]

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

const write = (piece: Piece): string => {
  if (piece === null) return ''
  if (piece instanceof Html) return piece.text
  if (typeof piece === 'object') return piece.map(write).join('')
  return escapeText(String(piece))
}

/** Template tag: what stands between the braces is escaped unless `html` made it. Names are data, not markup. */
export const html = (parts: TemplateStringsArray, ...pieces: Piece[]): Html =>
  new Html(parts.reduce((text, part, index) => text + write(pieces[index - 1] ?? null) + part))

type Wrap = (chunks: (string | Html)[]) => Html

/** A message of the catalogue as markup; its <tags> are wrapped by the functions of their names. */
export const said = (t: Translator, key: string, values: Record<string, string | number | Wrap> = {}): Html =>
  new Html(write(t.rich<Html>(key, values)))
