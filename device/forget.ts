import { forgetValues } from './memory.ts'

const forgetDatabase = (): Promise<void> =>
  new Promise((resolve) => {
    const gone = indexedDB.deleteDatabase('desk')
    gone.onsuccess = gone.onerror = gone.onblocked = () => resolve()
  })

/** Deletes all that is ours on this device: values, waiting reports, kept pages, the worker and its push address. */
export async function forgetEverything(): Promise<void> {
  forgetValues()
  const registration = await navigator.serviceWorker?.getRegistration()
  const address = await registration?.pushManager?.getSubscription().catch(() => null)
  await address?.unsubscribe().catch(() => false)
  await registration?.unregister()
  const names = (await globalThis.caches?.keys()) ?? []
  await Promise.all(names.filter((name) => name.startsWith('desk-')).map((name) => caches.delete(name)))
  await forgetDatabase()
}
