import { attribute, type Hint, type Standing } from '#core/around/attribution.ts'
import { isConfined, type Quarter, scopeKinds } from '#core/around/scope.ts'
import { bucketStart } from '#core/bucket.ts'
import type { Verdict } from '#core/detect/verdict.ts'
import type { Surroundings as Around, HintView, Named, ScopeView } from '#core/view.ts'
import type { Part, Scopes } from './scopes.ts'
import { peopleIn, type Ward } from './ward.ts'

/** Fewer people than this from one place or network are not shown: they could be recognised. */
const leastPerPart = 5
/** A state is sent with every change: it names no more parts than this. */
const mostTold = 5
/** A network that has nearly all the reports of its country is the narrower answer. */
const nearlyAll = 0.9
/** More parts than this are no "only in". */
const mostConfining = 3

const quarterOf = ({ reporters15m, usual15m }: Verdict): Quarter => ({
  observed: reporters15m,
  expected: usual15m,
})

/** How a service stands, with what only the directory knows of it; hidden services are in no standing. */
function standingOf(ward: Ward, isPublic: (slug: string) => boolean, minute: number): Standing {
  const { service, verdict, open } = ward
  return {
    slug: service.slug,
    category: service.category.slug,
    parent: service.parent,
    dependsOn: service.dependsOn.filter(isPublic),
    operator: service.operator.slug,
    markets: service.markets,
    status: open ? open.status : (verdict?.status ?? 'unknown'),
    onsetAt: open?.startedAt ?? null,
    reporters15m: peopleIn(ward, 15, minute),
    usual15m: verdict?.usual15m ?? 0,
  }
}

const hintView = (hint: Hint, named: (slug: string) => Named): HintView =>
  hint.kind === 'upstream'
    ? { ...hint, upstream: named(hint.upstream), names: hint.names.map(named) }
    : { ...hint, leader: named(hint.leader) }

function scopeView(part: Part, verdict: Verdict, minute: number): ScopeView {
  const { windowMinutes, threshold, majorThreshold, minutesAbove } = verdict
  return {
    ...part.scope,
    status: verdict.status,
    reports15m: peopleIn(part, 15, minute),
    usual15m: round(verdict.usual15m),
    verdict: {
      windowMinutes,
      observed: round(verdict.observed),
      expected: round(verdict.expected),
      threshold,
      majorThreshold,
      tailProbability: Number(verdict.tailProbability.toPrecision(3)),
      breadth: verdict.breadth && round(verdict.breadth),
      minutesAbove,
    },
  }
}

/** Two decimals are more than anybody reads. */
const round = (value: number): number => Math.round(value * 100) / 100

/** The parts in trouble that may be shown, and whether the trouble is in them alone. */
function partsOf(ward: Ward, scopes: Scopes): Omit<Around, 'hints'> {
  const told = scopes.troubled(ward.service.id).flatMap((part) => {
    const verdict = part.verdict
    const minute = verdict ? bucketStart(verdict.at - 1, 1) : 0
    return verdict && peopleIn(part, 15, minute) >= leastPerPart
      ? [{ part, verdict, view: scopeView(part, verdict, minute) }]
      : []
  })
  const whole = ward.verdict
  const confining = [...scopeKinds].reverse().flatMap((kind) => {
    const parts = told.filter(({ part }) => part.scope.kind === kind)
    if (!whole || parts.length === 0 || parts.length > mostConfining) return []
    const quarters = parts.map(({ verdict }) => quarterOf(verdict))
    return isConfined(quarters, quarterOf(whole), ward.detector.baseline().spread)
      ? [{ kind, parts: parts.length, people: quarters.reduce((sum, { observed }) => sum + observed, 0) }]
      : []
  })
  // Of the answers that explain nearly all, the fewest names say it best; of equals the network.
  const most = Math.max(...confining.map(({ people }) => people))
  const explaining = confining.filter(({ people }) => people >= nearlyAll * most)
  const confinedTo = explaining.sort((a, b) => a.parts - b.parts)[0]?.kind ?? null
  const views = told.map(({ view }) => view)
  views.sort((a, b) => b.reports15m - a.reports15m)
  // Those that the answer is about are named before the others.
  views.sort((a, b) => Number(b.kind === confinedTo) - Number(a.kind === confinedTo))
  return { scopes: views.slice(0, mostTold), confinedTo }
}

export interface Surroundings {
  /** What stands around each of `stirred`, by slug. `wards`: all there are. */
  of(wards: Ward[], stirred: Ward[], scopes: Scopes, now: number): Map<string, Around>
}

/** Remembers hints: they are looked for once a minute, and when an incident opens, moves or closes. */
export function createSurroundings(): Surroundings {
  let hints = new Map<string, Hint[]>()
  /** All wards, as they were when hints were last looked for among them. */
  let bySlug = new Map<string, Ward>()
  let foundFor = ''
  return {
    of(wards, stirred, scopes, now) {
      if (stirred.length === 0) return new Map()
      const minute = bucketStart(now, 1)
      const open = wards.filter((ward) => ward.open)
      const wanted = [minute, ...open.map(({ service, open }) => `${service.slug} ${open!.status}`)].join()
      if (wanted !== foundFor) {
        foundFor = wanted
        bySlug = new Map((open.length > 0 ? wards : []).map((ward) => [ward.service.slug, ward]))
        hints = attribute(
          [...bySlug.values()].map((ward) => standingOf(ward, (slug) => bySlug.has(slug), minute)),
        )
      }
      const named = (slug: string): Named => ({ slug, name: bySlug.get(slug)!.service.name })
      return new Map(
        stirred.map((ward) => {
          const own = (hints.get(ward.service.slug) ?? []).map((hint) => hintView(hint, named))
          return [ward.service.slug, { ...partsOf(ward, scopes), hints: own }]
        }),
      )
    },
  }
}
