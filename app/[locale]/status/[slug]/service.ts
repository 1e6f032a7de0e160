import { cache } from 'react'
import { type Range, rangeNames } from '#core/bucket.ts'
import { single } from '../../../start.ts'
import { view } from '../../../view.ts'

/** Head, body and "not found" of a service page ask alike: read once a request. */
export const readService = cache(async (slug: string, range: Range, now: number) =>
  (await view()).readService(slug, range, now),
)

export const rangeOf = (asked: string | string[] | undefined): Range =>
  rangeNames.find((name) => name === single(asked)) ?? '24h'
