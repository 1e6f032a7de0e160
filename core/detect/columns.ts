/**
 * Typed columns carved out of one buffer. A typed array of its own costs some 300 bytes beside its content,
 * a view of a shared buffer a third of that, and a detector has fifteen.
 */
export interface Carver {
  doubles(length: number): Float64Array
  singles(length: number): Float32Array
  bytes(length: number): Uint8Array
  /** Bytes given out so far. */
  readonly used: number
}

/** A carver over a new buffer of `bytes` bytes, all zero. Throws RangeError when it is used up. */
export function createCarver(bytes: number): Carver {
  const buffer = new ArrayBuffer(bytes)
  let used = 0
  // Everything lies on a multiple of eight, so that any kind may follow.
  const take = (size: number): number => {
    const at = used
    used += Math.ceil(size / 8) * 8
    return at
  }
  return {
    doubles: (length) => new Float64Array(buffer, take(length * 8), length),
    singles: (length) => new Float32Array(buffer, take(length * 4), length),
    bytes: (length) => new Uint8Array(buffer, take(length), length),
    get used() {
      return used
    },
  }
}

/** Bytes needed for `length` bits. */
export const bitBytes = (length: number): number => Math.ceil(length / 8)

export const bitAt = (bits: Uint8Array, at: number): boolean => ((bits[at >> 3]! >> (at & 7)) & 1) === 1

export function setBit(bits: Uint8Array, at: number, on: boolean): void {
  const mask = 1 << (at & 7)
  if (on) bits[at >> 3]! |= mask
  else bits[at >> 3]! &= ~mask
}
