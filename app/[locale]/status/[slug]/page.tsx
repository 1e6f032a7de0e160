import type { Metadata } from 'next'
import { FollowBlock } from '#components/follow/follow-block.tsx'
import { ClosedPage, MergedStrip } from '#components/frame/closed-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { PrintFoot } from '#components/frame/print-foot.tsx'
import { plainLine } from '#components/line.tsx'
import { saidInOtherRanges, serviceWords } from '#components/live/island-words.ts'
import { liveMark } from '#components/live/live-mark.ts'
import { LiveService } from '#components/live/live-service.tsx'
import { liveViewOf } from '#components/live/live-view.ts'
import { NotesBlock } from '#components/notes/notes-block.tsx'
import { ReportAnswer } from '#components/report/report-answer.tsx'
import { say, timeTag } from '#components/say.tsx'
import { HowWeDecide } from '#components/service/how-we-decide.tsx'
import { OfficialPage } from '#components/service/official-page.tsx'
import { PartFailed } from '#components/service/part-failed.tsx'
import { PartStrip } from '#components/service/part-strip.tsx'
import { countryNames } from '#components/service/place-list.tsx'
import { PlannedWork } from '#components/service/planned-work.tsx'
import { ServiceList } from '#components/service/service-row.tsx'
import { ShareBlock } from '#components/service/share-block.tsx'
import { TypicalLength } from '#components/service/typical-length.tsx'
import { WhyNumbers } from '#components/service/why-numbers.tsx'
import { WorksAgain } from '#components/service/works-again.tsx'
import { pictureVersion } from '#core/picture-version.ts'
import { isClosed, spokenOf, spokenTitleOf } from '#i18n/closed.ts'
import { messagesOf } from '#i18n/index.ts'
import { usualBeside } from '#i18n/verdict.ts'
import { missingHead, pageHead, siteOrigin } from '../../../head.ts'
import { type Query, single, startPage } from '../../../start.ts'
import { view as publicView } from '../../../view.ts'
import { answerOf } from './answer.ts'
import { rangeOf, readService } from './service.ts'
import { UnknownService } from './unknown.tsx'

type Props = { params: Promise<{ locale: string; slug: string }>; searchParams: Query }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const { slug } = await params
  const view = await readService(slug, rangeOf((await searchParams).range), now)
  if (!view) return missingHead(locale)
  const spoken = spokenOf(desk.t, view)
  const lede = spoken.lede.map((line) => plainLine(desk, line, view.state.at)).join('')
  const { t } = desk
  const { state, service } = view
  const name = service.name[locale]
  const title = plainLine(desk, spokenTitleOf(t, view), state.at)
  return pageHead({
    locale,
    path: `/status/${slug}`,
    title,
    description: isClosed(view) ? `${title}. ${lede}` : t('verdict.description', { lede }),
    indexed: !view.sample,
    image: { path: `/${slug}.png?v=${pictureVersion(state)}`, alt: t('share.alt', { title }) },
    modified: state.at,
    crumbs: [
      { name: service.category.name[locale], path: `/categories/${service.category.slug}` },
      { name, path: `/status/${slug}` },
    ],
    labels: isClosed(view)
      ? []
      : [
          [t('share.now'), String(state.reports15m)],
          [
            t('share.usual'),
            state.usual15m === null ? t('share.learning') : String(usualBeside(state.usual15m)),
          ],
        ],
    feed: { slug, name },
  })
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { slug } = await params
  const query = await searchParams
  const range = rangeOf(query.range)
  const view = await readService(slug, range, now)
  if (!view) return <UnknownService t={desk.t} slug={slug} />
  if (isClosed(view)) {
    return (
      <Frame t={desk.t} path={`/status/${slug}`} sample={view.sample}>
        <ClosedPage desk={desk} view={view} />
      </Frame>
    )
  }
  const answer = answerOf(query)
  const { listNotes, offersMail } = await publicView()
  const notes = await listNotes(slug, { limit: 10 }, now).catch(() => null)
  const path = `/status/${slug}${range === '24h' ? '' : `?range=${range}`}`
  const origin = await siteOrigin()
  const countries = countryNames(desk.t.tag, [
    ...view.places.map((place) => place.country),
    ...view.state.scopes.flatMap(({ kind, name }) => (kind === 'country' ? [name] : [])),
  ])
  return (
    <Frame
      t={desk.t}
      path={path}
      sample={view.sample}
      foot={<PrintFoot desk={desk} url={`${origin}/${locale}${path}`} at={view.state.at} isFollowed />}
    >
      <MergedStrip desk={desk} view={view} from={single(query.from)} />
      <LiveService
        locale={locale}
        messages={messagesOf(locale, serviceWords, saidInOtherRanges(range))}
        view={liveViewOf(view)}
        range={range}
        countries={countries}
        answer={answer && <ReportAnswer desk={desk} view={view} answer={answer} now={view.state.at} />}
        works={<WorksAgain desk={desk} works={view.works} />}
        notes={
          notes ? (
            <NotesBlock desk={desk} slug={slug} page={notes} now={view.state.at} />
          ) : (
            <PartFailed desk={desk} page={`/${locale}${path}`} place="notes" now={nowIso} />
          )
        }
        typical={
          <>
            <PlannedWork desk={desk} works={view.maintenance} now={view.state.at} />
            <TypicalLength desk={desk} typical={view.typical} />
            <OfficialPage desk={desk} operator={view.service.operator} />
          </>
        }
        parts={<PartStrip desk={desk} family={view.family} here={slug} />}
        related={
          view.related.length > 0 && (
            <div {...liveMark}>
              <ServiceList desk={desk} rows={view.related} />
              <p className="fine">
                {say(desk.t, 'service.listsAge', { t: '', at: timeTag(desk, view.state.at, 'time') })}
              </p>
            </div>
          )
        }
        share={
          <>
            <FollowBlock desk={desk} service={view.service} byMail={offersMail && view.incident !== null} />
            <ShareBlock desk={desk} service={view.service} url={`${origin}/${locale}/status/${slug}`} />
          </>
        }
        how={
          <HowWeDecide desk={desk} state={view.state}>
            {view.state.verdict && <WhyNumbers desk={desk} verdict={view.state.verdict} />}
          </HowWeDecide>
        }
      />
    </Frame>
  )
}
