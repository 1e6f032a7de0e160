import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { NoteList } from '#components/notes/note-list.tsx'
import { say } from '#components/say.tsx'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../../../head.ts'
import { isSample, noteIdOf, type Query, single, startPage, withQuery } from '../../../../start.ts'
import { view } from '../../../../view.ts'
import { readService } from '../service.ts'
import { UnknownService } from '../unknown.tsx'

type Props = { params: Promise<{ locale: string; slug: string }>; searchParams: Query }

const perPage = 30

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const { slug } = await params
  const found = await readService(slug, '24h', now)
  if (!found) return missingHead(locale)
  const s = found.service.name[locale]
  const [title, description] = [desk.t('note.title', { s }), desk.t('note.description', { s })]
  return pageHead({ locale, path: `/status/${slug}/reports`, title, description, indexed: false })
}

/** Everything that people wrote and that is shown, page by page. */
export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { slug } = await params
  const before = noteIdOf(single((await searchParams).before))
  const found = await readService(slug, '24h', now)
  const page = found && (await (await view()).listNotes(slug, { before, limit: perPage }, now))
  if (!page) return <UnknownService t={desk.t} slug={slug} />
  const { t } = desk
  const path = `/${locale}/status/${slug}`
  return (
    <Frame t={t} path={withQuery(`/status/${slug}/reports`, { before })} sample={await isSample()}>
      <div className="wrap">
        <div className="head">
          <h1>{say(t, 'note.title', { s: found.service.name[locale] })}</h1>
          <p className="sub">{t('note.sub')}</p>
        </div>
        <NoteList desk={desk} slug={slug} notes={page.notes} now={nowIso} />
        <nav className="turn" aria-label={t('note.h')}>
          {page.next && (
            <a className="more" href={`${path}/reports?before=${page.next}`}>
              {t('note.older')}
            </a>
          )}
          {before && (
            <a className="more" href={`${path}/reports`}>
              {t('note.newest')}
            </a>
          )}
          <a className="more" href={path}>
            {t('note.back')}
          </a>
        </nav>
        <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
      </div>
    </Frame>
  )
}
