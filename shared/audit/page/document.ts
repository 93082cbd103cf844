import { createHash } from 'node:crypto'
import { type Html, html } from './html.ts'

/** A page that runs no script, loads nothing and takes no style but this one, whatever stands in its body. */
export function document(title: string, style: string, body: Html): string {
  const digest = createHash('sha256').update(style).digest('base64')
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
${body}
</body>
</html>
`.html
}
