import type { Status } from '#core/status.ts'

/** The light colours of app/styles/tokens.css: a picture has no theme of its own. */
export const ink = {
  bg: '#fbfaf7',
  ink: '#16181d',
  'ink-2': '#454a54',
  rule: '#dfdace',
  control: '#857f70',
  accent: '#1a4b8c',
  series: '#4a5361',
  'series-fill': '#d5d8dc',
  band: '#ece7db',
  baseline: '#6c675b',
} as const

export const statusInk: Record<Status, string> = {
  none: '#0b6e5a',
  possible: '#8f5f00',
  major: '#930f22',
  recovering: '#7440b8',
  unknown: '#5c616b',
}

/** The same thinned, for what lies behind a line. */
export const statusTint: Record<Status, string> = {
  none: '#e6f1ec',
  possible: '#f7eeda',
  major: '#f8ebe7',
  recovering: '#f1ecf7',
  unknown: '#efede8',
}
