import type { FastifyReply, FastifyRequest } from 'fastify'
import { header } from '#api/http.ts'
import type { Choices } from '#core/choices.ts'
import { isLocale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { compress, encodingOf } from '../door/encoding.ts'
import type { Gauge } from '../door/gauge.ts'
import { htmlHeaders } from '../sorry.ts'
import { pickFollowed, showChoices } from './chosen-page.ts'
import { type CachedPage, hashOf } from './page-cache.ts'
import { forgetfulHeadScript, sentHeadScript } from './page-head.ts'

export interface ChosenParts {
  gauge: Pick<Gauge, 'enter'>
  /** A page that is the same for everybody, by its path; null: there is none just now. */
  obtain(path: string, origin: string): Promise<CachedPage | null>
}

const [headHash, forgetfulHash] = [sentHeadScript, forgetfulHeadScript].map(hashOf) as [string, string]
/** The policy also lets the head's script of a page by choices run. */
const policyWith = (policy: string): string => policy.replace(headHash, `${headHash} ${forgetfulHash}`)

const following = /^\/(en|ar)\/following(\?|$)/

/**
 * Answers with everybody's page as one reader chose it. It is made of pages that are kept for all, so that no cookie
 * makes the page process work; it is kept nowhere itself, neither by us nor by anybody on the way.
 */
export function createChosenAnswers({ gauge, obtain }: ChosenParts) {
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
    const leave = gauge.enter('page')
    let body: Buffer
    try {
      // When we are full, the page as it is for everybody is better than none.
      if (!leave) body = await page.body(encoding)
      else {
        const text = showChoices(await textOf(page), choices, await listOf(path, origin, choices))
        body = await compress(Buffer.from(text), encoding)
      }
    } finally {
      leave?.()
    }
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
