import { expect, type Page } from '@playwright/test'

/** A phone as most are; `expectFirstScreen` wants a page of this size that nobody has scrolled. */
export const phone = { width: 390, height: 844 }

/** Who, how many, when and the button: whoever comes in a hurry sees them without a touch. */
export async function expectFirstScreen(page: Page): Promise<void> {
  // The notice of sample data takes room that a real desk has to spare: with it is the harder case.
  await expect(page.locator('.strip.is-sample')).toBeVisible()
  await expect(page.locator('main .lede')).toHaveText(/\d/)
  for (const what of ['main h1', 'main .lede', 'main .stamp time', 'form.report .go'])
    await expect(page.locator(what), what).toBeInViewport({ ratio: 1 })
}
