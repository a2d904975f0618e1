import type { Repository } from "../git/repository.ts";
import { runGit } from "../git/run-git.ts";

/** Who git takes the person at the keyboard for; a claim, good for finding and for showing, and proof of nothing. */
export interface GitPerson {
  readonly name: string;
  /** Lower case; empty where none is set. */
  readonly email: string;
}

export async function gitPerson({ user }: Pick<Repository, "user">): Promise<GitPerson> {
  const [name, email] = await Promise.all(["user.name", "user.email"].map(async (key) => {
    const { code, stdout } = await runGit(user, { purpose: `read its setting ${key}`, args: ["config", "--null", "--get", key], accept: [0, 1] });
    return code === 0 ? stdout.toString().replace(/\0$/, "").slice(0, 200) : "";
  }));
  return { name: name ?? "", email: (email ?? "").toLowerCase() };
}
