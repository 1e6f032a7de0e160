/** Changes of the API, newest first; their words stand in the catalogue under developers.log. */
export const apiLog = [
  { on: '2026-11-27', what: 'webhooks' },
  { on: '2026-11-27', what: 'elsewhere' },
  { on: '2026-11-27', what: 'kinds' },
  { on: '2026-11-27', what: 'reopened' },
  { on: '2026-11-27', what: 'closed' },
  { on: '2026-11-27', what: 'oembed' },
  { on: '2026-11-27', what: 'statuspage' },
  { on: '2026-11-27', what: 'confirmed' },
  { on: '2026-11-26', what: 'playground' },
  { on: '2026-11-26', what: 'crowd' },
  { on: '2026-11-26', what: 'verdict' },
  { on: '2026-11-24', what: 'first' },
] as const

/** When the terms were last changed. */
export const termsChangedOn = '2026-11-26'
