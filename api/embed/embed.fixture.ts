import { noSurroundings, type ServiceCard, type StateView } from '#core/view.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import type { EmbedData } from './embed-words.ts'

/** Services in every state an embed can be in, for the tests of embed and badge. */

export const at = '2026-03-17T14:46:20Z'

const serviceNamed = (en: string, ar: string): ServiceCard => ({
  slug: 'chatgpt',
  name: { en, ar },
  category: { slug: 'ai', name: { en: 'AI', ar: 'ذكاء اصطناعي' } },
  operator: { slug: 'openai', name: { en: 'OpenAI', ar: 'OpenAI' }, statusPage: null },
  parent: null,
})

const chatgpt = serviceNamed('ChatGPT', 'شات جي بي تي')

const calm: StateView = {
  service: 'chatgpt',
  status: 'none',
  unknownReason: null,
  since: '2026-03-10T00:00:00Z',
  at,
  stale: false,
  version: 1,
  reports15m: 9,
  reports60m: 41,
  usual15m: 12.2,
  alert15m: 30,
  major15m: 120,
  timesUsual: null,
  verdict: null,
  incident: null,
  recent: { from: at, reporters: [] },
  timelineVersion: 1,
  ...noSurroundings,
}

const incident = {
  id: 'x',
  startedAt: '2026-03-17T12:01:00Z',
  endedAt: null,
  peak15m: 3412,
  peakAt: null,
  confirmed: false,
}

/** A day of irregular small counts that ends as given. */
const dayEnding = (...last: number[]): EmbedData['spark'] => {
  const ordinary = Array.from({ length: 96 - last.length }, (_, index) => 6 + ((index * 7919) % 11))
  return { reporters: [...ordinary, ...last], peak: Math.max(...ordinary, ...last.slice(0, -1)) }
}

const wave = dayEnding(300, 820, 1400, 2100, 2900, 3412, 3300, 2600, 1900, 1500, 1284, 80)

const data = (state: Partial<StateView>, spark = dayEnding(9, 3), service = chatgpt): EmbedData => ({
  service,
  state: { ...calm, ...state },
  spark,
  sample: false,
})

const major = data({ status: 'major', reports15m: 1284, timesUsual: 106.9, incident }, wave)

export const services = {
  none: data({}),
  possible: data({ status: 'possible', reports15m: 41, timesUsual: 3.3, incident }, dayEnding(28, 44, 12)),
  major,
  confirmed: data(
    { status: 'major', reports15m: 1284, timesUsual: 106.9, incident: { ...incident, confirmed: true } },
    wave,
  ),
  recovering: data({ status: 'recovering', reports15m: 212, timesUsual: 17, incident }, wave),
  few: data({ status: 'unknown', unknownReason: 'few', reports15m: 1, reports60m: 2, usual15m: null }),
  stale: data({ stale: true }),
  lost: data({ status: 'unknown', unknownReason: 'stale', stale: true, reports15m: 3 }),
  sample: { ...major, sample: true },
  evil: { ...major, service: serviceNamed(`<script>alert('1')</script>"&`, `<img src=x onerror=alert(1)>`) },
} satisfies Record<string, EmbedData>

const known: Record<string, EmbedData> = services

export const readEmbed = async (slug: string): Promise<EmbedData | null> => known[slug] ?? null

/** What is in memory of these services. */
export const hub = { state: (slug: string) => known[slug]?.state }

export const directory = {
  bySlug: (slug: string) => known[slug] && ({ ...known[slug].service, id: slug } as ServiceRecord),
}
