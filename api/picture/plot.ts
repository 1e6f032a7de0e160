import { plotHeight, yOf } from '#core/chart/chart.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'
import type { Tick } from '#core/chart/chart-ticks.ts'
import { isTrouble } from '#core/status.ts'
import type { Clock } from '#i18n/time.ts'
import type { Translator } from '#i18n/translate.ts'
import { type Box, column, drawn, row, text } from './box.ts'
import { ink, statusInk, statusTint } from './ink.ts'
import { flow, plain, typePx } from './words.ts'

/** The page's drawing (core/chart/chart-draw) as a picture. Time runs left to right in both languages. */

const axisPx = 88
const tickPx = 34
const labelPx = 22

/** A path in buckets and thousandths, in px. */
export const scalePath = (path: string, x: number, y: number): string => {
  const px = (value: string, scale: number) => String(Math.round(Number(value) * scale * 10) / 10)
  return path
    .replace(/M\s*(-?[\d.]+)[ ,](-?[\d.]+)/g, (_, a, b) => `M${px(a, x)} ${px(b, y)}`)
    .replace(/([hHvV])(-?[\d.]+)/g, (_, command, a) => `${command}${px(a, /h/i.test(command) ? x : y)}`)
}

function marksOf(drawing: Drawing, width: number, height: number): string {
  const { buckets, maximum, groups, segments, currentOutline } = drawing
  const [x, y] = [width / buckets, height / plotHeight]
  const path = (d: string, attributes: string) => (d ? `<path d="${scalePath(d, x, y)}" ${attributes}/>` : '')
  const line = (colour: string, size: number, more = '') =>
    `fill="none" stroke="${colour}" stroke-width="${size}" stroke-linejoin="round"${more}`
  const across = (at: number) => `M0 ${at}h${buckets}`
  const shades = groups.flatMap((group) => group.shades)
  return [
    '<defs><pattern id="gap" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
    `<path d="M0 0V10" stroke="${ink.control}" stroke-width="2"/></pattern></defs>`,
    path(drawing.band, `fill="${ink.band}"`),
    ...shades.map((shade) =>
      path(
        `M${shade.x} 0h${shade.width}v${plotHeight}h-${shade.width}Z`,
        `fill="${statusTint[shade.status]}"`,
      ),
    ),
    path(drawing.yTicks.map((tick) => across(yOf(tick, maximum, plotHeight))).join(''), line(ink.rule, 2)),
    ...segments.map(({ status, area }) =>
      path(
        area,
        isTrouble(status) ? `fill="${statusInk[status]}" fill-opacity=".2"` : `fill="${ink['series-fill']}"`,
      ),
    ),
    path(drawing.bandEdge, line(ink.baseline, 2)),
    path(drawing.usual, line(ink.baseline, 2.4, ' stroke-dasharray="8 6"')),
    ...drawing.gaps.map(({ first, end }) =>
      path(`M${first} 0h${end - first}v${plotHeight}h-${end - first}Z`, 'fill="url(#gap)" fill-opacity=".5"'),
    ),
    ...segments.map((segment) =>
      path(
        segment.line,
        isTrouble(segment.status) ? line(statusInk[segment.status], 4) : line(ink.series, 3.2),
      ),
    ),
    currentOutline
      ? path(
          currentOutline.path,
          line(
            isTrouble(currentOutline.status) ? statusInk[currentOutline.status] : ink.series,
            3,
            ' stroke-dasharray="4 4"',
          ),
        )
      : '',
    ...shades.map((shade) => path(`M${shade.x} 0h${shade.width}`, line(statusInk[shade.status], 6))),
    path(
      drawing.markers.map((marker) => `M${marker.x * buckets} ${plotHeight}V0`).join(''),
      line(ink.accent, 2, ' stroke-dasharray="6 5"'),
    ),
    path(across(plotHeight), line(ink.ink, 2)),
    drawing.nowX === null ? '' : path(`M${drawing.nowX} ${plotHeight}V0`, line(ink.ink, 2)),
  ].join('')
}

function tickText(t: Translator, clock: Clock, tick: Tick, now: number): string {
  if (tick.kind === 'now') return t('chart.moment.now', { time: clock.time(tick.at) })
  if (tick.kind === 'start') return clock.moment(tick.at, now)
  return tick.kind === 'date' || tick.kind === 'weekday' ? clock.date(tick.at) : clock.time(tick.at)
}

/** Room for the label of a tick, px: wider than any. */
const tickRoom = 360

/** A drawing in a box of this size, labels included. @param now the moment the times are told at, ms */
export function plotBox(
  t: Translator,
  clock: Clock,
  drawing: Drawing,
  now: number,
  size: { width: number; height: number },
): Box {
  const [width, height] = [size.width - axisPx, size.height - tickPx]
  const label = { fontSize: typePx(t, labelPx), lineHeight: 1.2, color: ink['ink-2'] }
  const scale = drawing.yTicks.map((tick) =>
    text(
      {
        ...label,
        position: 'absolute',
        left: width + 14,
        top: (yOf(tick, drawing.maximum, plotHeight) / plotHeight) * height - typePx(t, labelPx) * 0.6,
      },
      t('widget.chart.tick', { tick }),
    ),
  )
  const ticks = drawing.xTicks
    .filter((tick) => tick.wide)
    .map((tick) => {
      const at = tick.x * width
      const [left, justifyContent] =
        tick.x === 0 ? [0, 'start'] : tick.x === 1 ? [width - tickRoom, 'end'] : [at - tickRoom / 2, 'center']
      const words = flow(t, plain(tickText(t, clock, tick, now), { bold: tick.kind === 'now' }), labelPx)
      return row(
        {
          ...label,
          position: 'absolute',
          top: height + 6,
          left,
          width: tickRoom,
          direction: 'ltr',
          justifyContent,
        },
        words,
      )
    })
  return column(
    { ...size, position: 'relative', direction: 'ltr', flexShrink: 0 },
    drawn(width, height, `0 0 ${width} ${height}`, marksOf(drawing, width, height)),
    ...scale,
    ...ticks,
  )
}
