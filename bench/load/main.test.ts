import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('./main.ts', import.meta.url))

const run = (...args: string[]): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text
    })
    child.on('exit', (code) => resolve({ code, said }))
  })

describe('npm run bench', () => {
  it('measures one scenario against a small stub and writes its figures', async () => {
    const stub = createServer((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304, { etag: '"1"' }).end()
      else response.writeHead(200, { etag: '"1"', 'content-length': '2' }).end('{}')
    })
    await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve))
    const outDir = mkdtempSync(join(tmpdir(), 'outage-desk-bench-test-'))
    try {
      const { port } = stub.address() as AddressInfo
      const args = ['--quick', '--only', 'reads', '--port', String(port), '--out-dir', outDir]
      const { code, said } = await run(...args)
      expect(said).toContain('status JSON: bare node:http, same bytes')
      expect(code).toBe(0)
      const { scenarios } = JSON.parse(readFileSync(join(outDir, 'results.json'), 'utf8'))
      expect(scenarios).toHaveLength(9)
      const bare = scenarios.find((one: { scenario: string }) => one.scenario.startsWith('badge: bare'))
      expect(bare.ours).toBeGreaterThan(0)
      expect(bare.ratio).toBeCloseTo(bare.ours / bare.yardstick)
      expect(readFileSync(join(outDir, 'RESULTS.md'), 'utf8')).toContain(
        '| badge: bare node:http, same bytes |',
      )
    } finally {
      stub.closeAllConnections()
      stub.close()
      rmSync(outDir, { recursive: true, force: true })
    }
  })

  it('names the scenarios when it is asked for a strange one', async () => {
    const { code, said } = await run('--only', 'nonsense')
    expect(code).toBe(2)
    expect(said).toContain('No such scenario: nonsense. There are: reports, reads, pages')
  })
})
