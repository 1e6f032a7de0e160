import { fewReporters } from '#core/figures.ts'
import { isConfirming, wordBeside } from '#core/record/official.ts'
import type { Status, UnknownReason } from '#core/status.ts'
import type { ServiceRow, ServiceView, StateView } from '#core/view.ts'
import { durationText } from './time.ts'
import type { Translator } from './translate.ts'

/** What is said of a service, as message keys with their numbers: no markup, so that pages, pictures and feeds say the same. */

export interface Line {
  key: string
  values?: Record<string, string | number>
  /** The moment that stands in the message as {t}. */
  at?: string
}

export interface Spoken {
  label: string
  heading: Line
  lede: Line[]
  /** Beside the label: for how long. */
  lasting: Line | null
  /** The operator's word, below the lede. */
  overlay: Line | null
}

/** The largest ratio we print; above it the exact number says nothing more. */
const largestRatio = 999

type Told = Pick<ServiceView, 'state' | 'incident' | 'service' | 'maintenance'>

/** The operator's last word on the incident itself. */
const lastWord = ({ incident }: Told) =>
  incident?.timeline
    .flatMap((entry) => (entry.kind === 'official' && isConfirming(entry.stage) ? [entry.stage] : []))
    .at(-1)

/** A crowd is not enough to state an outage as a fact: the operator's own word must agree. */
const isConfirmed = ({ incident }: Pick<Told, 'incident'>): boolean => incident?.confirmed ?? false

/** The catalogue key of a status; `major` and `recovering` are worded as fact only when confirmed. */
export const statusKey = (status: Status, reason?: UnknownReason | null, confirmed = false): string => {
  if (reason === 'stale') return 'status.stale'
  return confirmed && (status === 'major' || status === 'recovering')
    ? `status.confirmed.${status}`
    : `status.${status}`
}

/** The same of one line of a list, where closed services may stand too: they have no live page. */
export const statusKeyOf = ({
  status,
  unknownReason,
  confirmed,
}: Pick<ServiceRow['state'], 'status' | 'unknownReason' | 'confirmed'>): string =>
  unknownReason === 'closed' ? 'closed.label' : statusKey(status, unknownReason, confirmed)

/** A level as people read it. A whole number that is small would not come out: "88 times the usual 1", for 131. */
export const usualBeside = (usual: number): number =>
  usual < 3 ? Math.round(usual * 10) / 10 : Math.round(usual)

/** "about 107 times the usual 12", or what can be said instead of it. */
function comparison(state: StateView): Line {
  const usual = state.usual15m
  if (usual === null) return { key: 'verdict.tail.none' }
  const isCalm = state.status === 'none'
  if (usual < 1) return { key: isCalm ? 'verdict.tail.nearZero' : 'verdict.tail.far' }
  if (isCalm || state.timesUsual === null || state.timesUsual < 2) {
    return { key: 'verdict.tail.usual', values: { u: usualBeside(usual) } }
  }
  const u = usualBeside(usual)
  if (state.timesUsual > largestRatio) return { key: 'verdict.tail.over', values: { x: largestRatio, u } }
  return { key: 'verdict.tail.times', values: { x: Math.round(state.timesUsual), u } }
}

function ledeOf(view: Told, confirmed: boolean): Line[] {
  const { state, incident } = view
  const people: Line = { key: 'verdict.people', values: { n: state.reports15m } }
  const began: Line[] = incident
    ? [{ key: confirmed ? 'verdict.beganConfirmed' : 'verdict.began', at: incident.startedAt }]
    : []
  switch (state.status) {
    case 'none':
      return [people, comparison(state), { key: 'verdict.yours' }]
    case 'possible':
    case 'major':
      return [people, comparison(state), ...began]
    case 'recovering':
      return incident?.peakAt
        ? [
            people,
            { key: 'verdict.tail.peak', values: { p: incident.peak15m }, at: incident.peakAt },
            ...began,
          ]
        : [people, { key: 'verdict.tail.none' }, ...began]
    case 'unknown': {
      if (state.unknownReason === 'stale') {
        return [{ key: 'verdict.staleLede', values: { n: state.reports15m }, at: state.at }]
      }
      const hour: Line = { key: 'verdict.peopleHour', values: { n: state.reports60m } }
      return state.unknownReason === 'young'
        ? [hour, { key: 'verdict.learning' }]
        : [hour, { key: 'verdict.needs', values: { min: fewReporters } }]
    }
  }
}

/** Ending of the heading's and the title's key. */
function caseOf(state: StateView, confirmed: boolean): string {
  if (state.status === 'unknown') return state.unknownReason === 'stale' ? 'stale' : 'few'
  if (state.status !== 'major' && state.status !== 'recovering') return state.status
  return confirmed ? `${state.status}Confirmed` : state.status
}

function lastingOf(t: Translator, view: Told): Line | null {
  const { state, incident } = view
  if (state.status === 'recovering') return { key: 'verdict.since', at: state.since }
  if (state.status !== 'possible' && state.status !== 'major') return null
  const from = Date.parse(incident?.startedAt ?? state.since)
  return { key: 'verdict.for', values: { d: durationText(t, Date.parse(state.at) - from, 'after') } }
}

/** The operator's word on the incident; or else the work it announced: what is under way, or the next. */
function overlayOf(t: Translator, view: Told): Line | null {
  const { state } = view
  const values = { maker: view.service.operator.name[t.locale] }
  const word = lastWord(view)
  if (word) return { key: `verdict.says.${wordBeside(word, state.status)}`, values }
  const work = view.maintenance?.find(({ until }) => until > state.at)
  if (!work) return null
  const edge = work.from > state.at ? 'from' : 'until'
  return { key: `verdict.says.${edge}`, values, at: work[edge] }
}

/** Everything that is said of a service in words, from the numbers of its view. */
export function verdictOf(t: Translator, view: Told): Spoken {
  const confirmed = isConfirmed(view)
  const { state, service } = view
  const s = service.name[t.locale]
  return {
    label: statusKey(state.status, state.unknownReason, confirmed),
    heading: { key: `verdict.h.${caseOf(state, confirmed)}`, values: { s } },
    lede: ledeOf(view, confirmed).concat(service.underReview ? { key: 'verdict.review' } : []),
    lasting: lastingOf(t, view),
    overlay: overlayOf(t, view),
  }
}

/** The answer as a page's title: the first that many people see. The browser has no use for it. */
export const titleOf = (t: Translator, { state, service, incident }: Told): Line => ({
  key: `verdict.title.${caseOf(state, isConfirmed({ incident }))}`,
  values: { s: service.name[t.locale], n: state.reports15m },
})
