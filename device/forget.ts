import { languageCookie } from '#core/locale.ts'
import { forgetValues } from './memory.ts'

const forgetDatabase = (): Promise<void> =>
  new Promise((resolve) => {
    const gone = indexedDB.deleteDatabase('desk')
    gone.onsuccess = gone.onerror = gone.onblocked = () => resolve()
  })

/** Whether this page was told to forget: what begins on it after that keeps nothing. */
export const isForgotten = (): boolean => document.documentElement.dataset.forgotten !== undefined

/** What a worker keeps while it is set up would come after the rest was deleted: it is waited for. */
const setUp = (worker: ServiceWorker | null | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (worker?.state !== 'installing') resolve()
    else worker.addEventListener('statechange', () => resolve(), { once: true })
  })

/** Deletes all that is ours on this device: values, the language switched to, waiting reports, kept pages, the worker and its push address. */
export async function forgetEverything(): Promise<void> {
  document.documentElement.dataset.forgotten = ''
  forgetValues()
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has a Cookie Store
  document.cookie = `${languageCookie}=; path=/; max-age=0`
  const registration = await navigator.serviceWorker?.getRegistration()
  const address = await registration?.pushManager?.getSubscription().catch(() => null)
  await address?.unsubscribe().catch(() => false)
  await setUp(registration?.installing)
  await registration?.unregister()
  const names = (await globalThis.caches?.keys()) ?? []
  await Promise.all(names.filter((name) => name.startsWith('desk-')).map((name) => caches.delete(name)))
  await forgetDatabase()
}
