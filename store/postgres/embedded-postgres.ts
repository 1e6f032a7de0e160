import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort, isFree } from './free-port.ts'
import { type Binaries, openBinaries } from './postgres-binaries.ts'
import { identify, isAlive, withLock } from './start-lock.ts'

const preferredPort = 54329
const logLimitBytes = 5_000_000

interface StartOptions {
  /** Holds the cluster, its password, its log. Made if missing. */
  dataDir: string
  database: string
  log?: (line: string) => void
}

/** A running Postgres. Only its owner's `stop` ends it; everybody else is a guest. */
export interface RunningPostgres {
  url: string
  owner: boolean
  /** Starts it again if it fell. Only its owner does. */
  revive(): Promise<void>
  stop(): Promise<void>
}

interface Cluster {
  binaries: Binaries
  dir: string
  data: string
  password: string
  log: (line: string) => void
}

/**
 * Starts the Postgres that came with `npm ci`, or joins the one that already serves this directory. The owner is
 * written down beside the data: when an owner is killed, Postgres goes on and the next start adopts it.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 }).catch(explainAccess(options.dataDir))
  const dir = await realpath(options.dataDir)
  const ownerFile = join(dir, 'owner')
  return withLock(join(dir, 'start.lock'), 180, async () => {
    const cluster = await openCluster(dir, options.log ?? (() => {}))
    let port = await findRunning(cluster)
    const adopted = port !== null && !isAlive(await readFile(ownerFile, 'utf8').catch(() => ''))
    const owner = port === null || adopted
    port ??= await startServer(cluster)
    if (owner) await writeFile(ownerFile, identify(process.pid))
    await createDatabase(cluster, port, options.database)
    let stopping: Promise<void> | undefined
    return {
      url: urlOf(cluster, port, options.database),
      owner,
      async revive() {
        if (!owner || stopping) return
        const pid = await readFile(join(cluster.data, 'postmaster.pid'), 'utf8').catch(() => '')
        if (isAlive(String(Number.parseInt(pid, 10)))) return
        const again = await withLock(join(dir, 'start.lock'), 180, async () => {
          return (await findRunning(cluster)) ?? (await startServer(cluster))
        })
        if (again !== port) throw new Error(`Postgres came back on another port (${again}): start again.`)
      },
      stop() {
        stopping ??= owner ? stopServer(cluster, ownerFile) : Promise.resolve()
        return stopping
      },
    }
  }).catch(explainAccess(dir))
}

/** Finds or makes the cluster. It is made under another name first, so that a half-made one is never used. */
async function openCluster(dir: string, log: (line: string) => void): Promise<Cluster> {
  const passwordFile = join(dir, 'password')
  const data = join(dir, 'data')
  if (!existsSync(data)) await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  else if (!existsSync(passwordFile)) {
    throw new Error(
      `${passwordFile} is missing, so the database in ${data} cannot be opened. Put it back from a backup.`,
    )
  }
  const binaries = await openBinaries(dir)
  if (!existsSync(data)) {
    log('making a new database cluster')
    const draft = join(dir, 'data.init')
    await rm(draft, { recursive: true, force: true })
    await binaries.run(binaries.initdb, [
      ...['-D', draft, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C'],
    ])
    await rename(draft, data)
  }
  const password = (await readFile(passwordFile, 'utf8')).trim()
  return { binaries, dir, data, password, log }
}

/** The port of a server that already runs on this very directory, or null. Removes a dead server's pid file. */
async function findRunning(cluster: Cluster): Promise<number | null> {
  const pidFile = join(cluster.data, 'postmaster.pid')
  const until = Date.now() + 120_000
  while (existsSync(pidFile)) {
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n').map((line) => line.trim())
    const pid = Number(lines[0])
    if (!isAlive(String(pid)) || !(await isOurs(pid, cluster.data))) {
      cluster.log('the last server did not stop cleanly: it will recover')
      // Safe even if a backend lingers: Postgres itself refuses while the old shared memory is in use.
      await rm(pidFile, { force: true })
      return null
    }
    const port = Number(lines[3])
    if (port > 0 && (await serves(cluster, port))) return port
    if (Date.now() > until) {
      throw new Error(
        `A Postgres (process ${pid}) holds ${cluster.data} but does not answer. Stop it and start again.`,
      )
    }
    await sleep(250)
  }
  return null
}

/** Whether the process is a server on our data: after a reboot its number may belong to anybody. */
async function isOurs(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'win32') return true
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ps(pid))
  return command.includes(data)
}

