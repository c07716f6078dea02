import { basename } from 'node:path';
import { UsageError } from '../messages/errors.js';
import type { Run } from './run.js';

/**
 * What the shell runs at every Tab: it asks this program, which knows the commands, options and the lab's nodes.
 * An answer of a single line ':file' or ':directory' leaves it to the shell.
 */
const scripts = {
  bash: `# zk-lab completion for bash
_zk_lab() {
  local words
  words=$("\${COMP_WORDS[0]}" --complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
  case $words in
    :file) COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")) ;;
    :directory) COMPREPLY=($(compgen -d -- "\${COMP_WORDS[COMP_CWORD]}")) ;;
    *) local IFS=$'\\n'; COMPREPLY=($(compgen -W "\${words//$'\\t'*([^$'\\n'])/}" -- "\${COMP_WORDS[COMP_CWORD]}")) ;;
  esac
}
shopt -s extglob
complete -o filenames -o bashdefault -F _zk_lab zk-lab
`,
  zsh: `#compdef zk-lab
# zk-lab completion for zsh
_zk_lab() {
  local -a answers described
  local line
  answers=("\${(@f)$(\${words[1]} --complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  case \${answers[1]} in
    :file) _files; return ;;
    :directory) _files -/; return ;;
  esac
  for line in $answers; do
    [[ -n $line ]] && described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe zk-lab described
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _zk_lab zk-lab
`,
} as const;

type Shell = keyof typeof scripts;
const isShell = (name: string): name is Shell => name in scripts;

export const run: Run = async (typed, { output }) => {
  const shell = typed.words[0] ?? basename(process.env.SHELL ?? 'bash');
  if (!isShell(shell)) throw new UsageError('cli.bad-shell', { shell });
  output.write(scripts[shell]);
  return 0;
};
