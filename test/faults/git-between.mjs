/** A `git` first on the PATH that counts its calls and does wrong at one of them. Its plan is in its text: the tool gives its children no variables of ours. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();

/** What a git can do instead of its work; `$@` is what it was asked, `$N` a number of the plan's. */
export const misdeeds = {
  "killed at once": "kill -9 $$",
  "exits 1 silently": "exit 1",
  "exits 128": 'echo "fatal: injected" >&2; exit 128',
  "killed after its output": `"${real}" "$@"; kill -9 $$`,
  "exits 1 after its output": `"${real}" "$@"; exit 1`,
  "output cut, then killed": `"${real}" "$@" | head -c $N; kill -9 $$`,
  "output cut, exits 128": `"${real}" "$@" | head -c $N; exit 128`,
  "is not to be run": "exit 126",
  "hangs": "exec sleep 60",
  "is slow": `sleep 1; exec "${real}" "$@"`,
};

/** A git that lies: it says that all is well. Nobody can see through every lie, and what can be seen has to be. */
export const lies = {
  "output cut inside a record, exits 0": `"${real}" "$@" | head -c $N; exit 0`,
  "says nothing, exits 0": `"${real}" "$@" >/dev/null; exit 0`,
  "answers nothing at once, exits 0": "exit 0",
  "garbage, exits 0": `head -c $N "$0"; exit 0`,
  "something before its output": `echo "warning: injected"; exec "${real}" "$@"`,
  "something behind its output": `"${real}" "$@"; echo "injected"; exit 0`,
  "digits changed": `"${real}" "$@" | tr 0-9 1-90; exit 0`,
  "NULs gone": `"${real}" "$@" | tr -d '\\000'; exit 0`,
};

/** Writes the wrapper; `at` is the call that goes wrong, counted from 0; with `onwards` every later one does, too. */
export function gitBetween(folder, { body, at, n = 0, onwards = false }) {
  const bin = join(folder, "between");
  const calls = join(folder, "calls");
  mkdirSync(bin);
  mkdirSync(calls);
  const test = onwards ? "-ge" : "-eq";
  const text = `#!/bin/sh
N=${n}
n=0
while ! mkdir "${calls}/$n" 2>/dev/null; do n=$((n+1)); done
echo "$*" > "${calls}/$n/asked"
if [ $n ${test} ${at} ]; then
${body}
fi
exec "${real}" "$@"
`;
  writeFileSync(join(bin, "git"), text);
  chmodSync(join(bin, "git"), 0o755);
  return bin;
}

/** What git was asked, call by call. */
export function callsIn(folder) {
  const calls = join(folder, "calls");
  return readdirSync(calls)
    .map(Number)
    .toSorted((a, b) => a - b)
    .map((call) => readFileSync(join(calls, String(call), "asked"), "utf8").trim());
}
