import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { SearchPage } from '#components/search/search-page.tsx'
import { pageHead } from '../../head.ts'
import { isSample, type Query, readHome, single, startPage } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

/** So many finds are shown; one more says that there are more. */
const mostShown = 50
const popularShown = 12

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const title = desk.t('search.h')
  return pageHead({ locale, path: '/search', title, description: desk.t('search.label'), indexed: false })
}

export default async function Page({ params, searchParams }: Props) {
  const { desk, now } = await startPage(params)
  const query = single((await searchParams).q).slice(0, 80)
  const reader = await view()
  const found = query
    ? await reader.search(query, mostShown + 1, now)
    : (await readHome(now)).calm.slice(0, popularShown)
  return (
    <Frame
      t={desk.t}
      path={`/search${query ? `?q=${encodeURIComponent(query)}` : ''}`}
      sample={await isSample()}
    >
      <SearchPage
        desk={desk}
        query={query}
        rows={found.slice(0, mostShown)}
        hasMore={found.length > mostShown}
        request={query && found.length === 0 ? await reader.readRequest(query) : null}
      />
    </Frame>
  )
}
