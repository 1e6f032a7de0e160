import type { Metadata } from 'next'
import { cache } from 'react'
import { TellPage } from '#components/follow/tell-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { NotFound } from '#components/frame/not-found.tsx'
import { wishSaid, wishTokenPattern } from '#core/report/mail-wish.ts'
import { slugPattern } from '#core/report/report.ts'
import { missingHead, pageHead } from '../../head.ts'
import { isSample, type Query, single, startPage } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

/** The service to be told of; null: there is none, or this site sends no mails. */
const readService = cache(async (slug: string, now: number) => {
  const { offersMail, listServices } = await view()
  if (!offersMail || !slugPattern.test(slug)) return null
  return (await listServices([slug], now))[0]?.service ?? null
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  if (!(await readService(single((await searchParams).s), now))) return missingHead(locale)
  const [title, description] = [desk.t('mail.title'), desk.t('mail.question')]
  return pageHead({ locale, path: '/tell', title, description, indexed: false })
}

export default async function Page({ params, searchParams }: Props) {
  const { desk, now } = await startPage(params)
  const query = await searchParams
  const [slug, token] = [single(query.s), single(query.k)]
  const service = await readService(slug, now)
  if (!service) return <NotFound t={desk.t} sample={await isSample()} />
  const path = `/tell?${new URLSearchParams({ s: slug, ...(token && { k: token }) })}`
  return (
    <Frame t={desk.t} path={path} sample={await isSample()}>
      <TellPage
        desk={desk}
        service={service}
        token={wishTokenPattern.test(token) ? token : null}
        said={wishSaid.find((word) => word === single(query.said)) ?? null}
      />
    </Frame>
  )
}
