// The thread that draws: boxes in, bytes out. Fonts and both programs are loaded once, when the first picture is asked
// for. Bare Node, so that it starts the same way in production, in development and in tests.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import satori from 'satori'

const fontFile = (name) => readFile(new URL(`../../app/fonts/${name}.woff2`, import.meta.url))
const faces = [
  ['Public Sans', 400, 'public-sans-400'],
  ['Public Sans', 700, 'public-sans-700'],
  ...[400, 600, 700].flatMap((weight) => [
    ['Markazi', weight, `markazi-latin${weight === 600 ? '' : `-${weight}`}`],
    ['Markazi Arabic', weight, `markazi-arabic${weight === 600 ? '' : `-${weight}`}`],
  ]),
]
const fonts = await Promise.all(
  faces.map(async ([name, weight, file]) => ({ name, weight, style: 'normal', data: await fontFile(file) })),
)
await initWasm(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))

async function paint({ box, format, width, height }) {
  // What our fonts have no letter for is drawn as an empty box: nothing is ever fetched.
  const svg = await satori(box, { width, height, fonts, loadAdditionalAsset: async () => [] })
  if (format === 'svg') return Buffer.from(svg)
  const drawing = new Resvg(svg, { font: { loadSystemFonts: false } })
  const image = drawing.render()
  const png = image.asPng()
  image.free()
  drawing.free()
  return png
}

parentPort.on('message', async ({ id, ...picture }) => {
  try {
    const bytes = await paint(picture)
    parentPort.postMessage({ id, bytes })
  } catch (error) {
    parentPort.postMessage({ id, error: String(error?.stack ?? error) })
  }
})
