import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Scenario } from '../scenario.ts'
import { type Measured, withLimit } from '../table.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** One tick that judges a finished minute, with a watch and a database of its own; a twentieth have news. */
async function measure(services: number): Promise<Measured> {
  const args = [
    '--import',
    'tsx',
    'cli/main.ts',
    'measure-tick',
    '--services',
    `${services}`,
    '--minutes',
    '1',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  const { cpuMs } = JSON.parse(stdout) as { cpuMs: number }
  const title = `detector tick, ${services.toLocaleString('en')} services, 5 % with news`
  return withLimit(title, cpuMs, 1000, 'ms of one core, limit')
}

async function each(levels: number[]): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const services of levels) measured.push(await measure(services))
  return measured
}

export const scenario: Scenario = {
  name: 'tick',
  place: 70,
  async run(stage) {
    // CPU of a process of their own, so two may run side by side: most of the time goes into catching up beforehand.
    const [some, many] = await Promise.all([
      each(stage.pick([1_000, 5_000], [1_000])),
      each(stage.pick([20_000], [])),
    ])
    return [...some, ...many]
  },
}
