import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { makeTestFolder } from './test-folder.ts'

/** The migrated database that test files get copies of. Nobody may be in it while it is copied. */
export const template = 'template_desk'

/** One real Postgres for all test files of a run, in a folder of its own that goes afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await makeTestFolder('test')
  const server = await startPostgres({ dataDir, database: template })
  await migrate(server.url)
  const url = new URL(server.url)
  url.pathname = '/postgres'
  project.provide('postgresUrl', url.href)
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}
