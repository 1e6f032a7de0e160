import type { ReactNode } from 'react'
import type { ScopeKind } from '#core/around/scope.ts'
import { isTrouble } from '#core/status.ts'
import type { HintView, ScopeView, ServiceView } from '#core/view.ts'
import { chanceText } from '#i18n/explain.ts'
import { usualBeside } from '#i18n/verdict.ts'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'
import { countryNames } from './place-list.tsx'

const linkTo = (desk: Desk, slug: string) => (chunks: ReactNode[]) => (
  <a href={`/${desk.locale}/status/${slug}`}>
    <bdi>{chunks}</bdi>
  </a>
)

/** "Only in Saudi Arabia: 72 reports …", for parts told of together. */
function ofScopes(desk: Desk, key: string, scopes: ScopeView[], names: Record<string, string>): ReactNode {
  const { t } = desk
  const called = scopes.map(({ kind, name }) =>
    kind === 'network' ? name : (names[name] ?? countryNames(t.tag, [name])[name] ?? name),
  )
  const total = (number: (scope: ScopeView) => number) =>
    scopes.reduce((sum, scope) => sum + number(scope), 0)
  const usual = total((scope) => scope.usual15m)
  return say(t, key, {
    places: new Intl.ListFormat(t.tag).format(called),
    n: total((scope) => scope.reports15m),
    u: usual < 1 ? 0 : usualBeside(usual),
  })
}

function ofHint(desk: Desk, hint: HintView, service: ServiceView['service']): ReactNode {
  const { t, locale } = desk
  if (hint.kind === 'collateral') {
    return say(t, 'around.collateral', {
      leader: hint.leader.name[locale],
      there: linkTo(desk, hint.leader.slug),
      s: service.name[locale],
      m: Math.round(hint.leaderReporters15m),
      n: Math.round(hint.reporters15m),
    })
  }
  return say(t, 'around.upstream', {
    upstream: hint.upstream.name[locale],
    there: linkTo(desk, hint.upstream.slug),
    rose: hint.rose,
    of: hint.of,
    chance: chanceText(t, hint.probability),
  })
}

const only: Record<ScopeKind, string> = { country: 'around.onlyCountry', network: 'around.onlyNetwork' }
const many: Record<ScopeKind, string> = { country: 'around.country', network: 'around.network' }
/** More parts than this are named in the list of places. */
const mostNamed = 3

/** What stands around the verdict: where the trouble is, and whose failure it may be. Nothing, if nothing is known. */
export function Around({
  desk,
  view,
  names,
}: {
  desk: Desk
  view: Pick<ServiceView, 'state' | 'service'>
  names: Record<string, string>
}) {
  const { scopes, confinedTo, hints } = view.state
  const told = confinedTo ? scopes.filter(({ kind }) => kind === confinedTo) : []
  const lines: [key: string, line: ReactNode][] = [
    ...(confinedTo
      ? [['only', ofScopes(desk, only[confinedTo], told, names)] satisfies [string, ReactNode]]
      : // Trouble that is everywhere needs no list of places: the page has one.
        (isTrouble(view.state.status) ? [] : scopes)
          .slice(0, mostNamed)
          .map((scope): [string, ReactNode] => [
            `${scope.kind} ${scope.name}`,
            ofScopes(desk, many[scope.kind], [scope], names),
          ])),
    ...hints.map((hint): [string, ReactNode] => [hint.kind, ofHint(desk, hint, view.service)]),
  ]
  if (lines.length === 0) return null
  return (
    <ul className="around">
      {lines.map(([key, line]) => (
        <li key={key}>{line}</li>
      ))}
    </ul>
  )
}
