import { expect, test } from 'vitest'
import { checkNode, satisfies } from './prepare.mjs'

const engines = '^20.19.0 || ^22.12.0 || >=24'

test.each(['20.19.0', '20.20.2', '22.12.0', '22.99.1', '24.0.0', '26.1.0'])('Node %s will do', (version) => {
  expect(satisfies(version, engines)).toBe(true)
})

test.each(['18.20.0', '20.18.9', '21.7.0', '22.11.0', '23.5.0'])('Node %s will not', (version) => {
  expect(satisfies(version, engines)).toBe(false)
})

test('an old Node is told what to do', async () => {
  await expect(checkNode('18.0.0')).rejects.toThrow('Install Node 24')
})
