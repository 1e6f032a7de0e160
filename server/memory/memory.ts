import type { Kept } from './snapshot.ts'

/** The latest of everything that was asked for, the longest unasked given up first. */
export interface Memory<Value> {
  keep(key: string, at: number, value: Value): void
  /** What is known under a key. To ask for it keeps it longer. */
  recall(key: string): Kept<Value> | undefined
  forget(key: string): void
  all(): Kept<Value>[]
}

/** @param kept what is known already, e.g. from a snapshot */
export function createMemory<Value>(most: number, kept: Kept<Value>[] = []): Memory<Value> {
  const entries = new Map(kept.map((entry) => [entry.key, entry]))
  const put = (entry: Kept<Value>) => {
    entries.delete(entry.key)
    entries.set(entry.key, entry)
    if (entries.size > most) entries.delete(entries.keys().next().value!)
  }
  return {
    keep: (key, at, value) => put({ key, at, value }),
    recall(key) {
      const entry = entries.get(key)
      if (entry) put(entry)
      return entry
    },
    forget: (key) => void entries.delete(key),
    all: () => [...entries.values()],
  }
}
