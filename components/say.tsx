import { createElement, Fragment, type ReactNode } from 'react'
import type { Translator } from '#i18n/translate.ts'
import type { Desk } from './desk.ts'
import { Time, type TimeForm } from './time.tsx'

type Wrap = (chunks: ReactNode[]) => ReactNode

/** Values of a message; functions draw its <tags>. */
export type SayValues = Record<string, string | number | Wrap>

const wraps: Record<string, Wrap> = {
  // Spread, so that tags within tags need no keys.
  b: (chunks) => createElement('b', null, ...chunks),
  // Names and what people typed keep their own direction inside a sentence of the other script.
  bdi: (chunks) => createElement('bdi', null, ...chunks),
}

/** A message drawn with its tags. */
export function say(t: Translator, key: string, values: SayValues = {}): ReactNode {
  return createElement(Fragment, null, ...t.rich<ReactNode>(key, { ...wraps, ...values }))
}

const bare = (chunks: string[]): string => chunks.join('')

/** A message as text without its tags: for titles, labels and announcements. */
export function plain(t: Translator, key: string, values: Record<string, string | number> = {}): string {
  const tags = { b: bare, bdi: bare, at: bare, at1: bare, at2: bare, zone: bare }
  return t.rich<string>(key, { ...tags, ...values }).join('')
}

/** Draws the <at> tag of a message as a time that follows the reader's zone. */
export const timeTag =
  (desk: Desk, at: string, form: TimeForm, now?: string): Wrap =>
  () => <Time desk={desk} at={at} form={form} now={now} />
