import type { Status } from '#core/status.ts'
import type { Clock } from '#i18n/time.ts'
import { direction, type Translator } from '#i18n/translate.ts'
import { shapeMarks } from '../embed/embed-shape.ts'
import { type Box, column, drawn, row } from './box.ts'
import { ink, statusInk } from './ink.ts'
import { flow, plain, type Run } from './words.ts'

/** Every share image: rule in the status colour, brand and time, shape and word, one sentence, its numbers, the plot. */

export const pictureSize = { width: 1200, height: 630 }

const side = 56
const inside = pictureSize.width - side * 2
/** The sizes are those of a page twice as dense: 4 px rule, type from 11 px. */
const rulePx = 8

export interface Sheet {
  status: Status
  /** The status in words, and for how long. */
  label: Run[]
  lasting: Run[]
  heading: Run[]
  /** What the number means. */
  lede: Run[]
  /** Over the plot: its unit, and what is worth knowing of it. */
  unit: Run[]
  note: Run[]
  /** Below the plot, small: where it is from. */
  foot?: Run[]
  /** Numbers that are made up wear their label. */
  tag: string | null
  /** The moment all of it is of. */
  at: string
  /** Draws the plot into so much room. */
  plot(size: { width: number; height: number }): Box
}

const mark = drawn(
  40,
  40,
  '0 0 24 24',
  `<rect width="24" height="24" rx="4" fill="${ink.ink}"/><path d="M3.5 16.5h5v-3h3V6h4v10.5h5" fill="none" stroke="${ink.bg}" stroke-width="2"/>`,
)

/** A status by its shape. @param size px */
export const shapeBox = (status: Status, size: number): Box =>
  drawn(
    size,
    size,
    '0 0 20 20',
    `<style>.x{stroke:${ink.bg}}</style><g color="${statusInk[status]}">${shapeMarks(status).text}</g>`,
    { flexShrink: 0 },
  )

/** About how wide a letter is, in parts of its size: what the type is fitted by. */
const letterWidth = { en: { heading: 0.385, text: 0.5 }, ar: { heading: 0.405, text: 0.46 } } as const
const textHeight = { en: { heading: 1, text: 1.36 }, ar: { heading: 1.14, text: 1.55 } } as const
const ledePx = 29
const [largestHeading, smallestLine, smallestHeading] = [78, 60, 40]

const lengthOf = (runs: Run[]): number => runs.reduce((sum, run) => sum + run.text.length, 0)

/** A heading in one line as long as its type stays large, else in two. */
function fitHeading({ locale }: Translator, runs: Run[]): { size: number; height: number } {
  const room = inside / (letterWidth[locale].heading * lengthOf(runs))
  const lines = room >= smallestLine ? 1 : 2
  // A second line is never quite full.
  const fits = lines === 1 ? room : Math.max(smallestHeading, Math.min(smallestLine - 4, room * 1.7))
  const size = Math.floor(Math.min(largestHeading, fits))
  return { size, height: size * lines * textHeight[locale].heading }
}

const ledeHeight = ({ locale }: Translator, runs: Run[]): number =>
  Math.ceil((lengthOf(runs) * letterWidth[locale].text * ledePx) / inside) * ledePx * textHeight[locale].text

export function sheetBox(t: Translator, clock: Clock, sheet: Sheet): Box {
  const dir = direction(t.locale)
  const colour = statusInk[sheet.status]
  const { size, height: headingHeight } = fitHeading(t, sheet.heading)
  const stamp = t('share.stamp', {
    time: clock.time(sheet.at),
    date: clock.date(sheet.at),
    zone: clock.zoneName(sheet.at),
  })
  const head = row(
    { direction: dir, justifyContent: 'space-between', alignItems: 'center', height: 44 },
    row(
      { direction: dir, alignItems: 'center', columnGap: 14 },
      mark,
      flow(t, plain(t('brand'), { bold: true }), 30),
      sheet.tag
        ? row(
            { direction: dir, border: `2px solid ${ink.ink}`, padding: '2px 12px', marginInlineStart: 10 },
            flow(t, plain(sheet.tag, { bold: true }), 24),
          )
        : null,
    ),
    flow(t, plain(stamp), 26, { color: ink['ink-2'] }),
  )
  const label = row(
    { direction: dir, alignItems: 'center', columnGap: 14, marginTop: 16, height: 52, color: colour },
    shapeBox(sheet.status, 40),
    flow(
      t,
      sheet.label.map((run) => ({ ...run, bold: true })),
      34,
    ),
    flow(t, sheet.lasting, 30, { color: ink['ink-2'] }),
  )
  const heading = flow(t, sheet.heading, size, {
    fontSize: size,
    fontFamily: 'Markazi, Markazi Arabic',
    fontWeight: 600,
    lineHeight: textHeight[t.locale].heading,
    columnGap: size * 0.2,
    marginTop: 4,
  })
  const lede = flow(t, sheet.lede, ledePx, {
    lineHeight: `${ledePx * textHeight[t.locale].text}px`,
    marginTop: 6,
  })
  const above = row(
    {
      direction: dir,
      justifyContent: 'space-between',
      fontSize: 22,
      color: ink['ink-2'],
      marginTop: 'auto',
      paddingBottom: 12,
      height: 44,
    },
    flow(t, sheet.unit, 22),
    flow(t, sheet.note, 22),
  )
  const hasFoot = (sheet.foot?.length ?? 0) > 0
  const footPx = hasFoot ? 46 : 0
  // What the text leaves; the rest of the sum are the fixed rows above.
  const left =
    pictureSize.height -
    (rulePx + 24 + 44 + 68 + 4 + 6 + 44 + 22 + 22) -
    headingHeight -
    ledeHeight(t, sheet.lede) -
    footPx
  const height = Math.max(140, Math.min(260, Math.floor(left)))
  return column(
    {
      ...pictureSize,
      backgroundColor: ink.bg,
      color: ink.ink,
      fontFamily: t.locale === 'ar' ? 'Markazi, Markazi Arabic' : 'Public Sans, Markazi Arabic',
      direction: dir,
    },
    row({ height: rulePx, width: pictureSize.width, backgroundColor: colour, flexShrink: 0 }),
    column(
      { direction: dir, flexGrow: 1, padding: `24px ${side}px 22px` },
      head,
      label,
      heading,
      lede,
      above,
      sheet.plot({ width: inside, height }),
      hasFoot
        ? flow(t, sheet.foot ?? [], 15, { color: ink['ink-2'], lineHeight: '19px', marginTop: 8, height: 38 })
        : null,
    ),
  )
}
