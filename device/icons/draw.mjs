// Draws the icons of the installed app from its mark. Run when the mark changes: node device/icons/draw.mjs
// The results are committed, so that neither a start nor a visitor draws anything.
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

await initWasm(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))
const file = (name) => new URL(name, import.meta.url)
const mark = await readFile(file('desk.svg'), 'utf8')

// A maskable icon is cut to any shape: the ground goes to the edge, the mark keeps to the middle (80 %).
const maskable = mark
  .replace(' rx="4"', '')
  .replace('<path ', '<path transform="translate(12 12) scale(.62) translate(-12 -11.25)" ')

const icons = [
  ['desk-192.png', mark, 192],
  ['desk-512.png', mark, 512],
  ['desk-maskable-512.png', maskable, 512],
  // Apple's home screen rounds corners itself and shows transparent ones black.
  ['desk-180.png', mark.replace(' rx="4"', ''), 180],
]
for (const [name, svg, size] of icons) {
  const png = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng()
  await writeFile(file(name), png)
  console.log(`${name}: ${png.length} bytes`)
}
