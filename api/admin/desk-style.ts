/**
 * Styles of the desk, after the pages' own colours (app/styles/tokens.css): dense, rules in place of boxes, 32 px rows.
 * Its fonts are the reader's own.
 */
export const deskStyle = `
*{box-sizing:border-box;margin:0}
html{-webkit-text-size-adjust:100%}
body{background:var(--bg);color:var(--ink);font:400 .875rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic",sans-serif}
[dir=rtl] body{line-height:1.7}
a{color:inherit;text-underline-offset:.2em;text-decoration-color:var(--control)}
a:hover{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
h1{font:700 1.5rem/1.25 Georgia,"Noto Naskh Arabic",serif;margin-block-end:12px;overflow-wrap:anywhere}
h2{font:700 1.125rem/1.3 Georgia,"Noto Naskh Arabic",serif;margin-block:24px 8px}
p+p,ul+p,form+p{margin-block-start:8px}
p+form,p+dl,dl+.scroll,p+.scroll{margin-block-start:12px}
.vh{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-block-start:-60px;inset-inline-start:8px;background:var(--ink);color:var(--on-ink);padding:8px 12px}
.skip:focus{inset-block-start:8px}
.top{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:center;padding:8px 16px;border-block-end:1px solid var(--rule);border-block-start:4px solid var(--ink)}
.top p+p,.top p+form{margin:0}
.brand{font:700 1.125rem/1.3 Georgia,"Noto Naskh Arabic",serif}
.brand a{text-decoration:none}
.links{display:flex;flex-wrap:wrap;align-items:center;gap:0 16px}
.links span{color:var(--ink-2)}
.links a,nav a{display:inline-flex;align-items:center;gap:6px;min-block-size:32px}
.top .who{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-inline-start:auto}
nav{border-block-end:1px solid var(--rule);padding:4px 16px}
nav ul{display:flex;flex-wrap:wrap;gap:0 16px;list-style:none;padding:0}
nav a{text-decoration:none}
nav a[aria-current]{font-weight:700;box-shadow:inset 0 -3px var(--ink)}
.n{background:var(--ink);color:var(--on-ink);border-radius:4px;padding:0 6px;font-size:.75rem}
main{padding:16px;max-inline-size:1184px;outline:0}
.alone{max-inline-size:440px;margin-inline:auto;padding-block:48px}
@media(min-width:900px){
.frame{display:grid;grid-template-columns:184px minmax(0,1fr);min-block-size:calc(100vh - 58px)}
nav{border-block-end:0;border-inline-end:1px solid var(--rule);padding:16px}
nav ul{display:block}
nav a{inline-size:100%}
nav a[aria-current]{box-shadow:none}
main{padding:16px 32px 48px}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 24px}
}
.said{border-inline-start:4px solid var(--none);background:var(--none-t);padding:8px 12px;margin-block-end:16px;display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center}
.faults{border-inline-start:4px solid var(--major);background:var(--major-t);padding:8px 12px;margin-block-end:16px}
.scroll{overflow-x:auto;position:relative}
table{border-collapse:collapse;inline-size:100%;font-variant-numeric:tabular-nums}
th,td{text-align:start;padding-block:5px;padding-inline:0 12px;border-block-end:1px solid var(--rule);vertical-align:top;font-weight:400}
thead th{font-weight:700;color:var(--ink-2)}
tbody th{font-weight:600}
td pre{font:.75rem/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;max-inline-size:60ch}
summary{cursor:pointer;min-block-size:24px}
.facts{display:flex;flex-wrap:wrap;gap:12px 32px;margin-block-end:16px}
.facts div{min-inline-size:112px}
.facts dt{color:var(--ink-2)}
.facts dd{margin:0;font:700 1.375rem/1.3 Georgia,"Noto Naskh Arabic",serif}
button,.btn{font:600 .875rem/1.2 inherit;font-family:inherit;min-block-size:32px;padding:4px 12px;border:1px solid var(--control);border-radius:4px;background:var(--surface);color:var(--ink);cursor:pointer}
button:hover{border-color:var(--ink)}
button.main{background:var(--ink);color:var(--on-ink);border-color:var(--ink)}
button.grave{border-color:var(--major);color:var(--major)}
kbd{font:600 .75rem/1 ui-monospace,monospace;border:1px solid currentColor;border-radius:2px;padding:1px 4px}
.press{display:inline-flex;flex-wrap:wrap;gap:6px;align-items:center}
.acts{display:flex;flex-wrap:wrap;gap:6px;margin-block-start:8px}
.find{display:flex;flex-wrap:wrap;gap:8px;align-items:end;margin-block-end:16px}
.fld{margin-block:0 12px}
.find .fld{margin:0}
.fld label,legend{display:block;font-weight:600}
.fld small{display:block;color:var(--ink-2);font-size:.8125rem}
.fld small.fault{color:var(--major);font-weight:600}
input:not([type=checkbox],[type=hidden]),select,textarea{font:inherit;inline-size:100%;min-block-size:36px;padding:4px 8px;border:1px solid var(--control);border-radius:4px;background:var(--surface);color:var(--ink)}
.wrong input,.wrong select,.wrong textarea{border:2px solid var(--major)}
.find input,.find select{inline-size:auto;max-inline-size:100%}
fieldset{border:0;padding:0;margin-block-end:12px}
.ticks{display:flex;flex-wrap:wrap;gap:0 20px}
.tick{display:inline-flex;align-items:center;gap:8px;min-block-size:32px}
.tick input{inline-size:18px;block-size:18px;accent-color:var(--ink)}
.note{border-block-start:1px solid var(--rule);padding:12px 0;outline-offset:4px}
.note .meta{color:var(--ink-2);font-size:.8125rem;display:flex;flex-wrap:wrap;gap:0 16px;margin:0}
.note blockquote{margin-block:4px 0;font-size:1rem;overflow-wrap:anywhere;white-space:pre-line}
.key{font:600 1.125rem/1.4 ui-monospace,monospace;user-select:all;overflow-wrap:anywhere;background:var(--sunken);padding:8px 12px;border-radius:4px}
.mark{font-size:.8125rem;color:var(--ink-2);border:1px solid var(--control);border-radius:2px;padding:0 5px;white-space:nowrap}
.preview{border:1px solid var(--rule);background:var(--surface);padding:12px 16px;margin-block-end:16px}
@media(forced-colors:active){button.main{border:2px solid}.n{border:1px solid}}
@media(max-width:600px){table{min-inline-size:34rem}tbody th{position:sticky;inset-inline-start:0;background:var(--bg)}nav ul{flex-wrap:nowrap;overflow-x:auto;white-space:nowrap}button,.links a,nav a,.tick{min-block-size:44px}}
`

/**
 * Keys of the queue, only while a note or something in it has the focus, and not for those who turned shortcuts off in the
 * site's settings. Without this script every button is still there.
 */
export const deskScript = `addEventListener('keydown',(event)=>{
const note=event.target.closest?.('.note')
if(!note||event.target.matches('input,textarea,select')||event.ctrlKey||event.metaKey||event.altKey)return
try{if(localStorage.getItem('desk-shortcut')==='off')return}catch{}
const to={j:note.nextElementSibling,k:note.previousElementSibling}[event.key]
if(to?.matches('.note'))return void(event.preventDefault(),to.focus())
const button=note.querySelector('button[data-key="'+CSS.escape(event.key.toLowerCase())+'"]')
if(button){event.preventDefault();button.click()}
})
`
