import type { FastifyInstance } from 'fastify'

/** Which methods an address takes, learnt as routes are registered: for 405 and its Allow. */
export function collectMethods(app: FastifyInstance): (pathname: string) => string[] {
  const routes: { pattern: RegExp; methods: string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    const source = url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[a-zA-Z]+/g, '[^/]+')
    routes.push({ pattern: new RegExp(`^${source}$`), methods: [method].flat() })
  })
  return (pathname) => [
    ...new Set(routes.filter((route) => route.pattern.test(pathname)).flatMap((route) => route.methods)),
  ]
}
