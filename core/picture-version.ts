import { bucketStart } from './bucket.ts'
import type { StateView } from './view.ts'

/**
 * What a service's share image is of, as its address says it ("?v="): who keeps pictures by their address fetches a new
 * one when the status moves, and each quarter hour at most otherwise.
 */
export const pictureVersion = ({ status, stale, at }: Pick<StateView, 'status' | 'stale' | 'at'>): string =>
  `${stale ? 'stale' : status}-${bucketStart(Date.parse(at), 15) / 60_000}`
