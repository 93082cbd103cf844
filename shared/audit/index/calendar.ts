import { counted } from '../figures.ts'
import { type Html, html } from '../page/html.ts'
import type { Day } from './nights.ts'

const words = { published: 'published', refused: 'refused', failed: 'not published', none: 'no run' } as const
const cell = 14
const top = 16
const left = 30
const listedGaps = 14

/** The nights as weeks beside each other, and in words those on which nothing was published. */
export function calendarSection(days: readonly Day[]): Html | null {
  if (days.length === 0) return null
  const number = (state: Day['state']) => days.filter((day) => day.state === state).length
  const told = `${counted(days.length, 'day')} from ${days[0]?.date} to ${days.at(-1)?.date}: ${number('published')} published, ${number('refused')} refused, ${number('failed')} not published, ${number('none')} without a run`
  return html`<section aria-labelledby="nights">
<h2 id="nights">Nights</h2>
<p class="legend">${Object.entries(words).map(([state, word]) => html`<span><svg class="key ${state}" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1"/></svg> ${word}</span>`)}</p>
<div class="scroll newest" role="region" tabindex="0" aria-label="Calendar of nights">${weeks(days, told)}</div>
<p class="lead">${told}.${gaps(days)}</p>
</section>`
}

function weeks(days: readonly Day[], told: string): Html {
  const offset = weekday(days[0]?.date ?? '')
  const columns = Math.ceil((offset + days.length) / 7)
  // Wide enough for the name of a month.
  const width = left + Math.max(3, columns) * cell
  const cells = days.map(({ date, state, runs }, at) => {
    const [week, day] = [Math.floor((at + offset) / 7), (at + offset) % 7]
    const title = `${date}: ${runs > 1 ? `${runs} runs, ` : ''}${words[state]}`
    return html`<rect class="${state}" x="${left + week * cell}" y="${top + day * cell}" width="11" height="11" rx="2"><title>${title}</title></rect>
`
  })
  return html`<svg class="calendar" role="img" aria-label="${told}" width="${width}" height="${top + 7 * cell}" viewBox="0 0 ${width} ${top + 7 * cell}">
${['Mon', '', 'Wed', '', 'Fri', '', 'Sun'].map((name, day) => (name === '' ? null : html`<text x="0" y="${top + day * cell + 10}">${name}</text>`))}
${monthNames(days, offset)}
${cells}</svg>`
}

// A name above the week in which its month begins, and none where two would run into each other.
function monthNames(days: readonly Day[], offset: number): Html[] {
  let free = 0
  return days.flatMap(({ date }, at) => {
    const week = Math.floor((at + offset) / 7)
    if ((at > 0 && !date.endsWith('-01')) || week < free) return []
    free = week + 3
    return [html`<text x="${left + week * cell}" y="10">${months[Number(date.slice(5, 7)) - 1] ?? ''}</text>`]
  })
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 0 for Monday. */
function weekday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
}

function gaps(days: readonly Day[]): Html {
  const without = days
    .filter(({ state }) => state !== 'published')
    .map(({ date, state }) => html`<span class="day">${date}</span> (${words[state]})`)
  if (without.length === 0) return html` Every night was published.`
  const newest = without.toReversed().slice(0, listedGaps)
  const more = without.length - newest.length
  const listed = newest.map((day, at) => html`${at === 0 ? '' : ', '}${day}`)
  return html` Without a published run, the newest first: ${listed}${more > 0 ? `, and ${more} more` : ''}.`
}
