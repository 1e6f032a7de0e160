/**
 * Styles of the embeds. They stand inline in the document (one request, no flash) and are allowed by their hash,
 * so no markup here may carry a style attribute. Colours are the tokens of the pages; fonts are the reader's own.
 */

const tokens = {
  light:
    '--surface:#fff;--ink:#16181d;--ink-2:#454a54;--on-ink:#fbfaf7;--rule:#dfdace;--control:#857f70;--accent:#1a4b8c;--series:#4a5361;--fill:#d5d8dc;--band:#ece7db;--baseline:#6c675b;--none:#0b6e5a;--possible:#8f5f00;--possible-t:#f7eeda;--major:#930f22;--major-t:#f8ebe7;--recovering:#7440b8;--recovering-t:#f1ecf7;--unknown:#5c616b;color-scheme:light',
  dark: '--surface:#191c21;--ink:#edebe5;--ink-2:#bdbfc4;--on-ink:#111317;--rule:#2b2f37;--control:#767c88;--accent:#8fbaf3;--series:#a3aebd;--fill:#343a43;--band:#23262b;--baseline:#a09b8e;--none:#4fd0ae;--possible:#f2c14a;--possible-t:#2d240e;--major:#f4645e;--major-t:#2b1517;--recovering:#c59bf5;--recovering-t:#271d38;--unknown:#a3a7b0;color-scheme:dark',
}

/**
 * The scheme is declared on the card, not on the root: where the schemes of a frame and its document differ,
 * browsers paint an opaque sheet behind the frame.
 */
const base = `
.w{${tokens.light}}
.dark .w{${tokens.dark}}
@media (prefers-color-scheme:dark){.auto .w{${tokens.dark}}}
.none{--st:var(--none)}
.possible{--st:var(--possible);--tint:var(--possible-t)}
.major{--st:var(--major);--tint:var(--major-t)}
.recovering{--st:var(--recovering);--tint:var(--recovering-t)}
.unknown{--st:var(--unknown)}
*{box-sizing:border-box;margin:0;padding:0}
html{-webkit-text-size-adjust:100%}
body{font:400 1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic",sans-serif}
[dir=rtl] body{line-height:1.7}
a{color:inherit;text-decoration-color:var(--control);text-underline-offset:.2em;text-decoration-thickness:1px}
a:hover{color:var(--accent);text-decoration-color:currentColor}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.vh{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.w{background:var(--surface);color:var(--ink);border:1px solid var(--rule);border-radius:4px}
.clear .w{background:none}
.ic{inline-size:1em;block-size:1em;flex:none}
.x{stroke:var(--surface)}
.mk{inline-size:16px;block-size:16px;flex:none;fill:var(--ink)}
.mk path{fill:none;stroke:var(--surface);stroke-width:2}
.sm{border:1px solid var(--control);border-radius:2px;padding:0 5px;font:600 .75rem/1.4 system-ui,sans-serif;color:var(--ink-2);white-space:nowrap}
.off{font-size:.8125rem;color:var(--ink-2);overflow-wrap:anywhere}
@media (forced-colors:active){.x,.mk path{stroke:Canvas}.ic,.mk{forced-color-adjust:auto}.tile{border:1px solid}}`

