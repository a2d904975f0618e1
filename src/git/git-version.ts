import { Failure } from "../failure.ts";
import { plainText } from "./plain-text.ts";
import { type GitContext, runGit } from "./run-git.ts";

const oldest = [2, 34] as const;

/** Rejects with a Failure `git` that names the version found when it is older than 2.34, the oldest we are tested with. */
export async function refuseOldGit(context: GitContext): Promise<void> {
  const { stdout } = await runGit(context, { purpose: "tell its version", args: ["version"] });
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout.toString()) ?? [];
  if (Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1])) return;
  throw new Failure("git", `git is too old: ${plainText(stdout.toString().trim())}; ${oldest.join(".")} or newer is needed.`, {
    hint: "Update git, or put a newer one first on the PATH.",
  });
}
