import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { messagesOf } from '#i18n/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What /device.js may say. */
const spaces = [
  'between',
  ...[
    'strip',
    'old',
    'savedAt',
    'discard',
    'discardOne',
    'back',
    'online',
    'sent',
    'late',
    'dropped',
    'refused',
  ].map((word) => `offline.${word}`),
  ...['waits', 'stopped', 'refused', 'unasked', 'failed'].map((word) => `push.${word}`),
  ...['none', 'possible', 'major', 'recovering', 'unknown'].map((word) => `status.${word}`),
  ...['yesterday', 'onDay', 'onDate'].map((word) => `time.${word}`),
  ...Array.from({ length: 12 }, (_, month) => `time.m${month + 1}`),
]

async function bundle(entry: string, define: Record<string, string>): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`device/${entry}`],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2021',
    charset: 'utf8',
    write: false,
    define,
  })
  return outputFiles[0]!.text.trim()
}

/** What is sent beside the pages (api/app-files.ts). */
export interface DeviceFiles {
  /** /device.js */
  device: string
  /** /sw.js */
  worker: string
  icons: Record<string, Buffer>
}

const iconNames = ['desk.svg', 'desk-180.png', 'desk-192.png', 'desk-512.png', 'desk-maskable-512.png']

async function readIcons(): Promise<Record<string, Buffer>> {
  const files = iconNames.map((name) => readFile(new URL(`icons/${name}`, import.meta.url)))
  return Object.fromEntries((await Promise.all(files)).map((file, i) => [iconNames[i]!, file]))
}

/** In development files change under their names: a worker of an earlier production run goes, with all it kept. */
const absentWorker = `self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
})()))`

/**
 * Builds what runs beside the pages.
 * @param pagesBuild names the pages' build: with another one the worker is another one, and fetches the offline page
 * anew; null in development, where there is no worker
 * @param options.hasPush whether this site can tell anybody by push
 */
export async function buildDevice(
  pagesBuild: string | null,
  { hasPush }: { hasPush: boolean } = { hasPush: true },
): Promise<DeviceFiles> {
  const messages = { en: messagesOf('en', spaces), ar: messagesOf('ar', spaces) }
  const device = await bundle('main.ts', {
    deviceMessages: JSON.stringify(messages),
    deviceHasPush: String(hasPush),
  })
  const icons = await readIcons()
  if (pagesBuild === null) return { device, worker: absentWorker, icons }
  const plain = await bundle('worker.ts', { workerVersion: '""' })
  const version = createHash('sha256').update(pagesBuild).update(device).update(plain).digest('hex')
  return {
    device,
    worker: await bundle('worker.ts', { workerVersion: JSON.stringify(version.slice(0, 12)) }),
    icons,
  }
}
