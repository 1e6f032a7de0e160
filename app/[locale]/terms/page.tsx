import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { TextPage } from '#components/frame/text-page.tsx'
import { termsChangedOn } from '#core/api-log.ts'
import { pageHead } from '../../head.ts'
import { isSample, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('terms.title'), desk.t('terms.description')]
  return pageHead({ locale, path: '/terms', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  const { t } = desk
  return (
    <Frame t={t} path="/terms" sample={await isSample()}>
      <TextPage
        desk={desk}
        space="terms"
        lead={t('terms.note')}
        parts={[
          { part: 'data' },
          { part: 'meaning' },
          { part: 'reports' },
          { part: 'warranty' },
          { part: 'change', values: { date: desk.clock.date(termsChangedOn) } },
        ]}
      />
    </Frame>
  )
}
