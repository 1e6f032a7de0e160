import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { TextPage } from '#components/frame/text-page.tsx'
import { pageHead } from '../../head.ts'
import { isSample, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('about.title'), desk.t('about.description')]
  return pageHead({ locale, path: '/about', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  const { t } = desk
  return (
    <Frame t={t} path="/about" sample={await isSample()}>
      <TextPage
        desk={desk}
        space="about"
        lead={t('about.description')}
        parts={[{ part: 'what' }, { part: 'who' }, { part: 'money' }]}
      />
    </Frame>
  )
}
