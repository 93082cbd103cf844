import type { Command } from 'commander'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

interface Node {
  /** `audit show`; '' for the program itself. */
  readonly path: string
  readonly words: readonly { readonly text: string; readonly about: string }[]
}

/** The script that completes commands and flags in a shell, made from the program itself. */
export function completionScript(program: Command, shell: Shell): string {
  const nodes = nodesOf(program, '')
  return shell === 'fish' ? fish(program.name(), nodes) : bash(program.name(), nodes, shell)
}

function nodesOf(command: Command, path: string): Node[] {
  const below = command.commands.filter((one) => one.name() !== 'help')
  const flags = command.options.filter(({ hidden, long }) => !hidden && long)
  return [
    {
      path,
      words: [
        ...below.map((one) => ({ text: one.name(), about: one.summary() || one.description() })),
        ...flags.map(({ long, description }) => ({ text: long ?? '', about: description })),
        { text: '--help', about: 'display help for command' },
      ],
    },
    ...below.flatMap((one) => nodesOf(one, `${path} ${one.name()}`.trim())),
  ]
}

// The longest path of commands that the line begins with decides; files complete what a flag takes.
function bash(name: string, nodes: readonly Node[], shell: 'bash' | 'zsh'): string {
  const cases = nodes.map(({ path, words }) => `    '${path}') words='${words.map(({ text }) => text).join(' ')}' ;;`)
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) break ;; esac
    path="\${path:+$path }$word"
  done
  case $path in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name} ${name}
`
}

function fish(name: string, nodes: readonly Node[]): string {
  const quoted = (text: string) => `'${text.replaceAll(/[\\']/g, '\\$&')}'`
  const lines = nodes.flatMap(({ path, words }) =>
    words.map(({ text, about }) => {
      const what = text.startsWith('--') ? `-l ${text.slice(2)}` : `-f -a ${text}`
      return `complete -c ${name} -n ${quoted(`test (__${name}_path) = "${path}"`)} ${what} -d ${quoted(about)}`
    }),
  )
  return `function __${name}_path
  set -l words (commandline -opc)
  set -l path
  for word in $words[2..-1]
    string match -q -- '-*' $word; and break
    set -a path $word
  end
  echo -n "$path"
end
${lines.join('\n')}
`
}
