// Cuts the font files of pages and share images from their packages. Run after a font package moves:
//   node app/fonts/subset.mjs
// The results are committed, so that neither a build nor a visitor needs the full files.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import subsetFont from 'subset-font'

const span = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('')

// Latin-1, general punctuation, the euro, arrows and the minus sign.
const latin = [span(0x20, 0x7e), span(0xa0, 0xff), span(0x2000, 0x206f), '€←↑→↓−'].join('')
// Arabic letters, marks, digits and punctuation, the Persian letters that names use, and the joiners.
// The rest of the block (Quranic signs, letters of other languages) would double the files.
const arabic = [
  ' ،؛؟٪٫٬٭',
  span(0x621, 0x655),
  span(0x660, 0x669),
  'ٱپچژڤکگۀی',
  span(0x6f0, 0x6f9),
  span(0x200c, 0x200f),
].join('')

const text = { wght: { min: 400, max: 700 } }
const files = [
  ['markazi-text/files/markazi-text-latin-wght-normal', 'markazi-latin', latin, { wght: 650 }],
  ['markazi-text/files/markazi-text-arabic-wght-normal', 'markazi-arabic', arabic, { wght: 650 }],
  ['public-sans/files/public-sans-latin-wght-normal', 'public-sans', latin, text],
  ['noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal', 'noto-sans-arabic', arabic, text],
  // What draws share images (api/picture) reads one weight a file. It puts marks on their letters the wrong way up, so
  // Arabic is in Markazi there, whose letters bring their dots with them.
  ...[400, 700].flatMap((wght) => [
    ['public-sans/files/public-sans-latin-wght-normal', `public-sans-${wght}`, latin, { wght }],
    ['markazi-text/files/markazi-text-latin-wght-normal', `markazi-latin-${wght}`, latin, { wght }],
    ['markazi-text/files/markazi-text-arabic-wght-normal', `markazi-arabic-${wght}`, arabic, { wght }],
  ]),
]

const source = (path) => new URL(`../../node_modules/@fontsource-variable/${path}.woff2`, import.meta.url)
const target = (name) => new URL(`./${name}.woff2`, import.meta.url)

await mkdir(new URL('.', import.meta.url), { recursive: true })
for (const [from, to, letters, variationAxes] of files) {
  const whole = await readFile(source(from))
  const part = await subsetFont(whole, letters, { targetFormat: 'woff2', variationAxes })
  await writeFile(target(to), part)
  console.log(`${to}.woff2: ${whole.length} → ${part.length} bytes`)
}
