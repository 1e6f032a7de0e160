import type { Status } from '#core/status.ts'
import type { ServiceCard, Sparkline, StateView } from '#core/view.ts'
import { createClock } from '#i18n/time.ts'
import { getDateTimeFormat, type Translator } from '#i18n/translate.ts'
import { usualBeside } from '#i18n/verdict.ts'
import { type Html, html, said } from '../html.ts'

/** What an embed shows of one service: nothing that the public view does not show. */
export interface EmbedData {
  service: ServiceCard
  state: StateView
  spark: Sparkline
  /** The numbers are made up for a demo. */
  sample: boolean
}

/** One state in words, in the lengths that card, bar and badge have room for. */
export interface Words {
  /** Whose colour and shape is worn: a stale state is never shown as what it once was. */
  tone: Status
  /** Plain, for titles and badges. */
  label: string
  /** The label with its time, if it has one. */
  status: Html
  /** A whole sentence with the service's name. */
  sentence: Html
  /** The number, as a line and short. */
  lead: string
  short: string
  /** What the number means. */
  detail: string
}

/** The first HTML is the same for everybody; the frame's script then puts times into the reader's own zone. */
const zones = { en: 'UTC', ar: 'Asia/Riyadh' } as const

export const clock = (t: Translator, iso: string, withDay = false): string =>
  getDateTimeFormat(t.locale === 'en' ? 'en-GB' : t.tag, {
    timeZone: zones[t.locale],
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(withDay ? { day: 'numeric', month: 'short' } : {}),
  }).format(new Date(iso))

/** A moment that names its day and zone until the script can say it shorter. */
const moment = (t: Translator, iso: string) => ({
  at: clock(t, iso, true),
  time: (chunks: (string | Html)[]) =>
    html`<time datetime="${iso}" data-day>${chunks}</time><span data-zone="">${t('widget.zone')}</span>`,
})

/** Names may run the other way than the sentence around them. */
const isolated = (chunks: (string | Html)[]): Html => html`<bdi>${chunks}</bdi>`

export const nameOf = (t: Translator, service: ServiceCard): string => service.name[t.locale]

/** Times the usual, as people say it: rounded, and never a number that pretends to know more than 999. */
function ratioWords(t: Translator, state: StateView): string {
  const { timesUsual, usual15m } = state
  if (usual15m === null) return t('widget.learning')
  const usual = usualBeside(usual15m)
  if (timesUsual === null || state.status === 'none') {
    if (usual15m >= 1) return t('widget.usual', { usual })
    return t(state.status === 'none' ? 'widget.usualNone' : 'widget.farAbove')
  }
  const [times, beside] = [Math.round(timesUsual), { usual: usualBeside(usual15m) }]
  return times > 999 ? t('widget.timesMany', beside) : t('widget.times', { count: times, ...beside })
}

function detailWords(t: Translator, state: StateView): string {
  if (state.status === 'unknown') return t(state.unknownReason === 'young' ? 'widget.learning' : 'widget.few')
  const peak = state.incident?.peak15m ?? 0
  if (state.status === 'recovering' && peak > state.reports15m) return t('widget.fallen', { peak })
  return ratioWords(t, state)
}

/** Ending of a status's keys; its operator's own word makes a fact of it. */
export const wordOf = ({ status, incident }: StateView): string =>
  incident?.confirmed && (status === 'major' || status === 'recovering') ? `confirmed.${status}` : status

/** The last known state of a service of which nothing new has come in. */
function staleWords(t: Translator, service: ServiceCard, state: StateView): Words {
  const count = state.reports15m
  return {
    tone: 'unknown',
    label: t('widget.status.stale'),
    status: said(t, 'widget.staleSince', moment(t, state.at)),
    sentence: said(t, 'widget.sentence.stale', {
      ...moment(t, state.at),
      service: nameOf(t, service),
      name: isolated,
    }),
    lead: t(`widget.lastKnown.${wordOf(state)}`, { count }),
    short: t(`widget.lastKnown.${wordOf(state)}`, { count }),
    detail: t('widget.retry'),
  }
}

export const isStale = (state: StateView): boolean =>
  !isClosed(state) && (state.stale || (state.status === 'unknown' && state.unknownReason === 'stale'))

/** A service that its operator closed has no numbers any more. */
function closedWords(t: Translator, service: ServiceCard, state: StateView): Words {
  const label = t('widget.status.closed')
  const lead = t('widget.closed.lead')
  return {
    tone: 'unknown',
    label,
    status: html`${label}`,
    sentence: said(t, 'widget.sentence.closed', {
      service: nameOf(t, service),
      name: isolated,
      date: createClock(t, 'UTC').date(state.since),
    }),
    lead,
    short: lead,
    detail: t('widget.closed.detail'),
  }
}

export const isClosed = (state: StateView): boolean => state.unknownReason === 'closed'

/** Says what is known of a service, and no more: we report what people report. */
export function wordsOf(t: Translator, { service, state }: Pick<EmbedData, 'service' | 'state'>): Words {
  if (isClosed(state)) return closedWords(t, service, state)
  if (isStale(state)) return staleWords(t, service, state)
  const { status } = state
  const label = t(`widget.status.${wordOf(state)}`)
  const unknown = status === 'unknown'
  return {
    tone: status,
    label,
    status: html`${label}`,
    sentence: said(t, `widget.sentence.${wordOf(state)}`, {
      service: nameOf(t, service),
      name: isolated,
    }),
    lead: unknown
      ? t('widget.reportsHour', { count: state.reports60m })
      : t('widget.reports', { count: state.reports15m }),
    short: unknown
      ? t('widget.reportsHour', { count: state.reports60m })
      : t('widget.reportsShort', { count: state.reports15m }),
    detail: detailWords(t, state),
  }
}
