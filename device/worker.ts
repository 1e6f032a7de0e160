import { deliverQueued } from './deliver.ts'
import {
  dropOldShells,
  isFile,
  isPage,
  keepFirstPage,
  keepShell,
  openPage,
  takeDeviceScript,
  takeFile,
} from './worker-pages.ts'
import type { WorkerScope } from './worker-scope.ts'

// /sw.js: stands between pages and the network, sends reports that waited, and shows the one message that somebody
// asked for. What it does not know by name it does not touch.

const scope = globalThis as unknown as WorkerScope

scope.addEventListener('install', (event) => {
  // Pages come from the network first, so a new worker may take over at once: there is no old page to be stuck with.
  event.waitUntil(keepShell().then(() => scope.skipWaiting()))
})

scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(() => scope.clients.claim()))
})

scope.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== scope.location.origin) return
  if (request.mode === 'navigate') {
    if (isPage(url)) event.respondWith(openPage(request, (work) => event.waitUntil(work)))
  } else if (isFile(url)) event.respondWith(takeFile(request))
  else if (url.pathname === '/device.js') event.respondWith(takeDeviceScript(request))
})

/** Open pages tell their reader what became of reports. */
async function tellPages(): Promise<void> {
  for (const page of await scope.clients.matchAll({ type: 'window' })) page.postMessage('settled')
}

scope.addEventListener('sync', (event) => {
  if (event.tag !== 'reports') return
  event.waitUntil(
    deliverQueued().then(async (isDone) => {
      await tellPages()
      // Browsers try again later only when the work failed.
      if (!isDone) throw new Error('something still waits')
    }),
  )
})

scope.addEventListener('message', (event) => {
  const { page, files } = (event.data ?? {}) as { page?: string; files?: string[] }
  if (typeof page === 'string' && Array.isArray(files)) event.waitUntil(keepFirstPage(page, files))
})

scope.addEventListener('push', (event) => {
  const { title, body, url, lang, tag } = (event.data?.json() ?? {}) as Record<string, string>
  event.waitUntil(
    scope.registration.showNotification(title ?? '', {
      body,
      lang,
      tag,
      dir: lang === 'ar' ? 'rtl' : 'ltr',
      icon: '/icons/desk-192.png',
      data: { url },
    }),
  )
})

scope.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url } = event.notification.data as { url: string }
  event.waitUntil(
    scope.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((pages) => {
      const open = pages.find((page) => new URL(page.url).pathname === url)
      return open ? open.focus() : scope.clients.openWindow(url)
    }),
  )
})
