import type { Argv } from 'yargs';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Outcome } from './command.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** Where a word completes to nothing, each shell completes paths. */
const scripts: Readonly<Record<Shell, string>> = {
  bash: `# source <(rancher-catalog completion bash)
_rancher_catalog() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(rancher-catalog --complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && "\${COMPREPLY[0]}" == *= ]]; then compopt -o nospace; fi
}
complete -o bashdefault -o default -F _rancher_catalog rancher-catalog
`,
  zsh: `#compdef rancher-catalog
# rancher-catalog completion zsh > "\${fpath[1]}/_rancher-catalog"
_rancher_catalog() {
  local -a reply
  reply=("\${(@f)$(rancher-catalog --complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  reply=("\${(@)reply:#}")
  if (( \${#reply} == 0 )); then
    _files
  else
    compadd -S '' -- \${(M)reply:#*=}
    compadd -- \${reply:#*=}
  fi
}
if [[ "\${zsh_eval_context[-1]}" == loadautofunc ]]; then
  _rancher_catalog "$@"
else
  compdef _rancher_catalog rancher-catalog
fi
`,
  fish: `# rancher-catalog completion fish > ~/.config/fish/completions/rancher-catalog.fish
function __rancher_catalog
  set -l words (commandline -opc) (commandline -ct)
  rancher-catalog --complete $words[2..-1] 2>/dev/null
end
complete -c rancher-catalog -a '(__rancher_catalog)'
`,
};

const isShell = (name: string): name is Shell => (shells as readonly string[]).includes(name);

/** The options of `completion`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('shell', {
      type: 'string',
      choices: shells,
      describe: 'the shell (default: the one that SHELL names)',
    })
    .example('source <($0 completion bash)', 'completion in this shell')
    .example('$0 completion fish > ~/.config/fish/completions/rancher-catalog.fish', 'for good');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Prints the completion script of a shell. */
export function run(args: Arguments): Promise<Outcome> {
  const login = process.env.SHELL?.split('/').at(-1) ?? '';
  const shell = args.shell ?? (isShell(login) ? login : undefined);
  if (shell === undefined) {
    throw usageError('missing argument: [shell]', `name the shell: one of ${shells.join(', ')}`);
  }
  const script = scripts[shell];
  return Promise.resolve({
    diagnostics: [],
    text: () => script,
    json: () => ({ shell, script }),
  });
}
