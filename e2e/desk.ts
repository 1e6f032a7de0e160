import { test as base, expect } from '@playwright/test'
import { waitForLife } from './alive.ts'
import { openStage, type Stage } from './open-stage.ts'

/**
 * Each worker has a platform of its own, whose clock nobody else moves. Every page is watched: an error in the
 * console, or a request to a strange host, fails the test.
 */
export const test = base.extend<{ faults: string[] }, { desk: Stage }>({
  desk: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
    async ({}, use) => {
      const stage = await openStage()
      await use(stage)
      await stage.close()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  page: ({ page }, use) => use(waitForLife(page)),
  faults: [
    async ({ context, desk }, use) => {
      const faults: string[] = []
      const ours = [new URL(desk.site).host, new URL(desk.foreign).host]
      context.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      context.on('weberror', (error) => faults.push(String(error.error())))
      context.on('request', (request) => {
        const { protocol, host } = new URL(request.url())
        if (protocol.startsWith('http') && !ours.includes(host)) faults.push(`asked ${host}`)
      })
      await use(faults)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
