import type { Metadata } from 'next'
import { embedChoice, embedOptions } from '#components/embed/embed-choice.ts'
import { EmbedPage } from '#components/embed/embed-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { pageHead, siteOrigin } from '../../head.ts'
import { isSample, type Query, readHome, single, startPage, withQuery } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('embed.title'), desk.t('embed.description')]
  return pageHead({ locale, path: '/embed', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now } = await startPage(params)
  const query = await searchParams
  const asked = single(query.s).slice(0, 80)
  const found = asked ? await (await view()).search(asked, 1, now) : []
  const asOptions = [...embedOptions, 'colour'].map((name) => [name, single(query[name])])
  // "size" is what the frame itself calls its form.
  const form = single(query.form) || single(query.size)
  const choice = embedChoice({ ...Object.fromEntries(asOptions), form }, desk.locale)
  const home = await readHome(now)
  const service = (asked ? found[0] : (home.trouble[0] ?? home.calm[0]))?.service ?? null
  // By its name, where that leads to it again.
  const name = service?.name[locale] ?? asked
  const [named] = service ? await (await view()).search(name, 1, now) : []
  const parts = service ? (await view()).listParts(service.slug) : []
  // Whoever changes the language keeps what was chosen.
  const given: Record<string, string> = {
    s: asked,
    part: single(query.part),
    ...Object.fromEntries(asOptions),
    form,
  }
  const path = withQuery('/embed', { ...given, lang: '' })
  return (
    <Frame t={desk.t} path={path} sample={home.sample}>
      <EmbedPage
        desk={desk}
        asked={asked}
        field={service && named?.service.slug !== service.slug ? service.slug : name}
        whole={service}
        parts={parts}
        part={parts.find(({ slug }) => slug === given.part) ?? null}
        origin={await siteOrigin()}
        choice={choice}
      />
    </Frame>
  )
}
