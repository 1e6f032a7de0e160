import { fileURLToPath } from 'node:url'

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // The front process compresses once, when it caches a page.
  compress: false,
  // No image optimiser: there are no bitmaps on the pages.
  images: { unoptimized: true },
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg'],
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  devIndicators: false,
  // Title and description are in the head for everybody, not only for those taken for robots.
  htmlLimitedBots: /.*/,
  allowedDevOrigins: ['127.0.0.1'],
  // Next's own runtime is CommonJS, and most of what a page carries: what of it is never called stays at home.
  experimental: { turbopackCjsTreeShaking: true },
  // Types are checked by `npm run check`, of the whole house at once; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Pages are cached by the front; a second store of rendered pages would only hold stale ones.
  cacheMaxMemorySize: 0,
}
