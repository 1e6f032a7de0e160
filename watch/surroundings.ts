import { attribute, type Hint, type Standing } from '#core/attribution.ts'
import { bucketStart } from '#core/bucket.ts'
import { isConfined, type Quarter, scopeKinds } from '#core/scope.ts'
import type { Verdict } from '#core/verdict.ts'
import type { HintView, Named, ScopeView, Surroundings } from '#core/view.ts'
import { verdictView } from '#store/verdicts.ts'
import type { Part, Scopes } from './scopes.ts'
import { peopleIn, type Ward } from './ward.ts'

/** Fewer people than this from one place or network are not shown: they could be recognised. */
const leastPerPart = 5
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
  return {
    ...part.scope,
    status: verdict.status,
    reports15m: peopleIn(part, 15, minute),
    usual15m: verdict.usual15m,
    verdict: verdictView(verdict),
  }
}

/** The parts in trouble that may be shown, and whether the trouble is in them alone. */
function partsOf(ward: Ward, scopes: Scopes): Omit<Surroundings, 'hints'> {
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
      ? [{ kind, count: parts.length }]
      : []
  })
  // The fewest names say it best: one country rather than its three networks; of equals the network.
  const confinedTo = confining.sort((a, b) => a.count - b.count)[0]?.kind ?? null
  const views = told.map(({ view }) => view)
  return { scopes: views.sort((a, b) => b.reports15m - a.reports15m), confinedTo }
}

/** What stands around each service: its parts, and whose failure its trouble may be. By slug. */
export function surroundingsOf(wards: Ward[], scopes: Scopes, now: number): Map<string, Surroundings> {
  const minute = bucketStart(now, 1)
  const bySlug = new Map(wards.map((ward) => [ward.service.slug, ward]))
  const named = (slug: string): Named => ({ slug, name: bySlug.get(slug)!.service.name })
  const hints = wards.some((ward) => ward.open)
    ? attribute(wards.map((ward) => standingOf(ward, (slug) => bySlug.has(slug), minute)))
    : new Map<string, Hint[]>()
  return new Map(
    wards.map((ward) => {
      const own = hints.get(ward.service.slug) ?? []
      return [
        ward.service.slug,
        { ...partsOf(ward, scopes), hints: own.map((hint) => hintView(hint, named)) },
      ]
    }),
  )
}
