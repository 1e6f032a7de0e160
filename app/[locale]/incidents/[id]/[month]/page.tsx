import type { Metadata } from 'next'
import { type Query, startPage } from '../../../../start.ts'
import { Archive, archiveHead, begunMonth } from '../../archive.tsx'

// /incidents/2026/03. The year stands where an incident's id does, so it shares that name.
type Props = { params: Promise<{ locale: string; id: string; month: string }>; searchParams: Query }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const start = await startPage(params)
  const { id: year, month } = await params
  return archiveHead(start, begunMonth(`${year}-${month}`, start.now))
}

export default async function Page({ params, searchParams }: Props) {
  const start = await startPage(params)
  const { id: year, month } = await params
  return (
    <Archive start={start} month={begunMonth(`${year}-${month}`, start.now)} query={await searchParams} />
  )
}
