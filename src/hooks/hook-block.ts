import type { HookName } from "./hook-names.ts";

/** Whose lines these are: what stands between the marks is ours to rewrite, nothing else in the file is. */
export const openingMark = "# >>> riskscore";
export const closingMark = "# <<< riskscore";

/**
 * The package's own folder first, then that of the main worktree (linked ones seldom have packages installed), then the PATH.
 * A program that cannot be found is said aloud: git alone would print `not found` and people would look for their own mistake.
 */
const callRiskscore = String.raw`riskscore_hook() {
  riskscore_main=$(git rev-parse --git-common-dir 2>/dev/null || :)/..
  for riskscore_program in ./node_modules/.bin/riskscore "$riskscore_main/node_modules/.bin/riskscore" "$(command -v riskscore || :)"; do
    if [ -x "$riskscore_program" ]; then
      "$riskscore_program" hook "$@" && return
      riskscore_code=$?
      [ $riskscore_code -ne 127 ] || echo "riskscore: $riskscore_program could not be started for the $1 hook, most likely for want of node on the PATH (a program with windows may know another PATH than your terminal). Push and commit from a terminal, or make node known to all programs." >&2
      return $riskscore_code
    fi
  done
  echo "riskscore: the $1 hook cannot find riskscore, neither in node_modules nor on the PATH." >&2
  echo "  hint: Install this repository's packages, or riskscore for all of them (npm install --global riskscore)." >&2
  return 2
}`;

/** Git tells its lines once, on stdin: we hear them first, and whatever stands below hears the same. */
const prePush = String.raw`riskscore_lines=
[ -t 0 ] || riskscore_lines=$(cat)
if [ -z "$riskscore_lines" ]; then
  riskscore_hook pre-push "$@" || exit $?
else
  riskscore_hook pre-push "$@" <<RISKSCORE_LINES || exit $?
$riskscore_lines
RISKSCORE_LINES
  exec <<RISKSCORE_LINES
$riskscore_lines
RISKSCORE_LINES
fi`;

/** Records, and never stops a commit. */
const prepareCommitMsg = String.raw`riskscore_hook prepare-commit-msg "$@" || :`;

const bodies = { "pre-push": prePush, "prepare-commit-msg": prepareCommitMsg } satisfies Record<HookName, string>;

/** Our lines for a hook that a POSIX shell runs, marks included, LF at every end. They hold under `set -eu` and `pipefail`. */
export function blockFor(hook: HookName): string {
  return [`${openingMark}: written by riskscore init --hooks; add your own lines outside these two marks`, callRiskscore, bodies[hook], closingMark, ""].join("\n");
}

/** A whole hook file that holds nothing but our block. */
export function scriptFor(hook: HookName): string {
  return `#!/bin/sh\n${blockFor(hook)}`;
}

/** What a hook that no shell runs has to do, in the words of one. */
export function callFor(hook: HookName): string {
  return hook === "pre-push" ? `# with git's arguments, and git's lines on its stdin; the push may go on only where it exits 0\nriskscore hook pre-push "$@"\n` : `# with git's arguments, and whatever it exits with\nriskscore hook prepare-commit-msg "$@"\n`;
}
