import type { Metadata } from 'next'
import { FollowingPage } from '#components/follow/following-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { pageHead } from '../../head.ts'
import { isSample, type Query, single, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('following.title'), desk.t('following.description')]
  return pageHead({ locale, path: '/following', title, description, indexed: false })
}

export default async function Page({ params, searchParams }: Props) {
  const { desk } = await startPage(params)
  return (
    <Frame t={desk.t} path="/following" sample={await isSample()}>
      <FollowingPage desk={desk} isFull={single((await searchParams).said) === 'full'} />
    </Frame>
  )
}
