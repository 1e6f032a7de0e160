import { dedupeMinutes } from '#core/figures.ts'
import { receiptMs } from '#core/report/receipt.ts'
import { recallList, rememberList } from './memory.ts'

/** A report of this device that counted. */
interface Reported {
  slug: string
  /** ms */
  at: number
  /** By which it can be taken back for a while. */
  receipt?: string
}

const isReported = (value: unknown): value is Reported => {
  const { slug, at } = (value ?? {}) as Partial<Record<keyof Reported, unknown>>
  return typeof slug === 'string' && typeof at === 'number'
}

/** Those within the time in which a second report of the same person would not count. */
const listReported = (now: number): Reported[] =>
  recallList('reported', isReported).filter(({ at }) => at <= now && now - at < dedupeMinutes * 60_000)

/** When this device last reported the service, ms; null if that is too long ago to matter. */
export const reportedAt = (slug: string, now: number): number | null =>
  listReported(now).find((report) => report.slug === slug)?.at ?? null

/** By what that report can still be taken back; null: it cannot, or not by this device. */
export const receiptOf = (slug: string, now: number): string | null =>
  listReported(now).find((report) => report.slug === slug && now - report.at < receiptMs)?.receipt ?? null

/** Remembers a report that counted; the first of an hour stays. */
export function rememberReported(slug: string, now: number, receipt?: string): void {
  if (reportedAt(slug, now) !== null) return
  rememberList('reported', [...listReported(now), { slug, at: now, ...(receipt && { receipt }) }])
}

/** It was taken back. */
export const forgetReported = (slug: string, now: number): boolean =>
  rememberList(
    'reported',
    listReported(now).filter((report) => report.slug !== slug),
  )
