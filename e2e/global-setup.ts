import { openStage } from './open-stage.ts'

/** Opens the stage before the first spec and takes it down after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const stage = await openStage()
  process.env.STAGE = JSON.stringify(stage)
  return stage.close
}
