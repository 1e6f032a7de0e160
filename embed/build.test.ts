import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { buildFrame, buildLoader } from './build.ts'

const weigh = (text: string) => gzipSync(text, { level: 9 }).length

describe('the scripts of the embeds', () => {
  it('the loader is under 1.5 kB and keeps nothing', async () => {
    const loader = await buildLoader()
    expect(weigh(loader)).toBeLessThan(1536)
    expect(loader).not.toMatch(/import|export|eval|Storage|cookie|innerHTML/)
    expect(loader).toContain('outage-status')
  })

  it("the frame's script is under 1 kB, stands inline, and touches no storage", async () => {
    const frame = await buildFrame()
    expect(weigh(frame)).toBeLessThanOrEqual(1024)
    expect(frame).not.toMatch(/<\/script|<!--|import|export|eval\(|Storage|cookie/i)
  })
})
