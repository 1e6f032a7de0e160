import { test as base, expect } from '@playwright/test'
import { openStage, type Stage } from '../open-stage.ts'

/** A stage of its own, indexed and without the notice of sample data: nobody else has moved anything on it. */
export const test = base.extend<object, { stage: Stage }>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
    async ({}, use) => {
      const stage = await openStage({ STAGE_KIND: 'real' })
      await use(stage)
      await stage.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

export { expect }
