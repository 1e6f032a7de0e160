// Makes the two faces of Arabic-Indic digits: the glyphs of ٠-٩ under the codes of 0-9. Run after a font package moves:
//   node app/fonts/digits.mjs
// Whoever chose these digits sees them in everything a page says, before first paint and in live figures, while the
// page, which is the same for all, keeps its text. The results are committed.
import { readFile, writeFile } from 'node:fs/promises'
import subsetFont from 'subset-font'

const arabic = '٠١٢٣٤٥٦٧٨٩'
const latin = '0123456789'

const faces = [
  ['markazi-text/files/markazi-text-arabic-wght-normal', 'digits-serif', { wght: 650 }],
  [
    'noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal',
    'digits-sans',
    { wght: { min: 400, max: 700 } },
  ],
]

const source = (path) => new URL(`../../node_modules/@fontsource-variable/${path}.woff2`, import.meta.url)
for (const [from, to, variationAxes] of faces) {
  const part = await subsetFont(await readFile(source(from)), arabic, { targetFormat: 'sfnt', variationAxes })
  const moved = withCodes(part, arabic, latin)
  const face = await subsetFont(moved, latin, { targetFormat: 'woff2', noLayoutClosure: true })
  await writeFile(new URL(`./${to}.woff2`, import.meta.url), face)
  console.log(`${to}.woff2: ${face.length} bytes`)
}

/** The same font, its glyphs of `from` found under the codes of `to` (both runs of neighbours). */
function withCodes(font, from, to) {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
    const at = 12 + i * 16
    const start = font.readUInt32BE(at + 8)
    return {
      tag: font.toString('latin1', at, at + 4),
      data: font.subarray(start, start + font.readUInt32BE(at + 12)),
    }
  })
  const cmap = tables.find(({ tag }) => tag === 'cmap')
  const glyphs = [...from].map((letter) => glyphOf(cmap.data, letter.codePointAt(0)))
  cmap.data = makeCmap(to.codePointAt(0), glyphs)
  return assemble(font.subarray(0, 4), tables)
}

/** Looks a code up in the first format 4 subtable (OpenType 1.9, cmap). */
function glyphOf(cmap, code) {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(8 + i * 8))
  const table = cmap.subarray(offsets.find((offset) => cmap.readUInt16BE(offset) === 4))
  const twice = table.readUInt16BE(6)
  for (let i = 0; i < twice; i += 2) {
    const [end, start] = [table.readUInt16BE(14 + i), table.readUInt16BE(16 + twice + i)]
    if (code < start || code > end) continue
    const delta = table.readUInt16BE(16 + twice * 2 + i)
    const rangeAt = 16 + twice * 3 + i
    const range = table.readUInt16BE(rangeAt)
    if (range === 0) return (code + delta) & 0xffff
    return (table.readUInt16BE(rangeAt + range + (code - start) * 2) + delta) & 0xffff
  }
  throw new Error(`no glyph for U+${code.toString(16)}`)
}

/** A cmap of one format 12 table: a group for each glyph. */
function makeCmap(first, glyphs) {
  const table = Buffer.alloc(12 + 16 + glyphs.length * 12)
  table.writeUInt16BE(1, 2)
  table.writeUInt16BE(3, 4)
  table.writeUInt16BE(10, 6)
  table.writeUInt32BE(12, 8)
  table.writeUInt16BE(12, 12)
  table.writeUInt32BE(16 + glyphs.length * 12, 16)
  table.writeUInt32BE(glyphs.length, 24)
  glyphs.forEach((glyph, i) => {
    const at = 28 + i * 12
    table.writeUInt32BE(first + i, at)
    table.writeUInt32BE(first + i, at + 4)
    table.writeUInt32BE(glyph, at + 8)
  })
  return table
}

/** Tables in a file again. Checksums are left to the packer, which works them out anew. */
function assemble(version, tables) {
  const head = Buffer.alloc(12 + tables.length * 16)
  version.copy(head)
  head.writeUInt16BE(tables.length, 4)
  let at = head.length
  const bodies = tables.map(({ tag, data }, i) => {
    head.write(tag, 12 + i * 16, 'latin1')
    head.writeUInt32BE(at, 12 + i * 16 + 8)
    head.writeUInt32BE(data.length, 12 + i * 16 + 12)
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
    at += padded.length
    return padded
  })
  return Buffer.concat([head, ...bodies])
}
