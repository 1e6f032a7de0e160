/**
 * Stands in a rendered page where the front puts the service's form token as it caches the page:
 * the page process has no secret to sign with. As long as a token, so that no length changes.
 */
export const formTokenPlaceholder = 'FORM-TOKEN'.padEnd(64, '_')
