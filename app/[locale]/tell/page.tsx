import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Frame } from '#components/frame.tsx'
import { TellPage, tellSaid } from '#components/tell-page.tsx'
import { slugPattern } from '#core/report.ts'
import { pageHead } from '../../head.ts'
import { isSample, type Query, single, startPage } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('mail.title'), desk.t('mail.question')]
  return pageHead({ locale, path: '/tell', title, description, indexed: false })
}

export default async function Page({ params, searchParams }: Props) {
  const { desk, now } = await startPage(params)
  const query = await searchParams
  const [slug, token] = [single(query.s), single(query.k)]
  const [found] = slugPattern.test(slug) ? await (await view()).listServices([slug], now) : []
  if (!found) notFound()
  const path = `/tell?${new URLSearchParams({ s: slug, ...(token && { k: token }) })}`
  return (
    <Frame t={desk.t} path={path} sample={await isSample()}>
      <TellPage
        desk={desk}
        service={found.service}
        token={/^[\w-]{22}$/.test(token) ? token : null}
        said={tellSaid.find((word) => word === single(query.said)) ?? null}
      />
    </Frame>
  )
}
