import { inflateRawSync } from 'node:zlib'
import { headers } from 'next/headers'
import type { z } from 'zod'

/** What the front told this page beside its address (server/pages/pages.ts); null where it told nothing it can read. */
export async function told<Shape extends z.ZodType>(shape: Shape): Promise<z.infer<Shape> | null> {
  const said = (await headers()).get('x-desk-told')
  if (!said) return null
  try {
    const found = shape.safeParse(JSON.parse(inflateRawSync(Buffer.from(said, 'base64url')).toString('utf8')))
    return found.success ? found.data : null
  } catch {
    return null
  }
}
