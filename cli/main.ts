/** Commands of the terminal: `node --import tsx cli/main.ts <command>`; each is loaded only when asked for. */
const commands: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  'correct-incident': async () => (await import('./correct/command.ts')).correctCommand,
  demo: async () => (await import('./demo/demo.ts')).demoCommand,
  detect: async () => (await import('./detect/command.ts')).detectCommand,
  editors: async () => (await import('./editors.ts')).editorsCommand,
  'measure-tick': async () => (await import('./measure-tick.ts')).measureTickCommand,
  notes: async () => (await import('./notes/command.ts')).notesCommand,
  replay: async () => (await import('./replay/command.ts')).replayCommand,
  service: async () => (await import('./service.ts')).serviceCommand,
  requests: async () => (await import('./requests.ts')).requestsCommand,
}

const [name = '', ...args] = process.argv.slice(2)
const load = commands[name]
if (load) process.exit(await (await load())(args))
process.stderr.write(`Commands: ${Object.keys(commands).join(', ')}\n`)
process.exit(2)

export {}
