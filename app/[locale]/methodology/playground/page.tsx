import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { type PlayFound, PlayPage } from '#components/play/play-page.tsx'
import { ruleAsked } from '#core/detect/playground.ts'
import { type Rule, ruleInForce } from '#core/detect/rule.ts'
import { messagesOf } from '#i18n/index.ts'
import { PlaygroundFull } from '#store/view/playground.ts'
import { pageHead } from '../../../head.ts'
import { isSample, type Query, readHome, single, startPage } from '../../../start.ts'
import { view } from '../../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('method.play.title'), desk.t('method.play.lead')]
  const path = '/methodology/playground'
  return pageHead({ locale, path, title, description, indexed: !(await isSample()) })
}

const names = Object.keys(ruleInForce) as (keyof Rule)[]

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const query = await searchParams
  const asked = single(query.s).slice(0, 80)
  const number = (name: string) => (single(query[name]) === '' ? undefined : Number(single(query[name])))
  const rule = ruleAsked(Object.fromEntries(names.map((name) => [name, number(name)])))
  const open = await view()
  const home = await readHome(now)
  const hits = asked ? await open.search(asked, 1, now) : []
  const service = (asked ? hits[0] : (home.trouble[0] ?? home.calm[0]))?.service ?? null
  const found: PlayFound = await play()
  const chosen = [...(service ? [['s', service.slug] as const] : [])]
  const path = `/methodology/playground?${new URLSearchParams([
    ...chosen.map(([name, value]) => [name, value]),
    ...names.map((name) => [name, String(rule[name])]),
  ])}`

  async function play(): Promise<PlayFound> {
    if (!service) return { unknown: asked }
    try {
      const played = await open.readPlayground(service.slug, rule, now)
      return played ? { view: played } : { unknown: asked }
    } catch (error) {
      if (error instanceof PlaygroundFull) return { full: true }
      throw error
    }
  }

  return (
    <Frame t={desk.t} path={path} sample={home.sample}>
      <PlayPage desk={desk} asked={asked} service={service} rule={rule} found={found} />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
    </Frame>
  )
}
