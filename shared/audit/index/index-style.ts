/** What the index has beside the style of pages. */
export const indexStyle = `
.tiles a { color: inherit; } .tiles .run strong { font-size: 1.25rem; overflow-wrap: anywhere; }
.newest { direction: rtl; } .calendar { display: block; direction: ltr; max-width: none; margin: 0 auto .8rem 0; } .calendar text { font-size: 10px; fill: var(--soft); }
.calendar rect, .key { stroke: var(--line); stroke-width: 1; }
.key { width: .9rem; height: .9rem; border-radius: .2rem; stroke: none; }
rect.published, .key.published { fill: var(--good); } rect.refused, .key.refused { fill: var(--bad); }
rect.failed, .key.failed { fill: var(--null); } rect.none, .key.none { fill: var(--kept); }
.trends { display: grid; grid-template-columns: repeat(auto-fit, minmax(13.5rem, 1fr)); gap: 1rem; }
.trends li { background: var(--sheet); border: 1px solid var(--line); border-radius: .7rem; padding: .9rem 1.1rem; }
.trends strong { font-size: 1.35rem; } .trends svg { display: block; width: 100%; height: 3.5rem; margin: .4rem 0 .2rem; }
.trends polyline { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; vector-effect: non-scaling-stroke; } .trends path { stroke: var(--accent); stroke-width: 7; stroke-linecap: round; vector-effect: non-scaling-stroke; } .day { white-space: nowrap; }
.runs { min-width: 46rem; } .runs th[scope=row] { font-weight: 500; } .runs .when { white-space: nowrap; }
.runs .published b { color: var(--good); } .runs .refused b, .runs .failed b, .runs .abandoned b { color: var(--bad); } .runs .interrupted b, .runs .rolled-back b { color: var(--warn); }
.runs b { font-weight: 600; } main .failure { color: var(--bad); margin-bottom: 1rem; }
.runs tr:target th, .runs tr:target td, .runs tr:has(:target) th, .runs tr:has(:target) td { background: color-mix(in srgb, var(--null) 22%, transparent); }
@media print { .tiles { grid-template-columns: repeat(2, 1fr); } .runs { min-width: 0; font-size: 8.5pt; } .trends { grid-template-columns: repeat(4, 1fr); } .trends li { break-inside: avoid; } .calendar { max-width: 100%; height: auto; } }
`
