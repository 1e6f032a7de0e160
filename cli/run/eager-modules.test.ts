import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eagerModules, writeEagerModules } from './eager-modules.mjs'

const chunk = (modules: string) =>
  `(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["object"==typeof document?document.currentScript:void 0,${modules}]);`

describe('modules of a chunk', () => {
  it('are put in parentheses, each once, however they are written', () => {
    const plain = chunk('7,(e,t)=>{let r=["(",()=>1]},8,e=>{e.s([])},"later",9,function(e){}')
    const once = eagerModules(plain)
    expect(once).toEqual({
      source: chunk('7,((e,t)=>{let r=["(",()=>1]}),8,(e=>{e.s([])}),"later",9,(function(e){})'),
      modules: 3,
    })
    expect(eagerModules(once.source)).toEqual({ source: once.source, modules: 0 })
  })

  it('do what they did', () => {
    const { source } = eagerModules(chunk('7,e=>{e.push("seven")},8,(e,t)=>{e.push("eight",t)}'))
    const taken: unknown[][] = []
    const said: string[] = []
    new Function('globalThis', 'document', source)({
      TURBOPACK: { push: (list: unknown[]) => taken.push(list) },
    })
    for (const part of taken[0]!) if (typeof part === 'function') part(said, 'twice')
    expect(said).toEqual(['seven', 'eight', 'twice'])
  })

  it('are looked for in chunks alone', () => {
    const runtime = 'self.start=[e=>e]'
    expect(eagerModules(runtime)).toEqual({ source: runtime, modules: 0 })
  })
})

describe('a folder of chunks', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outage-desk-chunks-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is written anew, but for what is no script', async () => {
    await writeFile(join(folder, 'a.js'), chunk('7,e=>{}'))
    await writeFile(join(folder, 'a.css'), 'a{}')
    await writeEagerModules(folder)
    expect(await readFile(join(folder, 'a.js'), 'utf8')).toBe(chunk('7,(e=>{})'))
    expect(await readFile(join(folder, 'a.css'), 'utf8')).toBe('a{}')
  })

  it('in a form that it does not know is not passed over in silence', async () => {
    await writeFile(join(folder, 'a.js'), 'import "./b.js"')
    await expect(writeEagerModules(folder)).rejects.toThrow('eager-modules.mjs')
  })
})
