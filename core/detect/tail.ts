/**
 * How unlikely a count is: the upper tail of the negative binomial, in nats (-ln of a probability).
 * Everything is done in logs, so that 35,000 nats are as sound as 0.1.
 */

/** Beyond this size the negative binomial is the Poisson distribution for all we can measure. */
const maxSize = 1e7

const halfLogTwoPi = 0.9189385332046727

/** ln Γ(x) for x > 0: Stirling's series (Abramowitz & Stegun 6.1.41) from 9 up, recurrence 6.1.15 below. */
export function logGamma(x: number): number {
  let shift = 1
  let z = x
  while (z < 9) {
    shift *= z
    z += 1
  }
  const r = 1 / (z * z)
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / z
  return (z - 0.5) * Math.log(z) - z + halfLogTwoPi + series - (shift === 1 ? 0 : Math.log(shift))
}

/** ln Γ at the integers, by far the most asked for; index 0 is unused. */
const logGammaTable = (() => {
  const table = new Float64Array(4097)
  for (let i = 2; i < table.length; i++) table[i] = table[i - 1]! + Math.log(i - 1)
  return table
})()

const logGammaInteger = (n: number): number => (n < logGammaTable.length ? logGammaTable[n]! : logGamma(n))

/** Continued fraction of the incomplete beta function by Lentz's method (Numerical Recipes 6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (Math.abs(d) < tiny) d = tiny
  d = 1 / d
  let h = d
  // Steps needed grow with the square root of the larger argument: 3,000 serve beyond a million reports.
  for (let m = 1; m <= 3000; m++) {
    const a2 = a + 2 * m
    const even = (m * (b - m) * x) / ((a2 - 1) * a2)
    d = 1 + even * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + even / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / (a2 * (a2 + 1))
    d = 1 + odd * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + odd / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-10) break
  }
  return h
}

/** Whole people in a sum of weights; the grain forgives rounding of thousandths. */
export const wholeCount = (evidence: number): number => Math.floor(evidence + 1e-6)

/**
 * -ln P(Y ≥ count), nats, for Y negative binomial with this mean and variance (reports per window).
 * P(Y ≥ y) = I_x(y, k), k = mean² / (variance - mean), x = mean / (mean + k) (Johnson, Kemp & Kotz, 5.6).
 * A non-integer count is floored; a variance not above the mean means Poisson. Never NaN, never negative.
 */
export function surpriseOf(count: number, mean: number, variance: number): number {
  const y = wholeCount(count)
  if (!(y > 0)) return 0
  const mu = usableMean(mean)
  const size = sizeOf(mu, variance)
  return upperTail(y, mu, size, logGamma(size))
}

/** Nobody expected at all: as good as a millionth of a report. */
const usableMean = (mean: number): number => (Number.isNaN(mean) ? 1e-6 : Math.max(mean, 1e-6))

function sizeOf(mu: number, variance: number): number {
  const extra = variance - mu
  return extra > 0 ? Math.min(maxSize, (mu * mu) / extra) : maxSize
}

/** The tail for a whole y ≥ 1; ln Γ(size) is passed in because a search for y asks with the same size. */
function upperTail(y: number, mu: number, size: number, logGammaSize: number): number {
  const x = mu / (mu + size)
  const logFactor =
    logGamma(y + size) -
    logGammaInteger(y) -
    logGammaSize -
    y * Math.log1p(size / mu) -
    size * Math.log1p(mu / size)
  if (x < (y + 1) / (y + size + 2)) {
    return Math.max(0, Math.log(y) - logFactor - Math.log(betaFraction(y, size, x)))
  }
  // Below the mean the complement converges faster.
  const below = (Math.exp(logFactor) * betaFraction(size, y, size / (mu + size))) / size
  return below > 0 ? (below < 1 ? -Math.log1p(-below) : 0) : 0
}

/**
 * Smallest whole count whose surprise reaches `nats`, found by bracketing and bisection from `guess`
 * (the answer does not depend on the guess, only the time it takes).
 */
export function countForSurprise(nats: number, mean: number, variance: number, guess?: number): number {
  const mu = usableMean(mean)
  const size = sizeOf(mu, variance)
  const logGammaSize = logGamma(size)
  const reaches = (n: number): boolean => upperTail(n, mu, size, logGammaSize) >= nats
  // A tail that is flatter than the normal one: this start is usually a little too small.
  const start = guess ?? mean + Math.sqrt(2 * nats * Math.max(variance, 1e-6)) + nats / 2
  let high = Math.max(1, Math.ceil(Number.isFinite(start) ? start : 1))
  let low = high - 1
  if (reaches(high)) {
    for (let step = 2; low > 0 && reaches(low); step *= 2) {
      high = low
      low = Math.max(0, low - step)
    }
  } else {
    low = high
    for (let step = 1; ; step *= 2) {
      high = Math.min(low + step, Number.MAX_SAFE_INTEGER)
      if (reaches(high) || high === Number.MAX_SAFE_INTEGER) break
      low = high
    }
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reaches(middle)) high = middle
    else low = middle
  }
  return high
}
