import compile from 'icu-minify/compile'
import type { Locale } from '#core/locale.ts'
import ar from './ar.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import { flatten, type Tree } from './flatten.ts'
import { createTranslator, type Messages, type Translator } from './translate.ts'

/** The compiler makes objects without a prototype, which React does not send to the browser: plain ones it does. */
const compileAll = (tree: Tree): Messages =>
  JSON.parse(
    JSON.stringify(
      Object.fromEntries(Object.entries(flatten(tree)).map(([key, text]) => [key, compile(text)])),
    ),
  )

const messages: Record<Locale, Messages> = { en: compileAll(en), ar: compileAll(ar) }

const translators: Record<Locale, Translator> = {
  en: createTranslator('en', messages.en),
  ar: createTranslator('ar', messages.ar),
}

/** The translator over all messages of a language (server side). */
export const translatorOf = (locale: Locale): Translator => translators[locale]

const isUnder = (key: string) => (space: string) => key === space || key.startsWith(`${space}.`)

/** The compiled messages under some namespaces ("report", "chart.legend") but not others, for islands in the browser. */
export function messagesOf(locale: Locale, namespaces: string[], except: string[] = []): Messages {
  return Object.fromEntries(
    Object.entries(messages[locale]).filter(
      ([key]) => namespaces.some(isUnder(key)) && !except.some(isUnder(key)),
    ),
  )
}
