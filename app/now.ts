import { headers } from 'next/headers'

/** The moment a page speaks of, ms: the front's clock, so that a driven clock moves pages too. */
export async function pageNow(): Promise<number> {
  const said = Date.parse((await headers()).get('x-desk-now') ?? '')
  return Number.isNaN(said) ? Date.now() : said
}
