/**
 * Random numbers that are the same on every machine: streams named by strings, so that adding a draw to one
 * stream moves nothing in another. The order of draws inside each method is part of the benchmark's data.
 */

/** Outputs thrown away at the start, so that similar names give unlike streams. */
const warmUp = 16
const twoTo32 = 4294967296
/** Means below this are drawn by multiplying uniforms, from here on by rejection. */
const poissonByRejection = 12
/** More trials than this, and a binomial is drawn from the normal curve: exactness no longer shows. */
const binomialByNormal = 60

/** 128 bits from a string (cyrb128, public domain). */
function hash(text: string): [number, number, number, number] {
  let h1 = 1779033703
  let h2 = 3144134277
  let h3 = 1013904242
  let h4 = 2773480762
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    h1 = h2 ^ Math.imul(h1 ^ code, 597399067)
    h2 = h3 ^ Math.imul(h2 ^ code, 2869860233)
    h3 = h4 ^ Math.imul(h3 ^ code, 951274213)
    h4 = h1 ^ Math.imul(h4 ^ code, 2716044179)
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067)
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233)
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213)
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179)
  return [(h1 ^ h2 ^ h3 ^ h4) >>> 0, (h2 ^ h1) >>> 0, (h3 ^ h1) >>> 0, (h4 ^ h1) >>> 0]
}

/** A stream of random numbers: sfc32 (Doty-Humphrey, PractRand), seeded by a string. */
export class Rng {
  private a: number
  private b: number
  private c: number
  private counter: number
  /** Second half of the last pair of normal numbers. */
  private spare: number | null = null

  constructor(seed: string) {
    ;[this.a, this.b, this.c, this.counter] = hash(seed)
    for (let i = 0; i < warmUp; i++) this.uint32()
  }

  /** Whole number in [0, 2^32). */
  uint32(): number {
    const { a, b, c, counter } = this
    const sum = (((a + b) | 0) + counter) | 0
    this.a = b ^ (b >>> 9)
    this.b = (c + (c << 3)) | 0
    this.c = (((c << 21) | (c >>> 11)) + sum) | 0
    this.counter = (counter + 1) | 0
    return sum >>> 0
  }

  /** Uniform in (0, 1): never exactly 0 or 1, so that its logarithm is safe. */
  uniform(): number {
    return (this.uint32() + 0.5) / twoTo32
  }

  /** Uniform between two numbers. */
  range(low: number, high: number): number {
    return low + (high - low) * this.uniform()
  }

  /** Uniform on a logarithmic scale between two positive numbers. */
  logRange(low: number, high: number): number {
    return Math.exp(this.range(Math.log(low), Math.log(high)))
  }

  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1))
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.uniform() * list.length)]!
  }

  /** One of the values, with probability in proportion to its weight; weights need not add up to 1. */
  weighted<T>(pairs: ReadonlyArray<readonly [value: T, weight: number]>): T {
    let total = 0
    for (const [, weight] of pairs) total += weight
    let left = this.uniform() * total
    for (const [value, weight] of pairs) {
      left -= weight
      if (left <= 0) return value
    }
    return pairs[pairs.length - 1]![0]
  }

  /** Standard normal: polar method (Marsaglia & Bray 1964), which makes them in pairs. */
  normal(): number {
    if (this.spare !== null) {
      const kept = this.spare
      this.spare = null
      return kept
    }
    let x: number
    let y: number
    let squared: number
    do {
      x = 2 * this.uniform() - 1
      y = 2 * this.uniform() - 1
      squared = x * x + y * y
    } while (squared >= 1 || squared === 0)
    const factor = Math.sqrt((-2 * Math.log(squared)) / squared)
    this.spare = y * factor
    return x * factor
  }

  /** Gamma with this shape and scale 1, so its mean is `shape`: squeeze of Marsaglia & Tsang 2000. */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      let x: number
      let v: number
      do {
        x = this.normal()
        v = 1 + c * x
      } while (v <= 0)
      v = v * v * v
      const u = this.uniform()
      if (u < 1 - 0.0331 * x * x * x * x) return d * v
      if (Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v
    }
  }

  /** Poisson with this mean; 0 for a mean that is not above 0. */
  poisson(mean: number): number {
    if (!(mean > 0)) return 0
    return mean < poissonByRejection ? this.smallPoisson(mean) : this.largePoisson(mean)
  }

  /** Successes in `trials` trials. */
  binomial(trials: number, probability: number): number {
    if (trials > binomialByNormal) {
      const mean = trials * probability
      const drawn = Math.round(mean + Math.sqrt(mean * (1 - probability)) * this.normal())
      return Math.max(0, Math.min(trials, drawn))
    }
    let successes = 0
    for (let i = 0; i < trials; i++) if (this.uniform() < probability) successes++
    return successes
  }

  /** Uniforms multiplied until they fall below exp(-mean) (Knuth, TAOCP 3.4.1). */
  private smallPoisson(mean: number): number {
    const limit = Math.exp(-mean)
    let n = 0
    let product = this.uniform()
    while (product > limit) {
      n++
      product *= this.uniform()
    }
    return n
  }

  /** Transformed rejection with squeeze, PTRS (Hörmann 1993). */
  private largePoisson(mean: number): number {
    const b = 0.931 + 2.53 * Math.sqrt(mean)
    const a = -0.059 + 0.02483 * b
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    const squeeze = 0.9277 - 3.6224 / (b - 2)
    for (;;) {
      const u = this.uniform() - 0.5
      const v = this.uniform()
      const us = 0.5 - Math.abs(u)
      const n = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
      if (us >= 0.07 && v <= squeeze) return n
      if (n < 0 || (us < 0.013 && v > us)) continue
      const density = -mean + n * Math.log(mean) - logGamma(n + 1)
      if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= density) return n
    }
  }
}

/** Lanczos' coefficients for g = 7, n = 9 (P. Godfrey 2001). */
const lanczosG = 7
const lanczosFirst = 0.99999999999980993
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ(x), to about 1e-14 of its size; below 1/2 by Euler's reflection. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  const t = z + lanczosG + 0.5
  let series = lanczosFirst
  for (const [i, coefficient] of lanczos.entries()) series += coefficient / (z + i + 1)
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series)
}
