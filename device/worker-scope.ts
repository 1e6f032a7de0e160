// The part of a service worker's world that ours uses; TypeScript's own is at odds with that of pages.

export interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void
}

export interface Asked extends Waiting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface WindowClient {
  readonly url: string
  postMessage(message: unknown): void
  focus(): Promise<unknown>
}

interface WorkerEvents {
  install: Waiting
  activate: Waiting
  fetch: Asked
  sync: Waiting & { readonly tag: string }
  push: Waiting & { readonly data: { json(): unknown } | null }
  notificationclick: Waiting & { readonly notification: Notification }
  message: Waiting & { readonly data: unknown }
}

export interface WorkerScope {
  addEventListener<Name extends keyof WorkerEvents>(
    name: Name,
    listener: (event: WorkerEvents[Name]) => void,
  ): void
  skipWaiting(): Promise<void>
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: { type: 'window'; includeUncontrolled?: boolean }): Promise<WindowClient[]>
    openWindow(url: string): Promise<unknown>
  }
  readonly registration: ServiceWorkerRegistration
  readonly location: Location
}
