import { base64 } from './base64.ts'
import { behindLength } from './behind-length.ts'
import { camelCase } from './camel-case.ts'
import { compressed } from './compressed.ts'
import { entities } from './entities.ts'
import { escapes } from './escapes.ts'
import { foldedLines } from './folded-lines.ts'
import { hex } from './hex.ts'
import { hyphens } from './hyphens.ts'
import { initials } from './initials.ts'
import { labels } from './labels.ts'
import { latin1 } from './latin1.ts'
import { percent } from './percent.ts'
import { quotedPrintable } from './quoted-printable.ts'
import type { Reading } from './reading.ts'
import { rtf } from './rtf.ts'
import { tags } from './tags.ts'
import { twiceUtf8 } from './twice-utf8.ts'
import { wideLetters } from './wide-letters.ts'

/** Every reading; what one decodes is read again by all of them. */
export const readings: readonly Reading[] = [
  ...[escapes, percent, entities, quotedPrintable, base64, hex, wideLetters, latin1, twiceUtf8, compressed],
  ...[foldedLines, rtf, behindLength],
  ...[hyphens, camelCase, tags, labels, initials],
]
