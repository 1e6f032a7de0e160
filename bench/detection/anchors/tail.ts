import { logGamma as anyLogGamma } from '../random.ts'

/** Upper tail of the negative binomial in nats, and the log-gamma function it takes. */

/** ln Γ of the whole numbers below its length, by far the most asked for. */
const table = new Float64Array(4097)
for (let i = 2; i < table.length; i++) table[i] = table[i - 1]! + Math.log(i - 1)

/** ln Γ(x) for x > 0. */
export const logGamma = (x: number): number =>
  x < table.length && Number.isInteger(x) ? table[x]! : anyLogGamma(x)

/** Beyond this size the negative binomial is the Poisson distribution for all we can measure. */
export const largestSize = 1e7

/**
 * -ln P(Y ≥ count), Y negative binomial with this mean and size (variance mean + mean²/size), for a count above
 * the mean; 0 for others, which surprise nobody. P(Y ≥ y) = I_x(y, size), x = mean / (mean + size) (Johnson,
 * Kemp & Kotz, 5.6).
 */
export function surprise(count: number, mean: number, size: number): number {
  if (count <= mean) return 0
  const x = mean / (mean + size)
  const logFactor =
    logGamma(count + size) - logGamma(count) - logGamma(size) + count * Math.log(x) + size * Math.log1p(-x)
  if (x < (count + 1) / (count + size + 2))
    return -(logFactor + Math.log(betaFraction(count, size, x) / count))
  // Below the mean of the beta distribution the complement converges faster.
  const tail = 1 - (Math.exp(logFactor) * betaFraction(size, count, 1 - x)) / size
  return tail > 0 ? -Math.log(tail) : 0
}

const mostSteps = 500
const precision = 1e-9
/** Stands in for a zero in a denominator. */
const tiny = 1e-300

const awayFromZero = (x: number): number => (Math.abs(x) < tiny ? tiny : x)

/** Continued fraction of the incomplete beta function by Lentz's method (Numerical Recipes 6.4). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= mostSteps; m++) {
    const a2 = a + 2 * m
    const even = (m * (b - m) * x) / ((a - 1 + 2 * m) * a2)
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / (a2 * (a + 1 + 2 * m))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) < precision) break
  }
  return fraction
}
