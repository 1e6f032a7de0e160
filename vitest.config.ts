import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{core,base,store,ingest,watch,notify,api,server,cli,i18n,prisma,components,device,embed,bench}/**/*.test.{ts,tsx}',
    ],
    globalSetup: ['store/postgres/test-server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Two processes for the whole run: a fresh one for each of 180 files would mostly read the same code again. What
    // a file changes for all (the clock, the environment, globals) it puts back.
    isolate: false,
  },
})
