/** What can go wrong around one run: a list of kinds, each of which makes as many different faults as it is asked for. */
import { chmodSync, closeSync, cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gitBetween, lies, misdeeds } from "./git-between.mjs";

/**
 * Each kind: `name`; `share` of the faults; `warm`: whether an earlier run has left its cache; `plan(random, context)`: what is done, in words, and
 * `apply(copy)`, which returns how to run. `context` has `calls`, how often git is called without any fault.
 */
export const kinds = [
  git("git", misdeeds, 26),
  git("git lies", lies, 18),
  { name: "git goes missing", share: 2, plan: (random, { calls }) => ({ words: "from a call on", apply: ({ folder, env }) => withPath(env, gitBetween(folder, { body: "exit 127", at: random.below(calls), onwards: true })) }) },
  files("object", 14, (copy) => [...filesBelow(join(copy.gitDir, "objects")), ...filesBelow(join(copy.remote, "objects"))]),
  files("ref or setting", 5, (copy) => ["HEAD", "config", "index", "packed-refs", ...below(copy.gitDir, "refs")].map((name) => join(copy.gitDir, name)).filter(isFile)),
  { ...files("cache", 8, (copy) => [...filesBelow(join(copy.gitDir, "riskscore")), ...filesBelow(join(copy.gitDir, "riskscore-server"))]), warm: true },
  { ...files("audit log", 4, (copy) => filesBelow(join(copy.gitDir, "riskscore-audit"))), warm: true },
  folders(),
  { name: "disk full", share: 4, plan: diskFull },
  { name: "stream gone", share: 4, plan: streamGone },
  { name: "memory", share: 4, plan: memory },
  { name: "few files may be open", share: 2, plan: (random) => limited(`ulimit -n ${random.between(4, 30)};`) },
  { name: "signal", share: 8, plan: signal },
  { name: "clock", share: 3, plan: clock },
  { name: "no place to work", share: 2, plan: noPlace },
];

function git(name, bodies, share) {
  return {
    name,
    share,
    plan(random, { calls }) {
      const what = random.pick(Object.keys(bodies));
      const at = random.below(calls);
      const n = random.pick([0, 1, 7, 40, 41, 60, 100, 150, 400, random.below(3000)]);
      return { words: what, at, apply: ({ folder, env }) => withPath(env, gitBetween(folder, { body: bodies[what], at, n })) };
    },
  };
}

function withPath(env, folder) {
  return { env: { ...env, PATH: `${folder}:${env.PATH}` } };
}

const damage = {
  gone: (file) => rmSync(file),
  empty: (file) => truncateSync(file, 0),
  halved: (file) => truncateSync(file, statSync(file).size >> 1),
  "a byte changed": (file, random) => {
    const bytes = readFileSync(file);
    if (bytes.length > 0) bytes[random.below(bytes.length)] ^= 1 << random.below(8);
    writeFileSync(file, bytes);
  },
  zeros: (file) => writeFileSync(file, Buffer.alloc(statSync(file).size)),
  garbage: (file, random) => writeFileSync(file, random.bytes(random.between(1, 300))),
  "more behind it": (file, random) => writeFileSync(file, Buffer.concat([readFileSync(file), random.bytes(20)])),
  "a folder": (file) => (rmSync(file), mkdirSync(file)),
  "a link to nowhere": (file) => (rmSync(file), symlinkSync("/nowhere/at/all", file)),
};

function files(name, share, listed) {
  return {
    name: `${name} damaged`,
    share,
    withRemote: true,
    plan(random) {
      const what = random.pick(Object.keys(damage));
      const which = random.below(1 << 20);
      return {
        words: what,
        apply(copy) {
          const all = listed(copy).toSorted();
          if (all.length === 0) return null;
          const file = all[which % all.length];
          chmodSync(file, 0o644);
          damage[what](file, random);
          return { env: copy.env, about: file.slice(copy.folder.length) };
        },
      };
    },
  };
}

