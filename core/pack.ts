/**
 * State to JSON and back without loss: numbers as they are (JSON round-trips doubles), typed arrays as base64.
 * Byte order is the machine's; every machine Node runs on is little-endian.
 */

type Column = Float64Array | Float32Array | Uint8Array

export interface StateTree {
  [key: string]: number | null | Column | StateTree
}

type Packed = { [key: string]: number | null | string | Packed }

const isColumn = (value: unknown): value is Column => ArrayBuffer.isView(value)

function toBase64(column: Column): string {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
  let text = ''
  // In slices, because a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  }
  return btoa(text)
}

function fillFromBase64(column: Column, text: string): void {
  const raw = atob(text)
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
  if (raw.length !== bytes.length) throw new RangeError('Detector snapshot does not fit this version')
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i)
}

/** A copy of `state` that JSON can carry. */
export function packState(state: StateTree): Packed {
  const packed: Packed = {}
  for (const [key, value] of Object.entries(state)) {
    if (value === null || typeof value === 'number') packed[key] = value
    else packed[key] = isColumn(value) ? toBase64(value) : packState(value)
  }
  return packed
}

/** Overwrites `state` with what `packState` made of a state of the same shape. */
export function unpackState(state: StateTree, packed: unknown): void {
  const source = packed as Packed
  for (const [key, value] of Object.entries(state)) {
    const saved = source?.[key]
    if (saved === undefined) throw new RangeError(`Detector snapshot lacks "${key}"`)
    if (isColumn(value)) fillFromBase64(value, saved as string)
    else if (value !== null && typeof value === 'object') unpackState(value, saved)
    else state[key] = saved as number | null
  }
}
