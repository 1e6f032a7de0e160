/**
 * What push services are told of whom to complain to (RFC 8292, "sub"): a mailto: or https: address that is really
 * ours. null: there is none, and a made-up one would be worse than none.
 */
export const pushSubject = ({
  pushContact,
  publicUrl,
}: {
  pushContact?: string | undefined
  publicUrl?: string | undefined
}): string | null => pushContact ?? (publicUrl?.startsWith('https:') ? publicUrl : null)