function below(gitDir, folder) {
  return filesBelow(join(gitDir, folder)).map((file) => file.slice(gitDir.length + 1));
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function isFile(path) {
  return existsSync(path) && statSync(path).isFile();
}

/** Root may write anywhere: a folder that cannot be written is one that is something else. */
function folders() {
  const bad = { "a file": (path) => writeFileSync(path, "x"), "a link to nowhere": (path) => symlinkSync("/nowhere/at/all", path), "a link in a circle": (path) => symlinkSync(path, path) };
  return {
    name: "cache or log folder unwritable",
    share: 4,
    plan(random) {
      const name = random.pick(memories);
      const what = random.pick(Object.keys(bad));
      return {
        words: `${name} is ${what}`,
        apply({ gitDir, env }) {
          rmSync(join(gitDir, name), { recursive: true, force: true });
          bad[what](join(gitDir, name));
          return { env };
        },
      };
    },
  };
}

function diskFull(random) {
  const blocks = random.pick([0, 1, 2, 4, 8, 16, 32]);
  return random.pick([
    () => limited(`trap '' XFSZ; ulimit -f ${blocks};`, "no file may grow"),
    () => limited(`ulimit -f ${blocks};`, "no file may grow, deadly"),
    () => ({ words: "stdout on a full disk", mute: true, apply: ({ env }) => ({ env, redirect: ">/dev/full", unheard: true }) }),
    () => ({ words: "stderr on a full disk", mute: true, apply: ({ env }) => ({ env, redirect: "2>/dev/full", mute: true }) }),
  ])();
}

function limited(shell, words = shell) {
  return { words, apply: ({ env }) => ({ env, shell, mute: true }) };
}

function streamGone(random) {
  return random.pick([
    () => ({ words: "nobody reads stdout", apply: ({ env }) => ({ env, closing: ["stdout"], unheard: true }) }),
    () => ({ words: "nobody reads stderr", apply: ({ env }) => ({ env, closing: ["stderr"], mute: true }) }),
    () => ({ words: "nobody reads anything", apply: ({ env }) => ({ env, closing: ["stdout", "stderr"], mute: true, unheard: true }) }),
    () => ({ words: "stdout closed", apply: ({ env }) => ({ env, redirect: ">&-", unheard: true }) }),
    () => ({ words: "stderr closed", apply: ({ env }) => ({ env, redirect: "2>&-", mute: true }) }),
    () => ({ words: "all closed", apply: ({ env }) => ({ env, redirect: ">&- 2>&-", mute: true, unheard: true }) }),
  ])();
}

function memory(random) {
  return random.pick([
    () => ({ words: "a small heap", apply: ({ env }) => ({ env, node: [`--max-old-space-size=${random.between(4, 24)}`], mute: true }) }),
    () => ({ words: "a small stack", apply: ({ env }) => ({ env, node: [`--stack-size=${random.between(20, 120)}`], mute: true }) }),
    () => limited(`ulimit -v ${random.between(200, 1400) * 1000};`, "little address space"),
  ])();
}

function signal(random) {
  const name = random.pick(["SIGTERM", "SIGINT", "SIGKILL", "SIGHUP", "SIGPIPE", "SIGTERM", "SIGINT"]);
  const after = random.below(900);
  return { words: name, apply: ({ env }) => ({ env, signal: name, after, mute: true }) };
}

const clocks = {
  "ten years ahead": "const now = Date.now; Date.now = () => now() + 3e11;",
  "ten years back": "const now = Date.now; Date.now = () => now() - 3e11;",
  "the epoch": "Date.now = () => 0;",
  "jumps at every look": "const now = Date.now; let at = 0; Date.now = () => now() + (at++ % 2 ? -1 : 1) * at * 1e9;",
  "the year 9999": "Date.now = () => 253_000_000_000_000;",
  "runs backwards": "let at = Date.now(); Date.now = () => (at -= 6e4);",
};

function clock(random) {
  const words = random.pick(Object.keys(clocks));
  return {
    words,
    apply({ folder, env }) {
      const file = join(folder, "clock.mjs");
      writeFileSync(file, clocks[words]);
      return { env, node: ["--import", file] };
    },
  };
}

function noPlace(random) {
  return random.pick([
    () => ({ words: "TMPDIR is nowhere", apply: ({ env }) => ({ env: { ...env, TMPDIR: "/nowhere/at/all" } }) }),
    () => ({ words: "TMPDIR is a file", apply: ({ folder, env }) => (fileAt(join(folder, "file")), { env: { ...env, TMPDIR: join(folder, "file") } }) }),
    () => ({ words: "TMPDIR is in /proc", apply: ({ env }) => ({ env: { ...env, TMPDIR: "/proc" } }) }),
    () => ({ words: "no HOME", apply: ({ env }) => ({ env: without(env, "HOME", "USERPROFILE") }) }),
    () => ({ words: "no PATH to git", apply: ({ env }) => ({ env: { ...env, PATH: "/nowhere" } }) }),
    () => ({ words: "a relative PATH", apply: ({ env }) => ({ env: { ...env, PATH: "bin:." } }) }),
    () => ({ words: "started in a folder that is gone", apply: ({ folder, env }) => (mkdirSync(join(folder, "gone")), { env, shell: `cd "${join(folder, "gone")}" && rmdir "${join(folder, "gone")}";` }) }),
  ])();
}

function fileAt(path) {
  const file = openSync(path, "w");
  writeSync(file, "x");
  closeSync(file);
}

function without(env, ...names) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** What riskscore writes into a repository. */
const memories = ["riskscore", "riskscore-audit", "riskscore-server"];

/** Kept for the next run of the same situation. */
export function keepCache(copy, cache) {
  for (const name of memories) if (existsSync(join(copy.gitDir, name))) cpSync(join(copy.gitDir, name), join(cache, name), { recursive: true });
}

export function giveCache(copy, cache) {
  for (const name of memories) if (existsSync(join(cache, name))) cpSync(join(cache, name), join(copy.gitDir, name), { recursive: true });
}
