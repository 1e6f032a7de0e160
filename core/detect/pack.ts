/**
 * State to a tree of plain data and back without loss: numbers as they are, columns as their bytes. Byte order is the
 * machine's; every machine Node runs on is little-endian.
 */

type Column = Float64Array | Float32Array | Uint8Array

export interface StateTree {
  [key: string]: number | null | Column | StateTree
}

export type Packed = { [key: string]: number | null | Uint8Array | Packed }

const isColumn = (value: unknown): value is Column => ArrayBuffer.isView(value)

const bytesOf = (column: Column): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength)

/** A copy of `state`. What keeps it (store/watch/detectors) writes the bytes in its own way. */
export function packState(state: StateTree): Packed {
  const packed: Packed = {}
  for (const [key, value] of Object.entries(state)) {
    if (value === null || typeof value === 'number') packed[key] = value
    else packed[key] = isColumn(value) ? bytesOf(value).slice() : packState(value)
  }
  return packed
}

/** Overwrites `state` with what `packState` made of a state of the same shape. Throws RangeError on any other. */
export function unpackState(state: StateTree, packed: unknown): void {
  const source = packed as Packed
  for (const [key, value] of Object.entries(state)) {
    const saved = source?.[key]
    if (saved === undefined) throw new RangeError(`Detector snapshot lacks "${key}"`)
    if (isColumn(value)) {
      const bytes = bytesOf(value)
      if (!(saved instanceof Uint8Array) || saved.length !== bytes.length) {
        throw new RangeError('Detector snapshot does not fit this version')
      }
      bytes.set(saved)
    } else if (value !== null && typeof value === 'object') unpackState(value, saved)
    else state[key] = saved as number | null
  }
}
