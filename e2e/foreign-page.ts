/** A page of somebody else who embeds us, in each of the ways we offer. */
export function foreignPage(site: string, query: URLSearchParams): string {
  const service = query.get('service') ?? 'chatgpt'
  const language = query.get('lang') ?? 'en'
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Somebody else's page</title></head>
<body style="font-family:serif;background:#fff">
<h1>Somebody else's page</h1>
<iframe id="card" src="${site}/embed/${service}?lang=${language}" title="card" width="420" height="276"
  style="border:0;color-scheme:normal" sandbox="allow-scripts allow-popups"></iframe>
<iframe id="bar" src="${site}/embed/${service}?size=bar&lang=${language}" title="bar" width="420" height="48"
  style="border:0;color-scheme:normal"></iframe>
<script async src="${site}/embed.js"></script>
<outage-status service="${service}" lang="${language}"><a href="${site}/status/${service}">status</a></outage-status>
<p><img id="badge" src="${site}/badge/${service}.svg?lang=${language}" alt="badge"></p>
</body></html>`
}
