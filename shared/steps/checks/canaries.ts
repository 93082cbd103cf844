import type { Check } from '../../audit/record.ts'
import { controlCanary } from '../../verification/canaries.ts'
import { LeakScanner } from '../../verification/leak-scanner.ts'
import { type VerifyContext, verdictOf } from './context.ts'

/** The leak check finds every canary planted in a scratch table, and nothing in a row that hides none. */
export async function checkCanaries({ plan, ports, canaries, index }: VerifyContext): Promise<Check> {
  const planted = [...canaries, controlCanary]
  const table = await ports.shadow.plantCanaries(
    plan,
    planted.map(({ textValue, jsonValue, binaryValue }, id) => ({ id, textValue, jsonValue, binaryValue })),
  )
  const columns = table.columns.map((column) => ({ column, masked: false, searched: column.name !== 'id' }))
  const names = columns.map(({ column }) => column.name)
  const findings: string[] = []
  try {
    for (const [id, { name }] of planted.entries()) {
      const scanner = new LeakScanner(table.name, columns, index, ports.key)
      const chunk = { table: table.name, n: id, column: 'id', from: String(id), to: String(id + 1) }
      for await (const batch of ports.shadow.read(plan, table, names, chunk)) scanner.scan(batch)
      const caught = scanner.findings().some(({ leak }) => leak)
      if (name === controlCanary.name && caught) findings.push('the check cries wolf over a row without an original')
      if (name !== controlCanary.name && !caught) findings.push(`not caught: ${name}`)
    }
  } finally {
    await ports.shadow.dropCanaries(plan)
  }
  return verdictOf('canaries', `${canaries.length} planted originals and a row without one`, findings)
}
