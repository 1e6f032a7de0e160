import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { settingsSaid } from '#components/settings/settings-by-cookie.tsx'
import { SettingsPage } from '#components/settings/settings-page.tsx'
import { pageHead } from '../../head.ts'
import { isSample, type Query, single, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('settings.title'), desk.t('settings.description')]
  return pageHead({ locale, path: '/settings', title, description, indexed: false })
}

export default async function Page({ params, searchParams }: Props) {
  const { desk } = await startPage(params)
  const asked = single((await searchParams).said)
  return (
    <Frame t={desk.t} path="/settings" sample={await isSample()}>
      <SettingsPage desk={desk} said={settingsSaid.find((word) => word === asked) ?? null} />
    </Frame>
  )
}
