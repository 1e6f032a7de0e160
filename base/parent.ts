/**
 * Calls `stop` when the process that started this one is gone, however it went. The terminal's commands
 * (cli/run.mjs) and the front start their children with a channel; its end is the sign. Without one, nothing happens.
 */
export function onParentGone(stop: () => void): void {
  // Gone before anybody listened. (Without a parent's channel this is undefined.)
  if (process.connected === false) stop()
  if (!process.channel) return
  process.once('disconnect', stop)
  // Listening alone must not keep a finished process alive.
  process.channel.unref()
}
