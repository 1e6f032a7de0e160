import type { Status } from '#core/status.ts'
import { Html } from '../html.ts'

/** The five status shapes on a 20 px grid: they differ in outline, so colour is never the only sign. */
const drawn: Record<Status, string> = {
  none: '<circle cx="10" cy="10" r="8.2"/><path d="M6.2 10.3l2.7 2.7 5-5.7"/>',
  possible: '<path d="M10 2.2L18.6 17.4H1.4zM10 7.6v4.6"/><circle cx="10" cy="14.7" r=".2"/>',
  major:
    '<path fill="currentColor" stroke="none" d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"/><path class="x" d="M6.6 6.6l6.8 6.8M13.4 6.6l-6.8 6.8"/>',
  recovering: '<path d="M10 1.8A8.2 8.2 0 1 0 18.2 10M5.2 8.6L9.6 13 17.6 5M17.6 5H13M17.6 5v4.6"/>',
  unknown:
    '<circle cx="10" cy="10" r="8.2" stroke-dasharray="3.2 3.2" stroke-linecap="butt"/><path d="M6.5 10h7"/>',
}

const stroke =
  'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'

/** The marks alone, for a badge; the octagon's cross takes its colour from class "x". */
export const shapeMarks = (status: Status): Html => new Html(`<g ${stroke}>${drawn[status]}</g>`)

export const shape = (status: Status): Html =>
  new Html(`<svg class="ic" viewBox="0 0 20 20" aria-hidden="true"><g ${stroke}>${drawn[status]}</g></svg>`)

/** Our mark: a step in a flat line. */
export const mark = new Html(
  '<svg class="mk" viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="4"/><path d="M3.5 16.5h5v-3h3V6h4v10.5h5"/></svg>',
)
