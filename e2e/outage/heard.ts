import type { Page } from '@playwright/test'

/** Listens as a screen reader does; the answer tells all that was heard since. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver((changes) => {
      // What is said at once is heard once, whatever of it changed.
      const said = changes.map(({ target }) => {
        const element = target instanceof Element ? target : target.parentElement
        return element?.closest('[role=status], [role=alert], [aria-live]:not([aria-live=off])')
      })
      for (const live of new Set(said)) if (live?.textContent) heard.push(live.textContent)
    }).observe(document.body, { childList: true, characterData: true, subtree: true })
  })
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}
