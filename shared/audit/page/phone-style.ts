/** What the cells of a table are called where its head has no room, by their place: a name at each cell would be half of a large page. */
const labels: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  '.wide .mask': { 3: 'Replaced', 4: 'NULL', 5: 'Distinct', 6: 'Most frequent' },
  '.runs tbody tr': { 4: 'Rows', 5: 'Time' },
  '.coincidences tbody tr': { 2: 'Of', 3: 'Cells', 4: 'Values', 5: 'What' },
  '.chunks tbody tr': { 2: 'Rows', 3: 'Size' },
}

/** On a phone each row of a table is a small card with all its cells, so that no column lies outside of the screen. */
export const phoneStyle = `@media screen and (max-width: 40rem) {
  table:is(table, .wide, .runs) { min-width: 0; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: grid; grid-template-columns: 1fr 1fr; gap: .1rem 1rem; border-top: 1px solid var(--line); padding: .45rem 0; }
  tbody tr :is(th, td):nth-child(n):nth-child(n), .wide .mask td:nth-child(n):nth-child(n) { border: 0; padding: 0; min-width: 0; width: auto; text-align: left; white-space: normal; overflow-wrap: anywhere; }
  tbody th, .wide .kept td, .key, .wide .mask td:is(:nth-child(2), :nth-child(5), :nth-child(6)), .coincidences td:nth-child(6) { grid-column: 1 / -1; }
  td::before { color: var(--soft); font: .84rem ui-sans-serif, system-ui, sans-serif; }
${Object.entries(labels)
  .flatMap(([row, names]) =>
    Object.entries(names).map(([place, name]) => `  ${row} td:nth-child(${place})::before { content: '${name} '; }`),
  )
  .join('\n')}
}
`
