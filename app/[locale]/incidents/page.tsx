import type { Metadata } from 'next'
import { type Query, single, startPage } from '../../start.ts'
import { Archive, archiveHead, begunMonth, currentMonth } from './archive.tsx'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

/** `?month=2026-03` of links from before months had addresses of their own, else the running month. */
const monthOf = (asked: string, now: number) => begunMonth(asked || currentMonth(now), now)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const start = await startPage(params)
  return archiveHead(start, monthOf(single((await searchParams).month), start.now))
}

export default async function Page({ params, searchParams }: Props) {
  const start = await startPage(params)
  const query = await searchParams
  return <Archive start={start} month={monthOf(single(query.month), start.now)} query={query} />
}
