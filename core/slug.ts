/** What a service's part of an address looks like. Apart from core/report/report, whose shapes browsers do without. */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/
