import { defineConfig } from '@playwright/test'
import { findChromium } from './e2e/browser.ts'

const browser = await findChromium()

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  // The outage changes the world, so it comes last.
  projects: [
    { name: 'proof', testMatch: 'proof/*.spec.ts' },
    { name: 'quiet', testMatch: 'quiet/*.spec.ts' },
    { name: 'outage', testMatch: 'outage/*.spec.ts', dependencies: ['quiet'] },
  ],
  // A test that passes the second time has failed. One worker: every spec has the platform to itself.
  retries: 0,
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: 'test-results',
  snapshotPathTemplate: 'e2e/pictures/{arg}{ext}',
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: browser,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    // Recording needs a program that is a download.
    video: 'off',
  },
})
