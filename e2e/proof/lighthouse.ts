import { createServer } from 'node:net'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright'
import { findChromium } from '../browser.ts'

/** What a Lighthouse run says of a page: scores 0 to 100, layout shift, and bytes that travelled. */
export interface Marks {
  performance: number
  accessibility: number
  bestPractices: number
  seo: number
  shift: number
  bytes: number
  /** What cost points beside speed, in Lighthouse's words. */
  faults: string[]
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** Runs Lighthouse as it comes: a mobile phone on a simulated slow 4G. One browser for all addresses. */
export async function runLighthouse(addresses: string[]): Promise<Marks[]> {
  const port = await freePort()
  const found = await findChromium()
  const browser = await chromium.launch({
    ...found,
    args: [...found.args, `--remote-debugging-port=${port}`],
  })
  try {
    const marks: Marks[] = []
    for (const address of addresses) marks.push(await look(address, port))
    return marks
  } finally {
    await browser.close()
  }
}

async function look(address: string, port: number): Promise<Marks> {
  const run = await lighthouse(address, { port, output: 'json', logLevel: 'error' })
  if (!run) throw new Error(`Lighthouse said nothing of ${address}`)
  const { categories, audits, runtimeError } = run.lhr
  if (runtimeError) throw new Error(`${address}: ${runtimeError.message}`)
  const score = (name: string): number => Math.round((categories[name]?.score ?? 0) * 100)
  const refs = ['accessibility', 'best-practices', 'seo'].flatMap((name) => categories[name]?.auditRefs ?? [])
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    shift: audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
    bytes: audits['total-byte-weight']?.numericValue ?? Number.NaN,
    faults: refs.flatMap(({ id, weight }) => {
      const { score = 1, title = id } = audits[id] ?? {}
      return weight > 0 && score !== null && score < 1 ? [title] : []
    }),
  }
}
