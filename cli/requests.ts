import { readEnv } from '#base/env.ts'
import { requestsToReview } from '#core/report/request.ts'
import { openDatabase } from '#store/db.ts'
import { listRequests, type RequestRecord } from '#store/report/requests.ts'

const usage = `Usage: npm run cli -- requests [--limit=50]

Lists the services that people ask for, by how many asked, from the database that DATABASE_URL names.
`

/** One line a request: people, a mark where it is time to look at it, name, website, when it was last asked for. */
function requestLines(requests: RequestRecord[]): string[] {
  return requests.map(({ people, name, host, lastAt }) =>
    [
      String(people).padStart(6),
      people >= requestsToReview ? '*' : ' ',
      name,
      host ?? '-',
      new Date(lastAt).toISOString().slice(0, 10),
    ].join('  '),
  )
}

/** `requests`: what people ask for. Exit 2 when it was called wrongly. */
export async function requestsCommand(args: string[]): Promise<number> {
  const limit = Number(/^--limit=(\d{1,5})$/.exec(args[0] ?? '--limit=50')?.[1])
  const url = readEnv().DATABASE_URL
  if (!Number.isInteger(limit) || args.length > 1 || !url) {
    process.stderr.write(url ? usage : `${usage}DATABASE_URL is not set.\n`)
    return 2
  }
  const db = openDatabase(url, { max: 1 })
  try {
    const requests = await listRequests(db, limit)
    const lines = requests.length > 0 ? requestLines(requests) : ['Nobody has asked for a service yet.']
    process.stdout.write(`${lines.join('\n')}\n`)
    return 0
  } finally {
    await db.close()
  }
}
