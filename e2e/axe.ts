import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * Axe over a page as it is now. Only what is wrong is described: to describe what is right takes long, and nobody reads
 * it. Only what frames said has to be put together, in a page of its own.
 */
export const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(page.frames().length === 1)
