import { defineConfig } from '@playwright/test'
import { findChromium } from './e2e/browser.ts'

const browser = await findChromium()

export default defineConfig({
  testDir: 'e2e',
  // The outage is one long story and begins first. Pictures and Lighthouse want the machine to themselves, and come last.
  projects: [
    { name: 'outage', testMatch: 'outage/*.spec.ts' },
    { name: 'quiet', testMatch: 'quiet/*.spec.ts' },
    { name: 'proof', testMatch: 'proof/*.spec.ts' },
  ],
  // A test that passes the second time has failed.
  retries: 0,
  // Each worker has a platform to itself (e2e/desk.ts). Two of them on two busy cores are so late that they refuse pages.
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
