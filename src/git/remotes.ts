import { runGit } from "./run-git.ts";
import type { Repository } from "./repository.ts";

/** One remote as the user's configuration describes it. */
export interface Remote {
  /** Null for a URL that no remote bears. */
  readonly name: string | null;
  /** What git is given to reach it: the name where there is one. */
  readonly address: string;
  /** The local ref that follows `ref` of the remote; null where none does. */
  follower(ref: string): string | null;
  /** The remote's ref that a local ref follows. */
  followed(ref: string): string | null;
}

/** The parts of the user's configuration that say where pushes go. */
export interface RemoteConfig {
  /** Configured remotes, in the order of the configuration. */
  readonly names: readonly string[];
  /** The remote of that name, or with that URL; one without a name for a URL nobody configured. */
  remote(words: { readonly name: string | null; readonly url: string | null }): Remote | null;
  /** The remote a branch (full name) belongs to, else `origin`, else the only one; null without any. */
  usual(branch: string | null): Remote | null;
  /** The remote's ref that a branch (full name) was set up to follow, in full. */
  upstream(branch: string): { readonly remote: string; readonly ref: string } | null;
  /** `riskscore.enforce`: judge by the defaults where no policy stands at the base. */
  readonly enforce: boolean;
}

const asked = "^(remote\\..*\\.(url|pushurl|fetch)|remote\\.pushdefault|branch\\..*\\.(remote|pushremote|merge)|riskscore\\.enforce)$";

/** Reads the user's configuration in one process. */
export async function readRemotes(repository: Pick<Repository, "user">): Promise<RemoteConfig> {
  const { stdout } = await runGit(repository.user, { purpose: "read its configuration", args: ["config", "-z", "--get-regexp", asked], accept: [0, 1] });
  return remotesIn(stdout.toString());
}

/** The same, of what `git config -z` printed: `key LF value NUL`. */
export function remotesIn(text: string): RemoteConfig {
  const values = valuesOf(text);
  const names = [...new Set([...values.keys()].flatMap((key) => /^remote\.(.+)\.(?:url|pushurl|fetch)$/s.exec(key)?.[1] ?? []))];
  const last = (key: string): string | null => values.get(key)?.at(-1) ?? null;
  const named = (name: string): Remote => ({ name, address: name, ...refspecsOf(values.get(`remote.${name}.fetch`) ?? []) });
  const nameOf = (words: readonly (string | null)[]): string | null =>
    names.find((name) => words.includes(name)) ?? names.find((name) => [...(values.get(`remote.${name}.url`) ?? []), ...(values.get(`remote.${name}.pushurl`) ?? [])].some((url) => words.includes(url))) ?? null;
  const branchKey = (branch: string, key: string): string | null => (branch.startsWith("refs/heads/") ? last(`branch.${branch.slice("refs/heads/".length)}.${key}`) : null);
  return {
    names,
    remote({ name, url }) {
      const known = nameOf([name, url]);
      const address = name ?? url;
      return known !== null ? named(known) : address === null ? null : { name: null, address, ...refspecsOf([]) };
    },
    usual(branch) {
      const own = branch === null ? null : (branchKey(branch, "pushremote") ?? last("remote.pushdefault") ?? branchKey(branch, "remote"));
      const name = [own, "origin", names.length === 1 ? names[0]! : null].find((one) => one !== null && names.includes(one));
      return name == null ? null : named(name);
    },
    upstream(branch) {
      const [remote, ref] = [branchKey(branch, "remote"), branchKey(branch, "merge")];
      return remote === null || ref === null || remote === "." ? null : { remote, ref };
    },
    enforce: !isFalse(last("riskscore.enforce")),
  };
}

function valuesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const record of text.split("\0").slice(0, -1)) {
    const newline = record.indexOf("\n");
    const [key, value] = newline < 0 ? [record, "true"] : [record.slice(0, newline), record.slice(newline + 1)];
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}

/** Not set, or one of git's words for no. What is neither yes nor no was not written to switch it off. */
function isFalse(value: string | null): boolean {
  return value === null || /^(?:|false|no|off|0+[kmg]?)$/i.test(value);
}

/** `+refs/heads/*:refs/remotes/origin/*`: at most one star a side. Refspecs that only forbid (`^…`) follow nothing. */
function refspecsOf(specs: readonly string[]): Pick<Remote, "follower" | "followed"> {
  const pairs = specs.flatMap((spec) => {
    const [from, to, ...more] = spec.replace(/^\+/, "").split(":");
    return !from || !to || more.length > 0 || spec.startsWith("^") ? [] : [[from, to] as const];
  });
  const first = (ref: string, side: 0 | 1): string | null => {
    for (const pair of pairs) {
      const found = mapped(ref, pair[side], pair[side === 0 ? 1 : 0]);
      if (found !== null) return found;
    }
    return null;
  };
  return { follower: (ref) => first(ref, 0), followed: (ref) => first(ref, 1) };
}

function mapped(ref: string, from: string, to: string): string | null {
  const star = from.indexOf("*");
  if (star < 0) return ref === from ? to : null;
  const [head, tail] = [from.slice(0, star), from.slice(star + 1)];
  if (ref.length < head.length + tail.length || !ref.startsWith(head) || !ref.endsWith(tail) || !to.includes("*")) return null;
  const middle = ref.slice(head.length, ref.length - tail.length);
  // A function: in a replacement text `$&` would mean something.
  return to.replace("*", () => middle);
}
