import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAlbum } from './album.ts'

const bytes = (text: string) => Buffer.from(text)
const roomy = { mostPictures: 100, mostBytes: 10_000 }

describe('an album', () => {
  it('has a picture made once for all who ask at a time', async () => {
    const album = createAlbum(() => 0, roomy)
    let made = 0
    const make = async () => bytes(`picture ${++made}`)
    const all = await Promise.all([1, 2, 3].map(() => album.get('a', 'x', make)))
    expect(all.map((picture) => picture.bytes.toString())).toEqual(['picture 1', 'picture 1', 'picture 1'])
  })

  it('asks again after a failure', async () => {
    const album = createAlbum(() => 0, roomy)
    await expect(album.get('a', 'x', () => Promise.reject(new Error('fell')))).rejects.toThrow('fell')
    expect((await album.get('a', 'x', async () => bytes('whole'))).bytes.toString()).toBe('whole')
  })

  it('gives the picture of the name and, unless told otherwise, of the sense it is asked for; within its bounds', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(3)), { maxLength: 60 }),
        async (asked) => {
          const album = createAlbum(() => 0, { mostPictures: 2, mostBytes: 8 })
          for (const [name, sense] of asked) {
            const { bytes: given } = await album.get(name, String(sense), async () => bytes(name + sense))
            expect(given.toString()).toBe(name + sense)
          }
        },
      ),
    ))

  it('lets the one go that nobody asked for longest', async () => {
    const album = createAlbum(() => 0, { mostPictures: 2, mostBytes: 100 })
    const made: string[] = []
    const ask = (name: string) =>
      album.get(name, '', async () => {
        made.push(name)
        return bytes(name)
      })
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(name)
    expect(made).toEqual(['a', 'b', 'c', 'b'])
  })
})
