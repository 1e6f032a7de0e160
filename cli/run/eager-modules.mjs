import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'acorn'

// Next writes a chunk as one call, push([script, id, (e, t, n) => {…}, id, (e, t, n) => {…}]): a list of modules, each a
// function that is called as soon as the page starts. A browser cannot know that: it skims such a function while the
// chunk comes in, and has to read it again, all of it, when it is called, while nobody can tap. A function in
// parentheses is taken for one that is called at once (V8's heuristic for function expressions), and is compiled
// beside the page, in the time the line takes anyway. See docs/performance-pages.md for what that saves.

const chunkStart = '(globalThis.TURBOPACK'
const isFunction = (node) => node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression'

/** The text of a chunk with each of its modules in parentheses, and how many there were. Anything else stays as it is. */
export function eagerModules(source) {
  if (!source.startsWith(chunkStart)) return { source, modules: 0 }
  const modules = parse(source, { ecmaVersion: 'latest' })
    .body.flatMap((statement) => statement.expression?.arguments?.[0]?.elements ?? [])
    .filter((node) => isFunction(node) && source[node.start - 1] !== '(')
  let done = 0
  let text = ''
  for (const { start, end } of modules) {
    text += `${source.slice(done, start)}(${source.slice(start, end)})`
    done = end
  }
  return { source: text + source.slice(done), modules: modules.length }
}

/** Writes the chunks of a build anew. Throws where it finds no module: then Next has another form for them. */
export async function writeEagerModules(folder) {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js'))
  let found = 0
  for (const file of files.map((name) => join(folder, name))) {
    const { source, modules } = eagerModules(await readFile(file, 'utf8'))
    if (modules > 0) await writeFile(file, source)
    found += modules
  }
  if (found === 0) throw new Error(`no module in the chunks of ${folder}: see cli/run/eager-modules.mjs`)
}
