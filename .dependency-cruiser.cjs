// The floors of the house (docs/architecture.md, "Rooms and floors"): imports go down only. cli/run/floors.mjs runs
// this over the repository and over planted violations.

// The cruiser asks swc for TypeScript without JSX, and stumbles over every .tsx file: tell swc by the file's name.
const swc = require('@swc/core')
const { parseFileSync } = swc
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: /x$/.test(file) })

const rooms = [
  'core',
  'store',
  'ingest',
  'watch',
  'notify',
  'api',
  'components',
  'app',
  'server',
  'cli',
  'base',
  'i18n',
]
const places = [...rooms, 'device', 'embed', 'e2e', 'bench', 'prisma']

/** Tests may lean on the tools of testing, and on Node; the floors hold for them too. */
const tests = '\\.test\\.tsx?$'
const packagePath = (name) => `(^|/)node_modules/${name}(/|$)`

/** Room by room: what it may import from the house. */
const mayImport = {
  core: [],
  base: [],
  i18n: ['core'],
  store: ['core', 'base', 'prisma'],
  ingest: ['core', 'store', 'base'],
  watch: ['core', 'store', 'base'],
  notify: ['core', 'store', 'base'],
  api: ['core', 'store', 'ingest', 'notify', 'base', 'i18n'],
  device: ['core', 'i18n'],
  components: ['core', 'i18n', 'device'],
  app: ['components', 'core', 'i18n', 'store'],
  server: places.filter(
    (place) => !['app', 'components', 'e2e', 'bench', 'prisma', 'server'].includes(place),
  ),
  cli: ['core', 'store', 'watch', 'base', 'i18n'],
  embed: ['core'],
  e2e: [],
  bench: [],
  // The seed and the developer's tools write to a database; the generated client leans on nothing.
  prisma: ['core', 'store', 'base'],
}

const floors = Object.entries(mayImport).map(([place, allowed]) => ({
  name: `${place}-floor`,
  comment: `${place}/ may import ${allowed.join(', ') || 'no other room'}`,
  severity: 'error',
  from: { path: `^${place}/`, pathNot: place === 'e2e' ? '^e2e/stage\\.ts$' : undefined },
  to: { path: `^(${places.filter((other) => other !== place && !allowed.includes(other)).join('|')})/` },
}))

/** A package, or a kind of package, and the only places that may know it. */
const only = (name, packages, allowed) => ({
  name: `only-${name}`,
  comment: `${packages.join(', ')}: ${allowed.join(', ')} only`,
  severity: 'error',
  from: { path: `^(${places.join('|')})/`, pathNot: [`^(${allowed.join('|')})/`, tests] },
  to: { path: packagePath(`(${packages.join('|')})`) },
})

module.exports = {
  forbidden: [
    ...floors.map((rule) => JSON.parse(JSON.stringify(rule))),
    {
      name: 'core-is-pure',
      comment: 'core/ knows numbers and zod: no Node, no other package',
      severity: 'error',
      from: { path: '^core/', pathNot: tests },
      to: { pathNot: ['^core/', packagePath('zod')] },
    },
    {
      name: 'e2e-stage',
      comment:
        'e2e/stage.ts starts the platform with a driven clock and tells the story: a door, like server/',
      severity: 'error',
      from: { path: '^e2e/stage\\.ts$' },
      to: { path: '^(app|components|bench)/' },
    },
    only('database', ['pg', '@prisma'], ['store', 'prisma', 'bench']),
    only('fastify', ['fastify', '@fastify', 'fastify-type-provider-zod'], ['api', 'server']),
    only('next', ['next'], ['components', 'app', 'server']),
    only('pictures', ['satori', '@resvg'], ['api', 'device']),
    only('push', ['web-push'], ['notify']),
    only('pages', ['react', 'react-dom', 'recharts'], ['components', 'app']),
    {
      name: 'client-of-the-store',
      comment: "Prisma's client is the store's; the seed gets the store",
      severity: 'error',
      from: { path: `^(${places.join('|')})/`, pathNot: '^(store|prisma)/' },
      to: { path: '^prisma/generated/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: '^prisma/generated/' },
      to: { circular: true },
    },
    {
      name: 'nothing-missing',
      comment: 'an import that leads nowhere would hide a violation',
      severity: 'error',
      from: { pathNot: '^prisma/generated/' },
      to: { couldNotResolve: true, pathNot: '\\.(css|woff2?)$|^bun:|^cloudflare:' },
    },
  ],
  options: {
    // TypeScript 7 has no compiler interface; with the default parser nothing would be read, and all would be well.
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^prisma/generated/'] },
    exclude: { path: ['^\\.next/', '^\\.data/', '^node_modules/\\.cache/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
