import { simpleGit, type SimpleGit } from "simple-git";
import type { Host } from "../host.ts";
import { userEnvironment } from "./environment.ts";

/** What most repositories call it; answered where git could not be asked. */
const usual = "main";

/** Names that mean the same in every shell: the answer is printed in a command for people to paste. */
const safeInAnyShell = /^[A-Za-z0-9_][\w./+-]*$/;

/**
 * The branch that others leave from, as a person would type it: the remote's HEAD (`origin/main`), else `init.defaultBranch`,
 * `main` or `master`, whichever exists; null when none does. It only fills a sentence: what is compared, and whose policy
 * judges, is never taken from it, because a fetch can move it. So it never fails, and what git refuses to say is `main`.
 */
export async function defaultBranch(host: Pick<Host, "env" | "signal">, folder: string): Promise<string | null> {
  try {
    const git = simpleGit({ baseDir: folder, abort: host.signal }).env(plainEnvironment(host));
    const [remote, configured] = await Promise.all([
      answer(git, ["symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"]),
      answer(git, ["config", "--get", "init.defaultBranch"]),
    ]);
    const candidates = [remote, ...[configured, usual, "master"].map((name) => name && `refs/heads/${name}`)].filter((ref) => ref !== "");
    const short = await shortNames(git, candidates);
    const named = candidates.map((ref) => short.get(ref) ?? "");
    return named.find((name) => safeInAnyShell.test(name)) ?? null;
  } catch {
    return usual;
  }
}

/** simple-git drops inherited `GIT_*` and refuses given ones, so what steers git stays out; a relative PATH stays out, too. */
function plainEnvironment({ env }: Pick<Host, "env">): Record<string, string> {
  return Object.fromEntries(Object.entries(userEnvironment(env)).filter(([name]) => !name.startsWith("GIT_")));
}

/** One line, or nothing where git has no answer. */
async function answer(git: SimpleGit, words: string[]): Promise<string> {
  return (await git.raw(words).catch(() => "")).trim();
}

/** The refs among `candidates` that exist, by full name, each as short as it can be without meaning another one, too. */
async function shortNames(git: SimpleGit, candidates: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const lines = (await git.raw(["for-each-ref", "--format=%(refname) %(refname:short)", ...candidates])).split("\n");
  return new Map(lines.map((line) => line.split(" ")).map(([ref = "", short = ""]) => [ref, short]));
}
