import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { chromium } from 'playwright'

const run = promisify(execFile)
const unbrotli = promisify(brotliDecompress)
const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
/** Where the packaged Chromium is unpacked, by version. */
const packagedHome = join(modules, '.cache', 'chromium')

/** How to start a Chromium: what Playwright's `launchOptions` want. */
interface Browser {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

const systemPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * A browser without anybody installing one: the one named in PW_CHROMIUM, Playwright's own, the system's, the one
 * inside an npm package (x64 Linux), and only then a download.
 */
export async function findChromium(): Promise<Browser> {
  const named = process.env.PW_CHROMIUM
  if (named && !existsSync(named)) throw new Error(`PW_CHROMIUM is set to ${named}, which is not there.`)
  const installed = [named, chromium.executablePath(), ...systemPlaces].find(
    (file) => file && existsSync(file),
  )
  if (installed) return browserAt(installed)
  const packaged = await unpackChromium()
  if (packaged) return packaged
  const cli = join(modules, '@playwright', 'test', 'cli.js')
  await run(process.execPath, [cli, 'install', 'chromium']).catch((error) => {
    throw new Error(`No Chromium here and none to be had: set PW_CHROMIUM to one.\n${error}`)
  })
  return browserAt(chromium.executablePath())
}

/** Whether this is the browser of the package, whose version is pinned: pictures are its own. */
export const isPinned = ({ executablePath }: Browser): boolean => executablePath.startsWith(packagedHome)

/** The sandbox needs a user other than root; /dev/shm is tiny in containers. */
function browserAt(executablePath: string, env: Record<string, string> = {}): Browser {
  return { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'], env: { ...ownEnv(), ...env } }
}

/** Playwright replaces the environment of the browser by what it is given. */
function ownEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** The Chromium of @sparticuz/chromium, unpacked once; null where it does not run. */
async function unpackChromium(): Promise<Browser | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const root = findPackage()
  if (!root) return null
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const home = join(packagedHome, version)
  if (!existsSync(home)) await unpackInto(home, join(root, 'bin'))
  return browserAt(join(home, 'chromium'), { LD_LIBRARY_PATH: join(home, 'lib') })
}

function findPackage(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
    return entry.slice(
      0,
      entry.lastIndexOf(join('@sparticuz', 'chromium')) + join('@sparticuz', 'chromium').length,
    )
  } catch {
    return null
  }
}

/** Whole or not at all: two test runs may start at once, and either may be stopped half-way. */
async function unpackInto(home: string, bin: string): Promise<void> {
  await mkdir(dirname(home), { recursive: true })
  const draft = await mkdtemp(`${home}.`)
  try {
    const program = join(draft, 'chromium')
    await writeFile(program, await unbrotli(await readFile(join(bin, 'chromium.br'))))
    await chmod(program, 0o755)
    for (const name of ['al2023', 'swiftshader']) {
      const archive = join(draft, `${name}.tar`)
      await writeFile(archive, await unbrotli(await readFile(join(bin, `${name}.tar.br`))))
      await run('tar', ['-xf', archive, '-C', draft])
      await rm(archive)
    }
    await chmod(draft, 0o755)
    await rename(draft, home).catch((error) => {
      // Another run was first.
      if (!existsSync(home)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
