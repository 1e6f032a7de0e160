import { headScript, headScriptPlace } from '#device/head-script.ts'

// biome-ignore lint/style/noProcessEnv: Next's own mark of a built page, set when it builds
const isBuilt = process.env.NODE_ENV === 'production'

/** Runs before first paint. In development the front leaves pages as they are, so there it stands here itself. */
export const HeadScript = () => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours
  <script dangerouslySetInnerHTML={{ __html: isBuilt ? headScriptPlace : headScript }} />
)
