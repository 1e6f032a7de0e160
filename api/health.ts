import type { Router } from './http.ts'

/** Is the process there, and can it do its work? Always answered. */
export function healthRoutes(app: Router, { ready }: { ready(): Promise<Record<string, boolean>> }): void {
  app.get('/healthz', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const checks = await ready()
    const fine = Object.values(checks).every(Boolean)
    return reply
      .code(fine ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: fine ? 'ready' : 'not ready', checks })
  })
}
