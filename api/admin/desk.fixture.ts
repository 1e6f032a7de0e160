import type { EditorRole } from '#core/editor.ts'
import { addPerson } from '#store/editor/people.ts'
import type { SmallWorld } from '#store/small-world.fixture.ts'
import type { Desk } from '../desk.fixture.ts'

/** Somebody at the editors' desk, as their browser: it keeps its cookie and follows where it is sent. */
export interface Visitor {
  get(path: string): Promise<{ status: number; text: string; headers: Record<string, unknown> }>
  /** Presses a button, and reads the page one is sent to. */
  post(
    path: string,
    fields?: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string; at: string }>
}

const form = 'application/x-www-form-urlencoded'

const encode = (fields: Record<string, string | string[]>): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  ).toString()

export function visit({ api }: Desk): Visitor {
  let cookie = ''
  const ask = async (method: 'GET' | 'POST', url: string, payload = '', headers = {}) => {
    const answer = await api.app.inject({
      method,
      url,
      headers: { ...(cookie && { cookie }), ...(method === 'POST' && { 'content-type': form }), ...headers },
      ...(method === 'POST' && { payload }),
    })
    const set = answer.headers['set-cookie']
    if (set) cookie = String(set).split(';')[0]!
    return answer
  }
  return {
    async get(path) {
      const { statusCode, body, headers } = await ask('GET', path)
      return { status: statusCode, text: body, headers }
    },
    async post(path, fields = {}, headers = {}) {
      let answer = await ask('POST', path, encode(fields), headers)
      let at = path
      if (answer.statusCode === 303) {
        at = String(answer.headers.location)
        answer = await ask('GET', at)
      }
      return { status: answer.statusCode, text: answer.body, at }
    },
  }
}

/** Somebody of this role who has signed in. */
export async function signIn(
  world: SmallWorld,
  desk: Desk,
  role: EditorRole,
  name: string = role,
): Promise<Visitor> {
  const key = await addPerson(world.db, { name, role }, desk.clock.now)
  const visitor = visit(desk)
  await visitor.post('/admin/en/sign-in', { key: key! })
  return visitor
}