const ps = (pid: number): Promise<string> =>
  promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
    (result) => result.stdout,
    () => '',
  )

async function serves(cluster: Cluster, port: number): Promise<boolean> {
  return withClient(urlOf(cluster, port, 'postgres'), async (client) => {
    const result = await client.query<{ data_directory: string }>('show data_directory')
    return (await realpath(result.rows[0]?.data_directory ?? '')) === cluster.data
  }).catch((error: Error & { code?: string }) => {
    if (error.code === '28P01')
      throw new Error(`The password in ${join(cluster.dir, 'password')} does not fit the database.`)
    return false
  })
}

/** Starts the server; a port taken meanwhile or the remains of a killed server are waited for or avoided. */
async function startServer(cluster: Cluster): Promise<number> {
  const portFile = join(cluster.dir, 'port')
  const logFile = join(cluster.dir, 'postgres.log')
  if (existsSync(logFile) && statSync(logFile).size > logLimitBytes) await rename(logFile, `${logFile}.1`)
  let port = Number(await readFile(portFile, 'utf8').catch(() => preferredPort)) || preferredPort
  for (let attempt = 1; ; attempt += 1) {
    if (!(await isFree(port))) port = await freePort()
    const logged = existsSync(logFile) ? statSync(logFile).size : 0
    try {
      const settings = serverSettings(port).map((setting) => `-c ${setting}`)
      const start = ['start', '-w', '-t', '120', '-D', cluster.data, '-l', logFile, '-o', settings.join(' ')]
      await cluster.binaries.run(cluster.binaries.pgCtl, start)
      break
    } catch (error) {
      const said = (await readFile(logFile, 'utf8').catch(() => '')).slice(logged)
      const taken = /could not bind|could not create any TCP/.test(said)
      const lingering = /still in use|lock file "postmaster.pid" already exists/.test(said)
      if (attempt >= 40 || !(taken || lingering))
        throw new Error(`${(error as Error).message}\n${said.slice(-2000)}`)
      if (taken) port = await freePort()
      await sleep(250)
    }
  }
  await writeFile(portFile, String(port))
  cluster.log(`Postgres listens on 127.0.0.1:${port}`)
  return port
}

function serverSettings(port: number): string[] {
  const sharedBuffersMb = Math.round(Math.min(256, Math.max(64, totalmem() / 2 ** 20 / 16)))
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    `shared_buffers=${sharedBuffersMb}MB`,
    'fsync=on',
    'synchronous_commit=on',
    'timezone=UTC',
    'log_timezone=UTC',
    'jit=off',
  ]
}

async function stopServer(cluster: Cluster, ownerFile: string): Promise<void> {
  const pidFile = join(cluster.data, 'postmaster.pid')
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10)
  const { run, pgCtl } = cluster.binaries
  const stop = (mode: string) => run(pgCtl, ['stop', '-m', mode, '-w', '-t', '60', '-D', cluster.data])
  try {
    await stop('fast')
  } catch (error) {
    // "immediate" loses nothing that was committed: the next start replays the log.
    if (isAlive(String(pid))) await stop('immediate')
    else if (existsSync(pidFile) && pid > 0)
      cluster.log(`Postgres was gone already: ${(error as Error).message}`)
  }
  for (let i = 0; i < 100 && isAlive(String(pid)); i += 1) await sleep(50)
  await rm(ownerFile, { force: true })
}

async function createDatabase(cluster: Cluster, port: number, name: string): Promise<void> {
  await withClient(urlOf(cluster, port, 'postgres'), async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  })
}

/** sslmode is said aloud because a PGSSLMODE in the shell would otherwise apply to this loopback server. */
function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

function explainAccess(dir: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error
    throw new Error(
      `No leave to use ${error.path ?? dir}: it belongs to another user. Choose another DATA_DIR.`,
      {
        cause: error,
      },
    )
  }
}
