import type { Hub, News, Standing } from '#notify/hub.ts'

/** Passes the hub's news on: at once, or gathered while the house is busy. */
export interface Pace {
  /** Tells what is being held back. */
  flush(): void
  stop(): void
}

/**
 * Under load a change that costs a write to each of ten thousand listeners waits, and is told with the others of the
 * next `everyMs`: of each service the newest state alone. What changed last is never held back longer than that.
 */
export function paceNews(
  hub: Pick<Hub, 'listen'>,
  { isBusy, everyMs }: { isBusy(): boolean; everyMs: number },
  tell: (news: News) => void,
): Pace {
  const changed = new Map<string, Standing>()
  const gone = new Set<string>()
  let toldAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null

  const flush = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    if (changed.size + gone.size === 0) return
    const news = { changed: [...changed.values()], gone: [...gone] }
    changed.clear()
    gone.clear()
    toldAt = performance.now()
    tell(news)
  }

  const silence = hub.listen((news) => {
    for (const standing of news.changed) {
      changed.set(standing.slug, standing)
      gone.delete(standing.slug)
    }
    for (const slug of news.gone) {
      gone.add(slug)
      changed.delete(slug)
    }
    const waitMs = toldAt + everyMs - performance.now()
    if (waitMs <= 0 || !isBusy()) flush()
    else timer ??= setTimeout(flush, waitMs).unref()
  })
  return {
    flush,
    stop() {
      silence()
      if (timer) clearTimeout(timer)
    },
  }
}
