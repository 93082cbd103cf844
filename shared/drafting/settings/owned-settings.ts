import type { Samples } from '../../policy/detection/detect.ts'
import { wordsOf } from '../../policy/detection/names/name-words.ts'
import type { SettingsTable } from '../../policy/detection/tables/settings-table.ts'

const address =
  /_(?:\w+_)?(?:site|base|home|shop|server|store|public|root|app|frontend|backend|cookie|canonical)?_?(?:url|uri|host|hostname|domain|domains|endpoint)_$|_siteurl_$|_home_$/
const mail = /_(?:\w+_)?(?:smtp|mailer|mail_?(?:server|host|method|transport))(?:_\w+)?_/

/** Why staging may want such a table of its own, in words. */
export function ownedReasons(settings: SettingsTable, hasSecrets: boolean, samples: Samples): string[] {
  const names = [...settings.names.values()].map(wordsOf)
  const texts = settings.values.flatMap(({ name }) => samples.get(settings.table.name)?.get(name) ?? [])
  const hasLinks = texts.some((text) => text !== null && /https?:\/\//i.test(text))
  return [
    ...(hasLinks && names.some((name) => address.test(name)) ? ["the site's own addresses"] : []),
    ...(names.some((name) => mail.test(name)) ? ['how mail is sent'] : []),
    ...(hasSecrets ? ['passwords, tokens or keys'] : []),
  ]
}
