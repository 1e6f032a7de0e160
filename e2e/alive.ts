import type { Page } from '@playwright/test'

/** Waits until script has taken over a page of ours: what is pressed before is taken up later, or is a plain form's. */
async function untilAlive(page: Page): Promise<void> {
  const hasScript = await page.evaluate(() => document.documentElement.dataset.js !== undefined)
  if (!hasScript) return
  // React marks the document that it listens to.
  await page.waitForFunction(() => Object.keys(document).some((key) => key.startsWith('__reactContainer')))
}

/** Lets `goto` and `reload` return when the page is alive, unless they say themselves what to wait for. */
export function waitForLife(page: Page): Page {
  const { goto, reload } = page
  page.goto = async (url, options) => {
    const answer = await goto.call(page, url, options)
    if (!options?.waitUntil) await untilAlive(page)
    return answer
  }
  page.reload = async (options) => {
    const answer = await reload.call(page, options)
    if (!options?.waitUntil) await untilAlive(page)
    return answer
  }
  return page
}
