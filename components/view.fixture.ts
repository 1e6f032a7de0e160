import {
  type IncidentView,
  noSurroundings,
  type ServiceView,
  type StateView,
  type VerdictView,
} from '#core/view.ts'

/** One service's view for tests, with the numbers of the design's pictures. */

const service = {
  slug: 'chatgpt',
  name: { en: 'ChatGPT', ar: 'ChatGPT' },
  category: { slug: 'ai', name: { en: 'AI assistants', ar: 'مساعدات الذكاء الاصطناعي' } },
  operator: {
    slug: 'openai',
    name: { en: 'OpenAI', ar: 'OpenAI' },
    statusPage: 'https://status.openai.com/',
  },
  parent: null,
}

const at = '2026-03-17T14:46:20Z'

export const verdictFixture: VerdictView = {
  at: '2026-03-17T14:46:00Z',
  status: 'major',
  unknownReason: null,
  windowMinutes: 30,
  observed: 2873,
  reporters: 2951,
  expected: 23.6,
  interval: [9.4, 41.2],
  threshold: 58.1,
  majorThreshold: 121,
  surprise: 900,
  tailProbability: 4e-9,
  reporters15m: 1284,
  usual15m: 12,
  alert15m: 29,
  major15m: 60,
  breadth: 212.6,
  minutesAbove: 176,
  reasons: ['surprise-major'],
  ruleVersion: 'multiscale-nb-2',
}

const incidentFixture: IncidentView = {
  id: '2026-03-17-chatgpt-k7q2',
  startedAt: '2026-03-17T11:50:00Z',
  endedAt: null,
  reopenedAt: null,
  peak15m: 3412,
  peakAt: '2026-03-17T12:45:00Z',
  confirmed: false,
  service,
  status: 'major',
  worst: 'major',
  reports: 20_412,
  spans: [],
  timeline: [],
  leadMinutes: null,
  provenance: 'live',
  falseAlarm: null,
  anchors: [],
}

const stateFixture: StateView = {
  service: 'chatgpt',
  status: 'major',
  unknownReason: null,
  since: '2026-03-17T14:30:00Z',
  at,
  stale: false,
  version: 7,
  reports15m: 1284,
  reports60m: 6864,
  usual15m: 12,
  alert15m: 29,
  major15m: 60,
  timesUsual: 107,
  verdict: verdictFixture,
  incident: null,
  recent: { from: '2026-03-17T14:44:00Z', reporters: [90, 88, 30] },
  timelineVersion: 1,
  ...noSurroundings,
}

/** A view in the state given; an incident is open in the statuses that have one. */
export function viewOf(state: Partial<StateView>, incident: Partial<IncidentView> = {}): ServiceView {
  const status = state.status ?? 'major'
  const isOpen = status === 'possible' || status === 'major' || status === 'recovering'
  return {
    service: {
      ...service,
      problems: ['down', 'login', 'slow', 'send', 'app', 'other'],
      homepage: null,
      paused: false,
    },
    state: { ...stateFixture, ...state },
    series: {
      range: '1h',
      bucketMinutes: 1,
      from: '2026-03-17T14:42:00Z',
      reporters: [80, 85, 90, 88, 30],
      usual: [1, 1, 1, 1, 1],
      alert: [6, 6, 6, 6, 6],
    },
    spans: [],
    official: [],
    peak: null,
    incident: isOpen ? { ...incidentFixture, status, ...incident } : null,
    typical: null,
    pastIncidents: [],
    problems: { total: 0, namedShare: 0, shares: [] },
    works: { people60m: 0, curve: null },
    places: [],
    related: [],
    family: [],
    networkSince: null,
    sample: false,
  }
}
