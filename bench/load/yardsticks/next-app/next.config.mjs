import { fileURLToPath } from 'node:url'

/** It is built in .data/bench/next-app: packages are those of the repository, three folders up. */
export default {
  poweredByHeader: false,
  compress: false,
  serverExternalPackages: ['pg'],
  turbopack: { root: fileURLToPath(new URL('../../..', import.meta.url)) },
}
