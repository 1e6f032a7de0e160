import type { Database } from '../db.ts'

/** Uses a proof up, for every process. True for the first, and for the same Idempotency-Key again. */
export async function spendProof(
  db: Database,
  proof: { proofHash: Buffer; keyHash: Buffer; expiresAt: number },
): Promise<boolean> {
  const rows = await db.query<{ key_hash: Buffer }>(
    `WITH spent AS (
       INSERT INTO spent_proof (proof_hash, key_hash, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING key_hash
     )
     SELECT key_hash FROM spent UNION ALL SELECT key_hash FROM spent_proof WHERE proof_hash = $1`,
    [proof.proofHash, proof.keyHash, new Date(proof.expiresAt)],
  )
  // Nobody's row is seen when another process is writing it at this moment: that one was first.
  return rows[0]?.key_hash.equals(proof.keyHash) ?? false
}
