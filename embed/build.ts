import { readFile } from 'node:fs/promises'
import { transform } from 'esbuild'

/** The two scripts of the embeds as browsers get them. They import nothing at run time, so no bundler is needed. */
async function build(name: string): Promise<string> {
  const source = await readFile(new URL(name, import.meta.url), 'utf8')
  const { code } = await transform(source, { loader: 'ts', minify: true, format: 'iife', target: 'es2021' })
  return code.trim()
}

/** /embed.js: makes frames on other people's pages. */
export const buildLoader = (): Promise<string> => build('loader.ts')

/** The script inside the frame. Never holds "</script", for it stands inline. */
export const buildFrame = (): Promise<string> => build('frame.ts')
