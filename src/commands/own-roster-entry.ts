import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { WrittenPolicy } from "../policy/schema.ts";

export type WrittenPerson = NonNullable<NonNullable<WrittenPolicy["roster"]>["people"]>[number];

/** Asks one value of the user's git configuration; null where it is not set. */
export type AskGitConfig = (key: string, type?: "path") => Promise<string | null>;

/** A first person for the roster, or why there is none, as a sentence. */
export type OwnEntry = { readonly person: WrittenPerson } | { readonly missing: string };

/** A `.pub` file is one line; nothing larger is one. */
const mostKeyBytes = 16 * 1024;

/**
 * The person running this, as git's configuration names them: `user.email`, and the ssh public key of `user.signingkey`. Only
 * public keys are opened; where git names a private one, the `.pub` beside it. `root` is where relative paths start.
 */
export async function ownRosterEntry(ask: AskGitConfig, root: string): Promise<OwnEntry> {
  const email = await ask("user.email");
  if (email === null) return { missing: "git config user.email is not set" };
  const signingKey = await ask("user.signingkey", "path");
  if (signingKey === null) return { missing: "git config user.signingkey is not set" };
  const key = literalIn(signingKey) ?? (await lineOf(signingKey, root));
  if (key === null) return { missing: "git config user.signingkey names no ssh public key that can be read" };
  return await acceptable({ id: email.toLowerCase(), roles: ["senior", "policy-admin"], scopes: ["**"], emails: [email], keys: [{ key }] });
}

/** git takes a key itself in place of a file: `key::ssh-ed25519 AAAA…`, or with nothing in front. */
function literalIn(signingKey: string): string | null {
  const text = signingKey.startsWith("key::") ? signingKey.slice("key::".length) : signingKey;
  return text !== signingKey || /^(?:sk-)?(?:ssh|ecdsa)-\S+ /.test(text) ? text.trim() : null;
}

async function lineOf(signingKey: string, root: string): Promise<string | null> {
  const file = resolve(root, signingKey.endsWith(".pub") ? signingKey : `${signingKey}.pub`);
  try {
    const { size, isFile } = await stat(file).then((found) => ({ size: found.size, isFile: found.isFile() }));
    if (!isFile || size > mostKeyBytes) return null;
    const [line = "", ...rest] = (await readFile(file, "utf8")).trim().split(/\r?\n/);
    return rest.length === 0 ? line : null;
  } catch {
    // What git's configuration names may be long gone; init then says so, and how to add people.
    return null;
  }
}

/** Held against the policy's own rules, so that init never writes a roster that would be refused. */
async function acceptable(person: WrittenPerson): Promise<OwnEntry> {
  const { checkShape } = await import("../policy/check-shape.ts");
  const checked = checkShape({ repo: "init", roster: { people: [person] } });
  return "written" in checked ? { person } : { missing: `git's user.email or user.signingkey would be refused: ${checked.problems[0]?.message ?? "not a policy"}` };
}