const card = `
main{max-inline-size:480px}
.w{display:flex;flex-direction:column;border-block-start:3px solid var(--st);padding:12px 16px 6px;min-block-size:min(100vh,360px)}
.hd{display:flex;gap:10px;align-items:center}
.hd>div{min-inline-size:0;flex:1}
.tile{inline-size:36px;block-size:36px;border-radius:4px;background:var(--ink);color:var(--on-ink);display:grid;place-items:center;font:700 1.25rem/1 Georgia,"Noto Naskh Arabic",serif;flex:none}
.nm{display:flex;flex-wrap:wrap;align-items:center;gap:2px 10px}
h1{font:700 1.25rem/1.2 Georgia,"Noto Naskh Arabic",serif;overflow-wrap:anywhere}
.s{display:flex;gap:7px;align-items:center;color:var(--st);font-weight:700;font-size:.9375rem;line-height:1.45}
.s .ic{font-size:17px}
.m{margin-block:9px 6px;line-height:1.4}
.m b{display:block;font-weight:600}
.m span{font-size:.875rem;color:var(--ink-2)}
[dir=rtl] h1{line-height:1.4}
[dir=rtl] .s{line-height:1.6}
[dir=rtl] .m{margin-block:6px 4px;line-height:1.55}
.sp{flex:1;display:flex;flex-direction:column}
.sp svg{inline-size:100%;flex:1 0 24px;min-block-size:24px;max-block-size:140px;display:block;overflow:visible}
svg path{vector-effect:non-scaling-stroke}
.ends{display:flex;justify-content:space-between;gap:8px;padding-block-start:4px;font-size:.75rem;line-height:1.25;color:var(--ink-2);font-variant-numeric:tabular-nums}
.stale svg{opacity:.45}
.ln{fill:none;stroke:var(--series);stroke-width:1.5}
.ln.st{stroke:var(--st);stroke-width:2}
.cur{opacity:.5}
.gr{fill:none;stroke:var(--rule)}
.ft{display:flex;justify-content:space-between;align-items:center;gap:0 12px;flex-wrap:wrap;border-block-start:1px solid var(--rule);margin-block-start:8px;font-size:.875rem}
.ft a{min-block-size:44px;display:inline-flex;gap:6px;align-items:center;font-weight:600}
.ft .by{color:var(--ink-2);font-size:.8125rem;font-weight:400;text-decoration:none}
@media (max-width:340px){.w{padding-inline:12px}.hd{align-items:start}h1{font-size:1.125rem}.s{font-size:.875rem}.m b{font-size:.9375rem}.ft{flex-wrap:nowrap}.ft a{white-space:nowrap}.ft .by{font-size:.75rem}}
@media (max-width:340px) and (max-height:290px){.ft a{min-block-size:40px}}
@media (max-height:290px){.sp svg{flex-basis:8px;min-block-size:8px}}`

const chart = `
main{max-inline-size:960px}
.w{min-block-size:min(100vh,560px)}
.sp{min-block-size:140px}
.un{font-size:.8125rem;color:var(--ink-2);line-height:1.4}
.pl{flex:1;display:flex;margin-block-start:12px;min-block-size:90px}
.pb{flex:1;position:relative}
.pb svg{position:absolute;inset:0;block-size:100%;max-block-size:none}
.y{display:flex;flex-direction:column;justify-content:space-between;margin-block:-.5rem;padding-inline-start:8px;inline-size:52px;font-size:.75rem;line-height:1rem;color:var(--ink-2);font-variant-numeric:tabular-nums}
.ends{margin-inline-end:52px;padding-block-start:10px}
.ends b{color:var(--ink)}
.ln.cur{stroke-dasharray:2 2;opacity:1}
.ar{fill:var(--fill)}
.ar.st{fill:var(--st);fill-opacity:.2}
.in{fill:var(--tint)}
.bd{fill:var(--band)}
.be{fill:none;stroke:var(--baseline)}
.us{fill:none;stroke:var(--baseline);stroke-width:1.2;stroke-dasharray:4 3}
.lg{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;padding-block-start:8px;font-size:.75rem;line-height:1.4;color:var(--ink-2)}
.lg li{display:inline-flex;align-items:center;gap:6px}
.lg svg{inline-size:20px;block-size:12px;flex:none}`

const bar = `
main{max-inline-size:720px}
.w{border-inline-start:4px solid var(--st);min-block-size:48px;display:flex;flex-direction:column;justify-content:center}
.w>a{display:flex;align-items:center;gap:10px;min-block-size:46px;padding-inline:12px;text-decoration:none}
.w>a:hover h1{text-decoration:underline}
.w>a:focus-visible{outline-offset:-3px}
.w>a>.ic{color:var(--st);font-size:18px}
.t{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 10px;flex:1;min-inline-size:0;line-height:1.3}
h1{font-size:.9375rem;font-weight:600;overflow-wrap:anywhere}
.t>span{font-size:.875rem;color:var(--ink-2)}
.t .sm{font-size:.6875rem;line-height:1.15}
.off{padding:0 12px 8px}
@media (max-width:480px){h1{font-size:.875rem}.t>span{font-size:.8125rem}}
@media (max-width:400px){h1{font-size:.8125rem}}
@media (max-height:50px){.t{position:relative;max-block-size:2.4375rem;overflow:hidden}h1{display:flex;max-inline-size:100%;white-space:pre}bdi{overflow:hidden;text-overflow:ellipsis}}
@media (max-width:480px) and (max-height:50px){.t{max-block-size:2.3rem}}
@media (max-width:340px){.t{gap:0 6px;max-block-size:2.8125rem;line-height:1.25}.t>span{font-size:.75rem}.t .sm{font-size:.625rem;padding:0 3px}.t h1{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;font-size:.75rem;white-space:normal}.w>a{padding-inline:10px;gap:8px}}`

const packed = (css: string): string => css.replace(/\n/g, '')

export const styles = {
  bar: packed(base + bar),
  card: packed(base + card),
  chart: packed(base + card + chart),
}
