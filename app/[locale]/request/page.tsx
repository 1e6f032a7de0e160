import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { requestSaid } from '#components/request/request-form.tsx'
import { RequestPage } from '#components/request/request-page.tsx'
import { readRequest } from '#core/report/request.ts'
import { pageHead } from '../../head.ts'
import { isSample, type Query, single, startPage, withQuery } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('request.h'), desk.t('request.description')]
  return pageHead({ locale, path: '/request', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params, searchParams }: Props) {
  const { desk } = await startPage(params)
  const query = await searchParams
  const [name, website] = [single(query.name).slice(0, 100), single(query.website).slice(0, 100)]
  const said = requestSaid.find((word) => word === single(query.said)) ?? null
  // What is wrong is read from the fields themselves; nothing wrong with them means an old form.
  const faults = said === 'invalid' ? (readRequest({ name, website }).faults ?? {}) : {}
  const reader = await view()
  return (
    <Frame t={desk.t} path={withQuery('/request', { name, website })} sample={await isSample()}>
      <RequestPage
        t={desk.t}
        said={said}
        name={name}
        website={website}
        faults={faults}
        request={name && !faults.name ? await reader.readRequest(name) : null}
        meant={said || !name ? [] : reader.find(name, 4)}
      />
    </Frame>
  )
}
