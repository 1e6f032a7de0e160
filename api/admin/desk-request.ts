import { z } from 'zod'
import type { EditorRole } from '#core/editor.ts'
import { type Locale, locales } from '#core/locale.ts'
import type { Clock } from '#i18n/time.ts'
import type { Translator } from '#i18n/translate.ts'
import type { Html } from '../html.ts'

/** What a page of the desk is drawn from, beside what it reads. */
export interface DeskRequest {
  person: { name: string; role: EditorRole }
  locale: Locale
  t: Translator
  clock: Clock
  now: number
  params: Record<string, string>
  query: Record<string, string>
}

/** A drawn page: its heading, and what stands under it. */
export interface DeskPage {
  title: string
  body: Html
  /** 200 unless said otherwise. */
  status?: number
  /** What was done a moment ago, where that is more than a word. */
  said?: Html | null
  /** It comes anew by itself, if somebody asked for that. */
  refreshSeconds?: number
}

/** For the log. */
interface Deed {
  subject: string
  reason?: string | undefined
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** What became of a press of a button. */
export type Outcome =
  /** The editor goes on to this address under the desk's own; `said` in it is a word of admin.said. */
  | ({ kind: 'done'; to: string } & Deed)
  /** It is done, and its result is shown here and never again. */
  | ({ kind: 'shown'; page: DeskPage } & Deed)
  /** Something is wrong with what was sent, or it is shown before it is done: the page says so. */
  | { kind: 'again'; page: DeskPage }
  | { kind: 'missing' }

export const localeParam = z.object({ locale: z.enum(locales) }).loose()

/** Fields of a form; one that came several times is a list. */
export type Fields = Record<string, string | string[]>

export function readFields(body: string): Fields {
  const sent = new URLSearchParams(body)
  return Object.fromEntries(
    [...new Set(sent.keys())].map((name) => {
      const values = sent.getAll(name)
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
}

/** A form's field that may be ticked several times. */
export const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]))

/** A box that is ticked or not. */
export const box = z
  .string()
  .optional()
  .transform((value) => value !== undefined)

/** A text that may be left empty. */
export const optionalText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .optional()
    .transform((text) => text || undefined)
