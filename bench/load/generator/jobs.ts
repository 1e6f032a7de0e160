/** What a generator can be told to do, and what it says afterwards. */

export type Ask =
  /** `{n}` in the path becomes a number that is new each time. */
  | { kind: 'get'; name: string; path: string; headers?: Record<string, string>; weight?: number }
  /** Reports of `count` people from number `first` on; with `withToken` each has opened the page before. */
  | {
      kind: 'report'
      name: string
      slugs: string[]
      first: number
      count: number
      withToken: boolean
      /** Absent: the product's own. */
      path?: string
      weight?: number
    }
  /** Opens a live stream, waits for its first event and leaves. */
  | { kind: 'stream'; name: string; path: string; weight?: number }

export interface LoadJob {
  kind: 'load'
  port: number
  connections: number
  seconds: number
  /** Requests a second, come what may; absent: each connection asks again when it is answered. */
  rate?: number
  asks: Ask[]
}

/** What became of one kind of request. */
export interface Tally {
  /** Answers by status. */
  statuses: Record<string, number>
  /** No answer: broken off, or not there when patience was over. */
  failed: number
  answered: number
  /** Answers a second. */
  rate: number
  /** Milliseconds; with a `rate` from the moment the request was due. */
  p50: number
  p99: number
  most: number
}

export interface LoadResult {
  seconds: number
  /** By name of the ask. */
  tallies: Record<string, Tally>
}

export interface OpenJob {
  kind: 'open'
  port: number
  path: string
  streams: number
}

export interface OpenResult {
  opened: number
  refused: number
  seconds: number
}

/** One event: when its first and last listener got it (ms of the generator's clock), and how many did. */
export interface Heard {
  id: string
  first: number
  last: number
  listeners: number
}

/** Waits until a new event has reached all, at most so long; says what was heard since the streams were open. */
export interface ListenJob {
  kind: 'listen'
  seconds: number
}

export type Job = LoadJob | OpenJob | ListenJob | { kind: 'close' }
