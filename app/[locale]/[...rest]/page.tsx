import type { Metadata } from 'next'
import { NotFound } from '#components/frame/not-found.tsx'
import { missingHead } from '../../head.ts'
import { isSample, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return missingHead((await startPage(params)).locale)
}

/** Any other address. */
export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  return <NotFound t={desk.t} sample={await isSample()} />
}
