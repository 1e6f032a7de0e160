import type { Range } from '#core/bucket.ts'
import type { ServiceView } from '#core/view.ts'
import type { PublicView } from '#store/view/public-view.ts'

/** A view so young is given to all who ask; a new state of the service ends it at once. */
const keepMs = 1_000
const mostKept = 1_000

/**
 * The public view with each service's page kept for a second and read once for all who ask meanwhile: open tabs
 * and embeds of a service in trouble ask for the very same thing.
 * @param versionOf version of the service's state, which grows with every change
 */
export function keepRecentViews(view: PublicView, versionOf: (slug: string) => number): PublicView {
  const kept = new Map<string, { readAt: number; version: number; found: Promise<ServiceView | null> }>()
  return {
    ...view,
    readService(slug: string, range: Range, now: number) {
      const key = `${slug} ${range}`
      const version = versionOf(slug)
      const known = kept.get(key)
      if (known && known.version === version && performance.now() - known.readAt < keepMs) return known.found
      const found = view.readService(slug, range, now)
      kept.delete(key)
      kept.set(key, { readAt: performance.now(), version, found })
      found.catch(() => kept.delete(key))
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
      return found
    },
  }
}
