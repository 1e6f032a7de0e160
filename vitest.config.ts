import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{core,base,store,ingest,watch,notify,api,server,cli,i18n,prisma,components,device,embed,bench}/**/*.test.{ts,tsx}',
    ],
    globalSetup: ['store/test-server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
