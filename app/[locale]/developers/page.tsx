import type { Metadata } from 'next'
import { DevelopersPage } from '#components/developers/developers-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { pageHead, siteOrigin } from '../../head.ts'
import { isSample, readHome, startPage } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('developers.title'), desk.t('developers.description')]
  return pageHead({ locale, path: '/developers', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { desk, now } = await startPage(params)
  const home = await readHome(now)
  const service = (home.trouble[0] ?? home.calm[0])?.service
  const found = service ? await (await view()).readService(service.slug, '1h', now) : null
  return (
    <Frame t={desk.t} path="/developers" sample={home.sample}>
      <DevelopersPage
        desk={desk}
        origin={await siteOrigin()}
        state={found?.state ?? null}
        name={service?.name[desk.locale] ?? ''}
      />
    </Frame>
  )
}
