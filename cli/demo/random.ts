/** A seeded generator: the same seed gives the same sample history, which real randomness could not. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number from 0 up to, not with, `limit`. */
  below(limit: number): number
  /** Standard normal. */
  normal(): number
  poisson(mean: number): number
  /** Gamma with mean 1 and this coefficient of variation: how a rate itself wavers. */
  waver(variation: number): number
  /** One of the items, by weight. */
  pick<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item
}

/** xmur3: four 32-bit seeds from a text (public domain, by bryc). */
function hash(text: string): () => number {
  let h = 1779033703 ^ text.length
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507)
    h = Math.imul(h ^ (h >>> 13), 3266489909)
    h ^= h >>> 16
    return h >>> 0
  }
}

/** sfc32 (public domain, by Chris Doty-Humphrey): small, fast, passes PractRand. */
function sfc32(a: number, b: number, c: number, d: number): () => number {
  return () => {
    a |= 0
    b |= 0
    c |= 0
    d |= 0
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
}

export function createRandom(seed: string): Random {
  const part = hash(seed)
  const next = sfc32(part(), part(), part(), part())
  // The first values still show the seed.
  for (let i = 0; i < 12; i++) next()

  function normal(): number {
    // Box-Muller; 1 - u, because the logarithm of 0 is no number.
    return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  }

  function poisson(mean: number): number {
    let left = mean
    let n = 0
    // In slices, so that exp(-mean) does not vanish.
    while (left > 0) {
      const limit = Math.exp(-Math.min(left, 30))
      let p = next()
      while (p > limit) {
        n++
        p *= next()
      }
      left -= 30
    }
    return n
  }

  /** Marsaglia & Tsang 2000, for shapes of 1 and more. */
  function gamma(shape: number): number {
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v
    }
  }

  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    normal,
    poisson,
    waver(variation) {
      const shape = 1 / (variation * variation)
      return gamma(shape) / shape
    },
    pick(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      return items.at(-1)![0]
    },
  }
}
