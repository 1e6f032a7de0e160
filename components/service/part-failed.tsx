import type { Desk } from '../desk.ts'

/**
 * In the place of what could not be read, when the rest of the page could. Its link asks for the page anew and comes
 * back to this place: the address has to differ from the present one, or the browser would only scroll.
 */
export const PartFailed = ({
  desk: { t },
  page,
  place,
  now,
}: {
  desk: Desk
  /** The page's address, with its query if it has one. */
  page: string
  /** The id of the heading above. */
  place: string
  now: string
}) => (
  <p>
    {t('error.part')}{' '}
    <a href={`${page}${page.includes('?') ? '&' : '?'}again=${Date.parse(now)}#${place}`}>
      {t('error.again')}
    </a>
  </p>
)
