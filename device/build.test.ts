import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { buildDevice } from './build.ts'

const weigh = (text: string) => gzipSync(text, { level: 9 }).length

describe('what runs beside the pages', () => {
  it('is small', async () => {
    const { device, worker } = await buildDevice('a build')
    expect(weigh(device)).toBeLessThan(8_700)
    expect(weigh(worker)).toBeLessThan(3_000)
  })

  it('is another worker with another build of the pages, and the same with the same', async () => {
    const [one, again, other] = await Promise.all(['a', 'a', 'b'].map((name) => buildDevice(name)))
    expect(one!.worker).toBe(again!.worker)
    expect(one!.worker).not.toBe(other!.worker)
  })

  it('keeps nothing in development, and takes away what was kept', async () => {
    const { worker } = await buildDevice(null)
    expect(worker).toContain('unregister()')
    expect(worker).not.toContain('respondWith')
  })
})
