import { minuteMs } from '#core/bucket.ts'
import { problemIds, reportClasses } from '#core/report/report.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import type { Random } from './random.ts'
import { crowdOf, rhythmOf } from './rhythm.ts'

/** One made-up person's report in the hour in which it counts. */
export interface MadeReport {
  /** Start of its minute, ms. */
  minute: number
  /** Number of the network it came from. */
  network: number
  /** Index into core/report/report reportClasses. */
  classId: number
  /** 0 = kind not said. */
  problemId: number
  /** Times the button was pressed: the first one counts. */
  presses: number
  country: string
}

const quarterMs = 15 * minuteMs

/** Reporters a minute in the busiest hour, by place in the order of rank (log-linear between). */
const rates: [place: number, perMinute: number][] = [
  [0, 1.3],
  [7, 0.42],
  [10, 0.2],
  [40, 0.05],
  [70, 0.02],
  [100, 0.009],
  [400, 0.002],
]

/** The demo's own services have known levels, so that its story can be told in numbers. */
const knownRates: Record<string, number> = { chatgpt: 0.38, 'openai-api': 0.075, sora: 0.06 }

/** The least known few get too few reports to say anything of them. */
const faintest = 4
const faintRate = 0.0008

/** Reporters a minute in the busiest hour of the service at `place` (0 = best known) of `places`. */
export function peakRate(random: Random, slug: string, place: number, places: number): number {
  const own = Math.exp(0.25 * random.normal())
  const known = knownRates[slug]
  if (known) return known
  if (place >= places - faintest) return faintRate
  const next = rates.findIndex(([at]) => at > place)
  const [[fromPlace, from], [toPlace, to]] = [rates[next - 1]!, rates[next]!]
  return own * from * (to / from) ** ((place - fromPlace) / (toPlace - fromPlace))
}

/** Friends and households report together, which gives counts nearly twice the variance of chance alone. */
const groupSizes = [
  [1, 74],
  [2, 19],
  [3, 6],
  [4, 1],
] as const
const meanGroup = 1.34
/** Nearly all of a group sit behind one connection, where the second weighs half. */
const sameHome = 0.9
const dayVariation = 0.05
const hourVariation = 0.08

const networks = 5000

/** An ordinary crowd from `from` (a quarter-hour) until `to`, ms, in order of time. */
export function drawOrdinary(
  random: Random,
  service: ServiceRecord,
  perMinute: number,
  from: number,
  to: number,
): MadeReport[] {
  const quarters = Math.ceil((to - from) / quarterMs)
  const rhythm = rhythmOf(service, from, quarters)
  const describe = describer(random, service)
  const reports: MadeReport[] = []
  let day = 1
  let hour = 1
  for (let quarter = 0; quarter < quarters; quarter++) {
    if (quarter % 96 === 0) day = random.waver(dayVariation)
    if (quarter % 4 === 0) hour = random.waver(hourVariation)
    const mean = perMinute * 15 * rhythm[quarter]! * day * hour
    for (let groups = random.poisson(mean / meanGroup); groups > 0; groups--) {
      let minute = quarter * 15 + random.below(15)
      let network = random.below(networks)
      const size = random.pick(groupSizes)
      for (let nth = 0; nth < size; nth++) {
        if (nth > 0) {
          minute += random.below(5)
          if (random.next() >= sameHome) network = random.below(networks)
        }
        const at = from + minute * minuteMs
        if (at < to) reports.push({ minute: at, network, ...describe() })
      }
    }
  }
  return reports.sort((one, other) => one.minute - other.minute)
}

type Description = Omit<MadeReport, 'minute' | 'network'>

/** Share of people who do not say what is wrong. */
const notSaid = 0.17
/** What the offered kinds are chosen by, in their order. */
const kindWeights = [38, 24, 16, 11, 7, 4]
const classWeights = [90, 4.5, 3.5, 2] as const

/** Makes up what a report of this service says; `mainProblem` is chosen by so many of those who say something. */
export function describer(
  random: Random,
  service: ServiceRecord,
  main?: { problemId: number; share: number },
): () => Description {
  const kinds = service.problems.map((slug, i) => [problemIds[slug], kindWeights[i] ?? 4] as const)
  const crowd = crowdOf(service.markets)
  const classes = reportClasses.map((_, id) => [id, classWeights[id]!] as const)
  const away = reportClasses.indexOf('away')
  return () => {
    let classId = random.pick(classes)
    // Nobody is outside the market of what is used everywhere.
    if (classId === away && service.markets.length === 0) classId = 0
    let problemId = 0
    if (random.next() >= notSaid) {
      problemId = main && random.next() < main.share ? main.problemId : random.pick(kinds)
    }
    return {
      classId,
      problemId,
      presses: 1 + (random.next() < 0.12 ? 1 + random.below(2) : 0),
      country: classId === away ? 'DE' : random.pick(crowd),
    }
  }
}
