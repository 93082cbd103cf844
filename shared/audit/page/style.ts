import { phoneStyle } from './phone-style.ts'

/** The style of the page: light and dark by the reader's choice, and paper when printed. Colours have a contrast of 4.5 or more. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --sheet: #ffffff; --ink: #1b2330; --soft: #5a6472; --line: #e3e1da;
  --accent: #2f5486; --good: #1c6f47; --bad: #ad2a1f; --warn: #87590a;
  --masked: #2f5486; --null: #d3a94d; --kept: #dfe3e8; --night: #151d2c; --moon: #f2d58a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0e131b; --sheet: #151c27; --ink: #e7eaf0; --soft: #9fabbb; --line: #283242;
    --accent: #8fb3e6; --good: #6cc79a; --bad: #ff8f82; --warn: #e5b765;
    --masked: #6f9bd8; --null: #b98f3a; --kept: #2b3544; --night: #090d14; --moon: #f2d58a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
header > div, main, footer { max-width: 68rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
h1, h2, .verdict { font-family: ui-serif, 'Iowan Old Style', Charter, Georgia, 'Times New Roman', serif; font-weight: 600; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.6rem; margin: 0 0 1rem; }
h3 { font-size: 1.02rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0; }
ul, ol, dl { margin: 0; padding: 0; list-style: none; }
dd { margin: 0; }
small { font-size: .82rem; color: var(--soft); font-weight: 400; }
.number, strong { font-variant-numeric: tabular-nums; }
code, .key, .proof dd, .chunks th, .rule { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; font-size: .85em; }
header { background: var(--night); color: #eef1f6; padding-block: 2.2rem 2.6rem; border-bottom: 6px solid var(--edge); --edge: #3f9a6d; --word: #7fd6a8; }
header.refused, header.failed { --edge: #c9473a; --word: #ff9c90; }
header.interrupted { --edge: #b98f3a; --word: #f2c66d; }
.brand { display: flex; align-items: center; gap: .5rem; font-weight: 600; letter-spacing: .01em; }
.brand svg { width: 1.25rem; height: 1.25rem; color: var(--moon); }
.brand span { color: #aab6c8; font-weight: 400; }
.verdict { color: var(--word); font-size: clamp(2.6rem, 7vw, 4rem); line-height: 1.05; margin-top: 1.6rem; }
h1 { font-size: clamp(1.2rem, 2.6vw, 1.6rem); font-weight: 500; line-height: 1.35; margin-block: .5rem 0; }
.failure { margin-top: 1rem; color: #ffd9d4; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .9rem; margin-top: 2rem; }
.tiles li { background: #1e2839; border: 1px solid #2e3a4f; border-radius: .7rem; padding: 1rem 1.1rem 1.1rem; }
.tiles strong { display: block; font-size: 1.9rem; line-height: 1.2; font-weight: 650; letter-spacing: -.02em; }
.tiles b { display: block; font-weight: 600; }
.tiles span { display: block; color: #aab6c8; font-size: .86rem; line-height: 1.4; margin-top: .25rem; }
.tiles .good strong { color: #7fd6a8; } .tiles .bad strong { color: #ff9c90; } .tiles .warn strong { color: #f2c66d; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: .7rem 2rem; margin-top: 1.8rem; font-size: .92rem; }
.facts dt { color: #aab6c8; } .facts dd { overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; } nav .runs-nav { margin-left: auto; }
.since { border: 1px solid var(--line); border-radius: .7rem; background: var(--sheet); padding: .3rem 1.1rem; } .since > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1.2rem; padding: .45rem 0; } .since > div + div { border-top: 1px solid var(--line); }
.since dt { font-weight: 600; } .since dd { overflow-wrap: anywhere; } .since .same { color: var(--soft); } .since .same dt { font-weight: 400; }
.meanings { margin-top: 1rem; } .meanings dl > div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1.2rem; padding: .2rem 0; font-size: .92rem; } .meanings dt { font-weight: 600; } .meanings dd { color: var(--soft); } .meanings div:target { background: color-mix(in srgb, var(--null) 22%, transparent); }
.filter { border: 1px solid var(--line); border-radius: .7rem; margin: 0 0 1rem; padding: .5rem 1rem .7rem; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; } .filter legend { color: var(--soft); font-size: .86rem; padding-inline: .3rem; } .filter label { white-space: nowrap; }
.table { background: var(--sheet); border: 1px solid var(--line); border-radius: .7rem; padding: .5rem 1.2rem; margin-bottom: .7rem; } .table[open] { padding-bottom: 1rem; } .table summary { color: var(--ink); font-weight: 400; width: auto; overflow-wrap: anywhere; } .table summary b { font-weight: 600; margin-right: .4rem; } .table em { color: var(--bad); font-style: normal; font-weight: 600; }
.mark { display: block; color: var(--warn); } .shares { display: block; width: 72px; height: 9px; } .shares path { fill: var(--kept); stroke: var(--soft); stroke-width: .3; } .shares .after { fill: var(--masked); stroke: none; }
.diagram { display: block; max-width: none; } .diagram text { font-size: 12px; fill: var(--ink); } .diagram .box { fill: var(--sheet); stroke: var(--line); } .diagram .empty { stroke-dasharray: 4 3; fill: none; } .diagram .rest { fill: var(--kept); } .line { fill: none; stroke: var(--soft); stroke-width: 1; opacity: .65; }
nav { max-width: 68rem; margin-inline: auto; padding: 1rem clamp(1rem, 4vw, 2.5rem) 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; } a { color: var(--accent); } a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
main { padding-block: 2.6rem 1rem; }
section + section { margin-top: 3rem; }
.lead, .legend, .way, .none, .named { color: var(--soft); font-size: .95rem; }
.lead { margin-bottom: 1rem; max-width: 46rem; }
.checks { border: 1px solid var(--line); border-radius: .7rem; background: var(--sheet); overflow: hidden; }
.checks > li { display: grid; grid-template-columns: 2rem 1fr; gap: .4rem .7rem; padding: .65rem 1.1rem; }
.checks > li + li { border-top: 1px solid var(--line); }
.sign { width: 1.7rem; height: 1.7rem; border-radius: 50%; display: grid; place-items: center; font-weight: 700; color: var(--tone); border: 1.5px solid var(--tone); }
.checks .passed { --tone: var(--good); } .checks .failed { --tone: var(--bad); } .checks .skipped { --tone: var(--warn); } .checks .not-asked { --tone: var(--soft); }
.checks > li > div { display: grid; grid-template-columns: 15rem 1fr; gap: 0 1.2rem; align-items: baseline; }
.checks h3 { grid-row: span 3; align-self: start; } .checks h3 small { color: var(--tone); font-weight: 600; display: block; line-height: 1.3; }
.checks p { color: var(--soft); font-size: .95rem; overflow-wrap: anywhere; grid-column: 2; } .checks .failed p:first-of-type { color: var(--ink); }
.checks .note { font-style: italic; } .checks details { grid-column: 2; } .checks summary { font-size: .92rem; }
.findings { grid-column: 2; margin: .2rem 0; padding-left: 1.1rem; list-style: disc; color: var(--soft); overflow-wrap: anywhere; } .failed .findings { color: var(--bad); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: -.4rem 0 1.2rem; } .legend span { display: flex; align-items: center; gap: .5rem; white-space: nowrap; }
.legend i { width: .9rem; height: .9rem; border-radius: .2rem; }
i.masked { background: var(--masked); } i.null { background: var(--null); } i.kept { background: var(--kept); }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: .7rem; padding: 1.1rem 1.2rem 1rem; margin-bottom: 1rem; }
.bar { display: block; width: 100%; height: .5rem; border-radius: 1rem; background: var(--kept); margin: .7rem 0 .5rem; } rect.masked { fill: var(--masked); } rect.null { fill: var(--null); }
.scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: .3rem; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
th, td { text-align: left; padding: .45rem .9rem .45rem 0; vertical-align: baseline; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .84rem; white-space: nowrap; }
tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 9rem; }
th.number, td.number { text-align: right; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
tr.kept th, tr.kept td { color: var(--soft); font-weight: 400; }
.rule { color: var(--accent); overflow-wrap: anywhere; } .key { overflow-wrap: anywhere; }
.branches { margin-top: .2rem; } .branches small { color: var(--soft); }
.whole li { padding: .35rem 0; overflow-wrap: anywhere; } .whole b { font-weight: 600; margin-right: .4rem; }
.named { margin-top: .6rem; overflow-wrap: anywhere; } .named b { color: var(--ink); font-weight: 500; margin-right: .5rem; }
.wide { min-width: 46rem; } .wide th:nth-child(1) { width: 22%; } .wide th:nth-child(2) { width: 24%; }
.wide .mask td:nth-child(2) { color: var(--accent); overflow-wrap: anywhere; font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; font-size: .85em; } .wide .mask td:nth-child(n+3):nth-child(-n+5) { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; } .wide .mask td:nth-child(6) { font-size: .84rem; color: var(--soft); min-width: 9rem; }
.risk { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.2rem 2rem; }
.risk > div { border-top: 2px solid var(--line); padding-top: .7rem; }
.risk dt { font-weight: 600; } .risk strong { font-size: 1.5rem; font-weight: 650; margin-right: .35rem; color: var(--accent); }
.risk dd { color: var(--soft); font-size: .92rem; } .risk .zero dt, .risk .zero strong { color: var(--soft); }
.columns { color: var(--ink); overflow-wrap: anywhere; }
.timings li { display: grid; grid-template-columns: 6rem 1fr 6rem 13rem; gap: 1rem; align-items: center; padding: .3rem 0; }
.track { height: .7rem; width: 100%; border-radius: 1rem; background: var(--kept); display: block; } .track rect { fill: var(--masked); }
.timings .number { text-align: right; }
.proof { display: grid; gap: .5rem; margin-bottom: 1rem; }
.proof > div { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; border-top: 1px solid var(--line); padding-top: .5rem; }
.proof dt { color: var(--soft); } .proof dd { overflow-wrap: anywhere; }
code { background: var(--kept); color: var(--ink); border-radius: .3rem; padding: .1rem .4rem; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
summary { cursor: pointer; color: var(--accent); font-weight: 600; padding: .2rem 0; width: fit-content; }
footer { color: var(--soft); font-size: .86rem; padding-block: 1rem 3rem; }
@media (max-width: 40rem) {
  .meanings dl > div { grid-template-columns: 1fr; padding: .35rem 0; } .since > div { grid-template-columns: 6.5rem 1fr; } nav .runs-nav { margin-left: 0; }
  .checks > li > div { grid-template-columns: 1fr; } .checks p, .findings { grid-column: 1; }
  .timings li { grid-template-columns: 5rem 1fr 5rem; } .timings small { grid-column: 2 / -1; margin-top: -.4rem; }
  .proof > div { grid-template-columns: 1fr; gap: 0; }
}
${phoneStyle}@media print {
  :root { color-scheme: light; --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #23406a; --good: #14573a; --bad: #8f1f16; --warn: #6b4500; --masked: #2f5486; --null: #d3a94d; --kept: #e4e6ea; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  @page { margin: 14mm; }
  body { font-size: 10.5pt; }
  header { background: none; color: #000; padding-block: 0 1rem; } .verdict { color: var(--good); margin-top: .6rem; }
  header.refused .verdict, header.failed .verdict, header .failure { color: var(--bad); } header.interrupted .verdict { color: var(--warn); }
  .brand svg { color: #000; } .brand span, .tiles span, .facts dt { color: #444; }
  .tiles { grid-template-columns: repeat(4, 1fr); } .tiles li { background: none; border-color: #bbb; } .tiles strong { font-size: 1.15rem; color: #000 !important; }
  main, footer, header > div { padding-inline: 0; max-width: none; } section + section { margin-top: 1.6rem; }
  article, .checks > li, .risk > div, tr, .timings li { break-inside: avoid; } h2, article > h3, thead, h2 + .lead, .legend, summary { break-after: avoid; }
  nav, .filter { display: none; } .scroll, .checks { overflow: visible; } .checks details .findings { columns: 2; column-gap: 1.8rem; font-size: 8.5pt; } .wide { min-width: 0; } .wide :is(th, td), .wide .mask :is(th, td):nth-child(n) { font-size: 8pt; padding-block: .18rem; min-width: 0; } .diagram { max-width: 100%; height: auto; } .table { break-inside: auto; } details::details-content { content-visibility: visible; display: block; } summary { list-style: none; color: #000; }
}
`
