import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { SettingsPage } from '#components/settings/settings-page.tsx'
import { pageHead } from '../../head.ts'
import { isSample, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('settings.title'), desk.t('settings.description')]
  return pageHead({ locale, path: '/settings', title, description, indexed: false })
}

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  return (
    <Frame t={desk.t} path="/settings" sample={await isSample()}>
      <SettingsPage desk={desk} />
    </Frame>
  )
}
