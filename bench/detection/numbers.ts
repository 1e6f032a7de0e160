/** Small things that several files need. */

/** Something the user gave that makes no sense; the message is for them. */
export class BadInput extends Error {}

/** To so many digits after the point, as truth and scores tell their numbers. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

export const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0)

/** Quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996); null of nothing. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * share
  const index = Math.floor(position)
  const below = sorted[index]
  if (below === undefined) return null
  const above = sorted[index + 1] ?? below
  return below + (above - below) * (position - index)
}
