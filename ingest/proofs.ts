import { pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { type Challenge, isSolved, proofWork } from '#core/report/proof.ts'
import type { Database } from '#store/db.ts'
import { spendProof } from '#store/report/proofs.ts'
import { shortHash } from './short-hash.ts'
import type { Tokens } from './tokens.ts'

const derive = promisify(pbkdf2)
/** Both must outlive the tokens they belong to. */
const rememberedMs = 15 * 60_000

/** absent: as if there were no token; forged: not one of ours, or used before. */
export type ProofState = 'good' | 'absent' | 'forged'

export interface Proofs {
  challenge(slug: string, unit: string, now: number): Challenge
  /** Checks a number for an asking token, and uses it up; the same report sent again may use it again. */
  check(given: {
    token: string
    proof: number
    slug: string
    unit: string
    key: Buffer
    now: number
  }): Promise<ProofState>
  /** Checks that somebody without script has waited; once. `early`: not long enough. */
  checkWait(token: string, slug: string, unit: string, now: number): Promise<ProofState | 'early'>
}

export function createProofs(db: Database, tokens: Tokens): Proofs {
  const spend = async (token: string, key: Buffer, now: number): Promise<ProofState> =>
    (await spendProof(db, { proofHash: shortHash(token), keyHash: key, expiresAt: now + rememberedMs }))
      ? 'good'
      : 'forged'
  return {
    challenge: (slug, unit, now) => ({ token: tokens.issueAsking(slug, unit, now), ...proofWork }),
    async check({ token, proof, slug, unit, key, now }) {
      const state = tokens.checkAsking(token, slug, unit, now)
      if (state !== 'good') return state === 'expired' ? 'absent' : 'forged'
      const derived = await derive(String(proof), token, proofWork.iterations, 16, 'sha256')
      if (!isSolved(derived, proofWork.bits)) return 'absent'
      return spend(token, key, now)
    },
    async checkWait(token, slug, unit, now) {
      const state = tokens.checkWait(token, slug, unit, now)
      if (state === 'early') return 'early'
      if (state !== 'good') return state === 'expired' ? 'absent' : 'forged'
      return spend(token, randomBytes(16), now)
    },
  }
}
