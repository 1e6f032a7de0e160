'use client'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { type Desk, deskOn } from '../desk.ts'

/** What could not be had is asked for again after so long: somebody waits for it. */
const againMs = 4_000

let words: Promise<Messages> | undefined

/** Asks for the words of what comes later: once a visit, and again after a failure. */
async function fetchWords(locale: string): Promise<Messages> {
  words ??= fetch(`/api/v1/words/${locale}`, { cache: 'no-cache' }).then((answer) => {
    if (!answer.ok) throw new Error(`words: ${answer.status}`)
    return answer.json()
  })
  return words.catch((error) => {
    words = undefined
    throw error
  })
}

/** Code and words that come when they are needed. `part` is null until both are here; `load` may be called often. */
export function useLater<Part>(desk: Desk, messages: Messages, zone: string, fetchCode: () => Promise<Part>) {
  const [part, setPart] = useState<Part | null>(null)
  const [more, setMore] = useState<Messages | null>(null)
  /** Another one with each try. */
  const [wish, setWish] = useState<unknown>()
  const { locale } = desk
  useEffect(() => {
    if (!wish || part) return
    Promise.all([fetchCode(), fetchWords(locale)]).then(
      ([code, said]) => {
        setMore(said)
        setPart(() => code)
      },
      () => setTimeout(setWish, againMs, {}),
    )
  }, [wish, part, locale, fetchCode])
  const full = useMemo(
    () => (more ? deskOn(createTranslator(locale, { ...messages, ...more }), zone) : null),
    [more, messages, locale, zone],
  )
  const load = useCallback(() => setWish(true), [])
  return { part, desk: full, load }
}
