import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { pageHead } from '../../head.ts'
import { isSample, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('privacy.title'), desk.t('privacy.description')]
  return pageHead({ locale, path: '/privacy', title, description, indexed: !(await isSample()) })
}

const parts = ['read', 'report', 'note', 'undo', 'ask', 'device', 'public']

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  const { t } = desk
  return (
    <Frame t={t} path="/privacy" sample={await isSample()}>
      <div className="wrap">
        <div className="head">
          <h1>{t('privacy.h1')}</h1>
          <p className="lede">{t('privacy.description')}</p>
        </div>
        {parts.map((part) => (
          <section key={part}>
            <h2 className="h2">{t(`privacy.${part}H`)}</h2>
            <p className="prose">{t(`privacy.${part}`)}</p>
          </section>
        ))}
      </div>
    </Frame>
  )
}
