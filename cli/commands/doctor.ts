import { existsSync } from 'node:fs'
import { RunFailedError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { checkHere } from '../doctor/check-here.ts'
import type { Diagnosis } from '../doctor/check-server.ts'
import { checkSource, checkStaging } from '../doctor/check-sides.ts'
import { type ConfigFlags, defaultConfigFile } from '../flags.ts'
import { loadConfig } from '../load-config.ts'
import { doctorSummary } from '../summary/doctor-summary.ts'

/** Asks both servers and this machine for all that a run needs, and changes nothing. Of a source alone only that is asked. */
export async function doctor(flags: ConfigFlags, _session: Session): Promise<Answer> {
  const alone = flags.source && !flags.staging && !existsSync(flags.config ?? defaultConfigFile)
  const config = await loadConfig(flags, alone ? ['source'] : undefined)
  const diagnoses: Record<string, readonly Diagnosis[]> = {
    source: await checkSource(config),
    ...(alone ? {} : { staging: await checkStaging(config), 'this machine': await checkHere(config) }),
  }
  const failed = Object.values(diagnoses)
    .flat()
    .filter(({ passed }) => passed === false).length
  return {
    json: { diagnoses },
    lines: (look) => doctorSummary(diagnoses, look),
    failure:
      failed === 0
        ? null
        : new RunFailedError(
            failed === 1
              ? 'One thing stands in the way of a run; it is marked ✗ above.'
              : `${failed} things stand in the way of a run; they are marked ✗ above.`,
          ),
  }
}
