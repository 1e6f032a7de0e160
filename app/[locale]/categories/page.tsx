import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { CategoryList } from '#components/home/home-page.tsx'
import { pageHead } from '../../head.ts'
import { isSample, startPage } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('category.title'), desk.t('category.description')]
  return pageHead({ locale, path: '/categories', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { desk, now } = await startPage(params)
  const categories = await (await view()).listCategories(now)
  return (
    <Frame t={desk.t} path="/categories" sample={await isSample()}>
      <div className="wrap">
        <div className="head">
          <h1>{desk.t('category.h')}</h1>
        </div>
        <section>
          <CategoryList desk={desk} categories={categories} />
        </section>
        <a className="more" href={`/${desk.locale}/request`}>
          {desk.t('category.missing')}
        </a>
      </div>
    </Frame>
  )
}
