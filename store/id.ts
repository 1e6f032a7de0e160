import { randomFillSync } from 'node:crypto'

/** Randomness for many ids is fetched at once: asking the system costs more than the bytes. */
const pool = Buffer.alloc(4_096)
let used = pool.length

function takeRandom(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return Buffer.from(pool.subarray(used - 16, used))
}

/**
 * UUID v7 (RFC 9562): 48 bits of milliseconds, then randomness. Made by the app, never by a
 * sequence, so that any node can make one and keys sort by time.
 */
export function newId(at: number): string {
  const bytes = takeRandom()
  bytes.writeUIntBE(at, 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
