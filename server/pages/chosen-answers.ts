import type { FastifyReply, FastifyRequest } from 'fastify'
import { header } from '#api/http.ts'
import type { Choices } from '#core/choices.ts'
import { isLocale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { compress, encodingOf } from '../door/encoding.ts'
import type { Gauge } from '../door/gauge.ts'
import { createTurns, TooMuch } from '../door/turns.ts'
import { htmlHeaders } from '../sorry.ts'
import { pickFollowed, showChoices } from './chosen-page.ts'
import { type CachedPage, hashOf } from './page-cache.ts'
import { forgetfulHeadScript, sentHeadScript } from './page-head.ts'

/** So many such pages are made at a time, and so many more may wait: all others need the processors, too. */
const mostAtOnce = 2
const mostWaiting = 40

export interface ChosenParts {
  gauge: Pick<Gauge, 'enter'>
  /** A page that is the same for everybody, by its path; null: there is none just now. */
  obtain(path: string, origin: string): Promise<CachedPage | null>
}

const [headHash, forgetfulHash] = [sentHeadScript, forgetfulHeadScript].map(hashOf) as [string, string]
/** The policy also lets the head's script of a page by choices run. */
const policyWith = (policy: string): string => policy.replace(headHash, `${headHash} ${forgetfulHash}`)

/** Pages that are about the choices themselves: as they are for everybody they would be wrong. */
const aboutChoices = /^\/(en|ar)\/(following|settings)(\?|$)/
const following = /^\/(en|ar)\/following(\?|$)/

/**
 * Answers with everybody's page as one reader chose it. It is made of pages that are kept for all, so that no cookie
 * makes the page process work; it is kept nowhere itself, neither by us nor by anybody on the way.
 */
export function createChosenAnswers({ gauge, obtain }: ChosenParts) {
  const inTurn = createTurns(mostAtOnce, mostWaiting)

  /** What stands in place of the empty list; null: it is empty. */
  async function listOf(path: string, origin: string, { follow }: Choices): Promise<string | null> {
    const [, locale = ''] = following.exec(path) ?? []
    if (!isLocale(locale) || follow.length === 0) return null
    const rows = await obtain(`/${locale}/following/all`, origin).catch(() => null)
    if (rows?.status !== 200) return `<p class="empty">${translatorOf(locale)('following.none')}</p>`
    return pickFollowed(await textOf(rows), follow)
  }

  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    { page, path, origin, choices }: { page: CachedPage; path: string; origin: string; choices: Choices },
  ): Promise<FastifyReply> => {
    const encoding = encodingOf(header(request, 'accept-encoding'))
    const list = await listOf(path, origin, choices)
    const make = async () => {
      const leave = gauge.enter('page')
      if (!leave) throw new TooMuch('full')
      try {
        return await compress(Buffer.from(showChoices(await textOf(page), choices, list)), encoding)
      } finally {
        leave()
      }
    }
    const body = await inTurn(make).catch((error: unknown) => {
      // In a rush the page as it is for everybody is better than none.
      if (error instanceof TooMuch && !aboutChoices.test(path)) return page.body(encoding)
      throw error
    })
    reply.headers({
      ...htmlHeaders,
      ...(page.policy && { 'content-security-policy': policyWith(page.policy) }),
      'cache-control': 'private, no-store',
      ...(page.link && { link: page.link }),
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    })
    return reply.code(page.status).send(body)
  }
}

const textOf = async (page: CachedPage): Promise<string> => (await page.body('identity')).toString('utf8')
