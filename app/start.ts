import { notFound } from 'next/navigation'
import { cache } from 'react'
import { type Desk, deskOn } from '#components/desk.ts'
import { isLocale, type Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { pageNow } from './now.ts'
import { view } from './view.ts'

/** What a page starts from. */
export interface PageStart {
  locale: Locale
  desk: Desk
  /** ms */
  now: number
  /** The same as ISO. */
  nowIso: string
}

export async function startPage(params: Promise<{ locale: string }>): Promise<PageStart> {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const now = await pageNow()
  return { locale, desk: deskOn(translatorOf(locale)), now, nowIso: new Date(now).toISOString() }
}

/** Asked for by a page's head and its body: read once a request. */
export const readHome = cache(async (now: number) => (await view()).readHome(now))

/** This instance shows made-up data; said on every page, and no page is indexed then. */
export const isSample = cache(async (): Promise<boolean> => (await view()).isSample())

/** A query's single value. */
export const single = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.trim() ?? ''

/** An address with what was asked of it, so that whoever changes the language keeps that. */
export function withQuery(path: string, asked: Record<string, string | undefined>): string {
  const kept = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return kept.length > 0 ? `${path}?${new URLSearchParams(kept)}` : path
}

export type Query = Promise<Record<string, string | string[] | undefined>>

/** The note that a list goes on from; nothing where the address names none. */
export const noteIdOf = (asked: string): string | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(asked) ? asked : undefined
