import { isTrouble } from '#core/status.ts'
import type { ServiceView, StateView, TimelineEntry, VerdictView } from '#core/view.ts'

/** What the line of a rise is told with (incident-timeline.tsx): of the rest nothing is said in the browser. */
const told = ['status', 'windowMinutes', 'observed', 'threshold', 'majorThreshold', 'breadth'] as const

const figuresOf = (verdict: VerdictView) =>
  Object.fromEntries(told.map((name) => [name, verdict[name]])) as unknown as VerdictView

/** Falls have no figures in their line. */
function lightEntry(entry: TimelineEntry): TimelineEntry {
  if (entry.kind !== 'transition') return entry
  const isRise = entry.to === 'possible' || entry.to === 'major'
  return { ...entry, verdict: isRise && entry.verdict ? figuresOf(entry.verdict) : null }
}

const wordless = <Word extends { body: string; url: string | null }>(word: Word): Word => ({
  ...word,
  body: '',
  url: null,
})

/** As exact as anybody sees: a tenth of a report, below one a hundredth; a tenth of a percent. */
const shortCount = (count: number | null) => count && Number(count.toFixed(count < 1 ? 2 : 1))
const shortShare = (share: number) => Number(share.toFixed(3))

/**
 * In trouble that is everywhere nothing is said of single places (around.tsx), and elsewhere not their windows; later
 * states bring their own.
 */
const scopesTold = ({ status, confinedTo, scopes }: StateView): StateView['scopes'] =>
  isTrouble(status) && confinedTo === null
    ? []
    : scopes.map((scope) => ({ ...scope, verdict: {} as (typeof scope)['verdict'] }))

/**
 * A service as its page hands it to the browser: without what the server alone draws, and without figures that the page
 * never says. All of it would travel twice, and most of it in an outage, when the page is heaviest.
 */
export function liveViewOf(view: ServiceView): ServiceView {
  const { shift } = view.problems
  return {
    ...view,
    service: { ...view.service, homepage: null },
    // The numbers behind the verdict stand on the page; newer ones come with the next state.
    state: { ...view.state, verdict: null, scopes: scopesTold(view.state) },
    incident: view.incident && { ...view.incident, timeline: view.incident.timeline.map(lightEntry) },
    series: { ...view.series, usual: view.series.usual.map(shortCount) },
    problems: {
      ...view.problems,
      shares: view.problems.shares.map((one) => ({ ...one, share: shortShare(one.share) })),
      ...(shift && {
        shift: { ...shift, share: shortShare(shift.share), usualShare: shortShare(shift.usualShare) },
      }),
    },
    family: [],
    related: [],
    typical: null,
    works: { people60m: 0, curve: null },
    // In the chart they are marks; their words stand in the timeline.
    official: view.official.map(wordless),
    ...(view.maintenance && {
      maintenance: view.maintenance.map(wordless),
    }),
    // Shown once the open incident is over, and by then the view has been fetched anew.
    pastIncidents: view.incident ? [] : view.pastIncidents,
  }
}
