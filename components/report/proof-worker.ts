import { type Challenge, isSolved, mostTries } from '#core/report/proof.ts'

// In a worker of its own: looks for the number that a challenge asks for, and answers it, or nothing.

const utf8 = new TextEncoder()

async function solve({ token, iterations, bits }: Challenge): Promise<number | undefined> {
  const salt = utf8.encode(token)
  for (let n = 0; n < mostTries; n++) {
    const key = await crypto.subtle.importKey('raw', utf8.encode(String(n)), 'PBKDF2', false, ['deriveBits'])
    const derived = await crypto.subtle.deriveBits(
      { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
      key,
      128,
    )
    if (isSolved(new Uint8Array(derived), bits)) return n
  }
  return undefined
}

addEventListener('message', (event: MessageEvent<Challenge>) => {
  solve(event.data).then(
    (proof) => postMessage(proof),
    // No crypto.subtle outside of secure origins.
    () => postMessage(undefined),
  )
})
