import { vi } from 'vitest'
import { replayCommand } from './command.ts'

/** Runs `replay` with these words; its exit code and what it wrote. */
export async function runReplay(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(((text: string, done?: () => void) => {
    out += text
    done?.()
    return true
  }) as typeof process.stdout.write)
  const error = vi.spyOn(console, 'error').mockImplementation((text: string) => {
    err += text
  })
  const code = await replayCommand(args)
  write.mockRestore()
  error.mockRestore()
  return { code, out, err }
}
