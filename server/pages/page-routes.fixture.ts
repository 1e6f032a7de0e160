import type { InjectOptions } from 'fastify'
import { type Desk, openDesk } from '#api/desk.fixture.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { createPageCache } from './page-cache.ts'
import { pageRoutes } from './page-routes.ts'
import type { PageAnswer } from './pages.ts'

/** The door of the pages. What stands behind it, the page process, is a stand-in: it is the seam. */
export interface PageDoor {
  world: SmallWorld
  desk: Desk
  /** What the page process was asked since `forget`. */
  asked: unknown[][]
  answerWith(path: string): Promise<PageAnswer>
  get(
    url: string,
    headers?: Record<string, string>,
    method?: InjectOptions['method'],
  ): ReturnType<typeof inject>
  paths(): unknown[]
  /** As at first, and so much later that whatever was kept is too old. */
  forget(): void
  close(): Promise<void>
}

const inject = (desk: Desk, given: InjectOptions) => desk.api.app.inject(given)

export const page = (html: string): PageAnswer => ({ status: 200, headers: {}, body: Buffer.from(html) })
const plain = async (path: string) => page(`<h1>${path}</h1>`)

export async function openPageDoor(now: number): Promise<PageDoor> {
  const world = await openSmallWorld(now)
  const desk = await openDesk(world, now)
  const door: PageDoor = {
    world,
    desk,
    asked: [],
    answerWith: plain,
    get: (url, headers = {}, method = 'GET') =>
      inject(desk, { url, method, headers: { host: 'desk.example', ...headers } }),
    paths: () => door.asked.map(([path]) => path),
    forget() {
      desk.clock.now += 2 * 86_400_000
      door.asked = []
      door.answerWith = plain
    },
    async close() {
      await desk.api.app.close()
      await world.drop()
    },
  }
  pageRoutes(desk.api, {
    pages: {
      ready: true,
      fetch: (...given) => {
        door.asked.push(given)
        return door.answerWith(given[0])
      },
      pipe: (request, response) => void response.end(`piped ${request.url}`),
      upgrade: () => {},
      stop: async () => {},
    },
    cache: createPageCache({ now: () => desk.clock.now, dev: false, formToken: () => null }),
    now: () => desk.clock.now,
    gauge: { enter: () => () => {} },
    isReceipt: (receipt) => receipt === 'a-receipt-of-ours',
    findService: (text) => world.directory.bySlug(text)?.slug ?? null,
    mergedInto: (slug) => world.directory.named(slug)?.mergedInto ?? null,
    isPart: (part, whole) => world.directory.bySlug(part)?.parent === whole,
  })
  return door
}
