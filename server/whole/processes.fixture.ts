import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

export interface Process {
  pid: number
  parent: number
  /** When it began, in whatever unit: a number alone may come to belong to another process. */
  began: string
  command: string
}

/**
 * The processes of this machine. From /proc where there is one: a program that is started to list them has to wait
 * for its turn on a busy machine, and what is measured meanwhile waits with it.
 */
export async function listProcesses(): Promise<Process[]> {
  return process.platform === 'linux' ? readProc() : askPs()
}

export async function childrenOf(pid: number): Promise<Process[]> {
  return (await listProcesses()).filter(({ parent }) => parent === pid)
}

async function readProc(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = pids.map(async (pid) => {
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8')
    const [stat, args] = await Promise.all([read('stat'), read('cmdline')]).catch(() => ['', ''] as const)
    // The name of the program, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      began: fields[19] ?? '',
      command: args.replaceAll('\0', ' ').trim(),
    }
  })
  return (await Promise.all(all)).filter(({ began }) => began !== '')
}

async function askPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,lstart=,args='])
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      // The date has five words.
      const [pid, parent, ...rest] = line.trim().split(/\s+/)
      return {
        pid: Number(pid),
        parent: Number(parent),
        began: rest.slice(0, 5).join(' '),
        command: rest.slice(5).join(' '),
      }
    })
}
