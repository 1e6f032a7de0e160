import { startChild } from './children.ts'
import { startGenerator } from './generator/start.ts'
import { startFront } from './product.ts'
import type { Stage } from './scenario.ts'
import { seedDay } from './seed.ts'
import { createYardsticks } from './yardsticks.ts'

/** What `cli/bench-stage.ts` says. */
interface Told {
  url: string
  slugs: string[]
  env: NodeJS.ProcessEnv
}

export interface StageOptions {
  dataDir: string
  quick: boolean
  /** Options for the front's Node. */
  node: string[]
  /** Whether Next's route handler may be built where it is not yet. */
  mayBuild: boolean
  say(words: string): void
}

/** Services that every catalogue of ours has. */
const famous = ['chatgpt', 'whatsapp', 'youtube', 'instagram']

const notOurs = () => {
  throw new Error('it needs a store of its own: leave out --port')
}

/** A product that runs already: what can be asked of it from outside. */
export async function openForeignStage(port: number, { quick, say }: StageOptions): Promise<Stage> {
  const [generator, second] = await Promise.all([startGenerator(), startGenerator()])
  return {
    ...common(quick, say),
    front: { port, pid: 0, stop: async () => {} },
    startFront: notOurs,
    yardsticks: {
      ...createYardsticks(undefined, '', { mayBuild: false, say }),
      ...{ single: notOurs, batched: notOurs, batches: notOurs, nextHandler: notOurs, nextPages: notOurs },
    },
    generator,
    second,
    databaseUrl: '',
    makeDatabase: notOurs,
    slugs: famous,
  }
}

/** Starts Postgres in `dataDir`, the product before it, and two processes that ask. */
export async function openStage({ dataDir, quick, node, mayBuild, say }: StageOptions): Promise<Stage> {
  const prepare = async (name: string) => {
    const child = startChild('cli/bench-stage.ts', { args: ['--data-dir', dataDir, '--database', name] })
    return { child, told: (await child.first) as Told }
  }
  // The first owns the server and stays; those after it are guests and leave when all is ready.
  const { url, slugs, env } = (await prepare('bench')).told
  await seedDay(url)
  say('Postgres is there')
  const front = await startFront(env, { databaseUrl: url, node })
  say(`the front is there (process ${front.pid})`)
  const [generator, second] = await Promise.all([startGenerator(), startGenerator()])
  return {
    ...common(quick, say),
    front,
    startFront: (options) => startFront(env, options),
    yardsticks: createYardsticks(env, url, { mayBuild, say }),
    generator,
    second,
    databaseUrl: url,
    async makeDatabase(name) {
      const { child, told } = await prepare(name)
      await child.stop()
      return told.url
    },
    slugs,
  }
}

function common(quick: boolean, say: (words: string) => void): Pick<Stage, 'pick' | 'people' | 'say'> {
  let people = 0
  return {
    pick: (full, short) => (quick ? short : full),
    people(count) {
      people += count
      return people - count
    },
    say: (words) => say(`  ${words}`),
  }
}
