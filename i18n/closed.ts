import type { ServiceView } from '#core/view.ts'
import { createClock } from './time.ts'
import type { Translator } from './translate.ts'
import { type Line, type Spoken, titleOf, verdictOf } from './verdict.ts'

/** What is said of a service that its operator closed. Apart from the verdicts: live pages have no use for it. */

type Told = Pick<ServiceView, 'state' | 'incident' | 'service'>

export const isClosed = ({ state }: Pick<Told, 'state'>): boolean => state.unknownReason === 'closed'

/** A day is the same everywhere. */
const closedValues = (t: Translator, { state, service }: Told) => ({
  s: service.name[t.locale],
  date: createClock(t, 'UTC').date(state.since),
})

const closedOf = (t: Translator, view: Told): Spoken => ({
  label: 'closed.label',
  heading: { key: 'closed.h', values: closedValues(t, view) },
  lede: [{ key: 'closed.lede' }],
  lasting: null,
  overlay: null,
})

/** Everything that is said of a service in words, closed or not. */
export const spokenOf = (t: Translator, view: Told): Spoken =>
  isClosed(view) ? closedOf(t, view) : verdictOf(t, view)

/** The same as a page's title. */
export const spokenTitleOf = (t: Translator, view: Told): Line =>
  isClosed(view) ? { key: 'closed.title', values: closedValues(t, view) } : titleOf(t, view)
