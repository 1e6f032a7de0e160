import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { languages, themes } from './pages.ts'

/**
 * Axe over a page as it is now. Only what is wrong is described: to describe what is right takes long, and nobody reads
 * it. Only what frames said has to be put together, in a page of its own.
 */
export const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(page.frames().length === 1)

/** The page as it is now is accessible in both themes; `what` names it in the report. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme })
    const look = axe(page).exclude('iframe')
    // The dark theme is the same markup in other colours.
    const { violations } = await (colorScheme === 'dark'
      ? look.withRules(['color-contrast'])
      : look
    ).analyze()
    const why = `${what}, ${colorScheme}: ${violations.map((one) => one.help).join('; ')}`
    expect(violations, why).toEqual([])
  }
}

/** Pages, by their addresses without the language, are accessible in both languages and themes. */
export async function expectAccessiblePages(
  page: Page,
  site: string,
  paths: readonly string[],
): Promise<void> {
  for (const language of languages) {
    for (const path of paths) {
      await page.goto(`${site}/${language}${path}`)
      await expectAccessible(page, `/${language}${path}`)
    }
  }
}
