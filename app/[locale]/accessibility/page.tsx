import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { TextPage } from '#components/frame/text-page.tsx'
import { pageHead } from '../../head.ts'
import { isSample, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('accessibility.title'), desk.t('accessibility.description')]
  return pageHead({ locale, path: '/accessibility', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  const { t } = desk
  return (
    <Frame t={t} path="/accessibility" sample={await isSample()}>
      <TextPage
        desk={desk}
        space="accessibility"
        lead={t('accessibility.lead')}
        parts={[
          { part: 'tested', list: ['axe', 'narrow', 'script', 'keys', 'colour', 'chart', 'motion'] },
          { part: 'not', list: ['readers', 'people', 'field'] },
          { part: 'known' },
          { part: 'tell' },
        ]}
      />
    </Frame>
  )
}
