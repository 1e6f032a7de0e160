import { requestFormSlug } from '#core/report/request.ts'
import type { Tokens } from '#ingest/tokens.ts'

const servicePage = /^\/(?:en|ar)\/(?:status\/|tell\?s=)([a-z0-9-]+)(?:[/?&]|$)/
const askingPage = /^\/(?:en|ar)\/(?:request|search|status\/)/

/**
 * Tokens for the forms of pages: for reports on a service's page and wishes to be told of it, and where nothing is found, or no such service
 * is followed, for asking for one.
 */
export const createFormTokens =
  (parts: { tokens: Tokens; isFollowed(slug: string): boolean; now(): number }) =>
  (path: string): string | null => {
    const slug = servicePage.exec(path)?.[1]
    if (slug && parts.isFollowed(slug)) return parts.tokens.issueForm(slug, parts.now())
    return slug || askingPage.test(path) ? parts.tokens.issueForm(requestFormSlug, parts.now()) : null
  }
