import { delimiter, isAbsolute } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** What a program needs to start and find its temporary folder; nothing that could steer git. */
const machine = ["SystemRoot", "SYSTEMROOT", "ComSpec", "PATHEXT", "TMPDIR", "TEMP", "TMP", "DEVELOPER_DIR"] as const;

/** Which repository is meant and whose configuration counts: what git itself, or the person, put there. */
const user = ["HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "APPDATA", "XDG_CONFIG_HOME", "PROGRAMDATA", "SUDO_UID"] as const;
const locating = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_COMMON_DIR",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_CEILING_DIRECTORIES",
  "GIT_DISCOVERY_ACROSS_FILESYSTEM",
  "GIT_CONFIG_NOSYSTEM",
  "GIT_CONFIG_SYSTEM",
  "GIT_CONFIG_GLOBAL",
  "GIT_CONFIG_PARAMETERS",
  "GIT_CONFIG_COUNT",
] as const;
const configPair = /^GIT_CONFIG_(KEY|VALUE)_\d+$/;

/** Set for every git we start, whoever's configuration it reads. Old gits ignore what they do not know. */
const always = {
  LC_ALL: "C",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_NO_LAZY_FETCH: "1",
  // Before 2.44 only this stops a partial clone from starting its remote's `uploadpack` command for a missing object.
  GIT_ALLOW_PROTOCOL: "none",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
} as const;

/** The environment for analysis in the scratch repository: nothing of the user's, nothing of the repository's. */
export function scratchEnvironment(host: Env, scratch: string): Record<string, string> {
  return {
    ...pick(host, machine),
    PATH: absolutePath(host),
    ...always,
    GIT_DIR: scratch,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
  };
}

/** The environment for finding the repository and reading its names: the user's configuration counts, and runs nothing. */
export function userEnvironment(host: Env): Record<string, string> {
  const pairs = Object.keys(host).filter((name) => configPair.test(name));
  return { ...pick(host, machine), ...pick(host, user), ...pick(host, locating), ...pick(host, pairs), PATH: absolutePath(host), ...always };
}

function pick(from: Env, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}

/** Hook managers put a relative `node_modules/.bin` first: a `git` in there would belong to the change that is judged. */
function absolutePath(host: Env): string {
  const path = host["PATH"] ?? host["Path"] ?? "";
  return path.split(delimiter).filter(isAbsolute).join(delimiter);
}
