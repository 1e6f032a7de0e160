import './developers.css'
import { type ApiOperation, type ApiReference, besideApi } from '#core/api-reference.ts'
import type { Desk } from '../desk.ts'

const knownTags = [
  'services',
  'reports',
  'incidents',
  'places',
  'methodology',
  'stream',
  'statuspage',
  'embed',
  'platform',
] as const
const whereKeys = { path: 'inPath', query: 'inQuery', header: 'inHeader', body: 'inBody' } as const

/** One address with its fields. What the OpenAPI document says is English in both languages. */
function Operation({ desk, operation }: { desk: Desk; operation: ApiOperation }) {
  const { t } = desk
  const { method, path, summary, description, fields } = operation
  return (
    <div className="op">
      <h3>
        <code dir="ltr">
          {method} {path}
        </code>
      </h3>
      <p lang="en" dir="ltr">
        {summary}
        {description && `. ${description}`}
      </p>
      {fields.length > 0 && (
        <dl>
          {fields.map((field) => (
            <div key={`${field.where} ${field.name}`}>
              <dt dir="ltr">{field.name}</dt>
              <dd>
                <bdi>{field.kind}</bdi>
                {t('between')}
                {t(`developers.${whereKeys[field.where]}`)}
                {t('between')}
                {t(field.isNeeded ? 'developers.needed' : 'developers.optional')}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** The reference by resource, from the document that is running. */
export function ReferencePage({ desk, reference }: { desk: Desk; reference: ApiReference | null }) {
  const { t } = desk
  const operations = reference?.operations ?? []
  const isKnown = (tag: string) => knownTags.some((known) => known === tag)
  const groups = [...knownTags, 'other' as const]
    .map((tag) => ({
      tag,
      operations: operations.filter((one) => (isKnown(one.tag) ? one.tag === tag : tag === 'other')),
    }))
    .filter((group) => group.operations.length > 0)
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('developers.apiTitle')}</h1>
        <p className="lede">{t(reference ? 'developers.apiLead' : 'developers.apiNone')}</p>
        <a className="more" href="/api/v1/openapi.json">
          {t('developers.openapi')}
        </a>
      </div>
      <section aria-labelledby="answers">
        <h2 className="h2" id="answers">
          {t('developers.answersH')}
        </h2>
        <p className="prose">{t('developers.answers')}</p>
      </section>
      {groups.map((group) => (
        <section key={group.tag} aria-labelledby={group.tag}>
          <h2 className="h2" id={group.tag}>
            {t(`developers.tag.${group.tag}`)}
          </h2>
          {group.operations.map((operation) => (
            <Operation key={`${operation.method} ${operation.path}`} desk={desk} operation={operation} />
          ))}
        </section>
      ))}
      <section aria-labelledby="beside">
        <h2 className="h2" id="beside">
          {t('developers.otherH')}
        </h2>
        <ul className="rules">
          {besideApi.map(({ path, what }) => (
            <li key={path}>
              <code dir="ltr">{path}</code>: {t(`developers.other.${what}`)}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="problems">
        <h2 className="h2" id="problems">
          {t('developers.problemsH')}
        </h2>
        <p className="prose">{t('developers.problems')}</p>
        <table className="facts kinds">
          <caption className="vh">{t('developers.problemsH')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('developers.problemType')}</th>
              <th scope="col">{t('developers.problemTitle')}</th>
            </tr>
          </thead>
          <tbody>
            {reference?.problems.map(({ code, status, type }) => (
              <tr key={code} id={`problem-${code}`}>
                <th scope="row">
                  <a href={type}>
                    <code dir="ltr">{type}</code>
                  </a>
                </th>
                <td>
                  <bdi>{status}</bdi>
                  {t('between')}
                  {t(`api.problem.${code}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
