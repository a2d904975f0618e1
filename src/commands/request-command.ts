import type { JudgedPush } from "./judge-push.ts";
import type { JudgedRef } from "./judge-refs.ts";

/** Names that mean the same in every shell: the command is printed for people to paste. */
const safeInAnyShell = /^[A-Za-z0-9_][\w./+-]*$/;

/** The one command with which a stopped author asks for a sign-off of exactly this change. */
export function requestCommand({ remote, checkedOut }: Pick<JudgedPush, "remote" | "checkedOut">, { landing, judgement }: Pick<JudgedRef, "landing" | "judgement">): string {
  const words = ["riskscore", "signoff", "request"];
  const named = remote?.name ?? null;
  if (landing !== null && judgement !== null) {
    const follower = landing.direct ? (remote?.follower(landing.ref) ?? null) : null;
    const base = follower !== null && landing.tip !== null && landing.tip === landing.base && safeInAnyShell.test(follower) ? follower : landing.base;
    if (base !== null && (landing.direct || judgement.head !== checkedOut)) words.push(`${base}..${judgement.head === checkedOut ? "HEAD" : judgement.head}`);
  }
  if (named !== null && named !== "origin" && safeInAnyShell.test(named)) words.push("--remote", named);
  return words.join(" ");
}
