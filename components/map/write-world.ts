import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { drawWorld } from './draw-world.ts'

// Draws core/place/world.json anew. Run after world-atlas moves:
//   node --import tsx components/map/write-world.ts && npx biome format --write core/place/world.json
// The result is committed: no page projects anything. The test beside holds it to what this makes.

const read = async (name: string) =>
  JSON.parse(await readFile(fileURLToPath(import.meta.resolve(`world-atlas/${name}.json`)), 'utf8'))

const world = drawWorld(await read('countries-110m'), await read('countries-50m'))
await writeFile(new URL('../../core/place/world.json', import.meta.url), JSON.stringify(world))
