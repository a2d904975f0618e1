import type { RefRefusal } from "./gate-case.ts";

/** The rows of the table, by name. A name goes into verdict, report and audit entry, so it stays what it is. */
export type RuleName =
  | "broken policy"
  | RefRefusal
  | "policy missing"
  | "over the limits"
  | "evidence missing"
  | "not configured"
  | "first policy"
  | "never lands"
  | "nothing changes"
  | "vetoed"
  | "too many gaps"
  | "changes a safeguard"
  | "standard path"
  | "limited rollout"
  | "signed off"
  | "overridden"
  | "over the bar";

export interface Rule {
  /** One sentence: why this row decides what it decides. */
  readonly why: string;
  /** One sentence: what somebody can do about it; null where nothing has to be done. */
  readonly todo: string | null;
}

const rules = {
  "broken policy": {
    why: "The policy that has to judge cannot be read, so nobody knows what it would ask for.",
    todo: "Mend the policy on the branch the change is meant for (riskscore config --check FILE says where it is wrong); the push that mends it cannot be judged either: whoever runs that branch has to let it in.",
  },
  "deletes a protected ref": {
    why: "Deleting a protected branch takes away what every later change is judged against.",
    todo: "Leave the branch, or take it off the policy's landing.protected first.",
  },
  "writes a replace ref": {
    why: "A replace ref makes git show other content than what is stored, and so hides a change from whoever looks at it.",
    todo: "Push without refs/replace/*; no sign-off can let it through.",
  },
  "rewrites a sign-off": {
    why: "A sign-off is written once: it may neither be changed nor deleted.",
    todo: "Record another sign-off, or a veto; riskscore signoff revoke prepares the roster edit that takes one's worth away.",
  },
  "misnames a sign-off": {
    why: "Below refs/riskscore/signoffs stands nothing but sign-offs, each under the name that its bytes give.",
    todo: "Let riskscore signoff write and push the record.",
  },
  "is no commit": {
    why: "What would land is no commit, so there is no change to judge.",
    todo: "Push a commit, or a tag of one.",
  },
  "leaves no policy": {
    why: "What would land holds no policy that can be read, so nothing could judge what comes after it.",
    todo: "Keep a policy that riskscore config --check accepts; to end enforcement, take the hook out.",
  },
  "brings back a revocation": {
    why: "The policy that would land lets a key, a sign-off or a change count again that was taken away before.",
    todo: "Keep every entry of revokedKeys, revokedSignoffs and blockedChanges; the lists only grow.",
  },
  "policy missing": {
    why: "The ref is protected and no policy stands there, so nothing says what to ask for.",
    todo: "Land a policy there first: riskscore init writes one.",
  },
  "over the limits": {
    why: "It is more than this server is told to judge of one push.",
    todo: "Push it in smaller parts, or ask whoever runs the server to raise the limit.",
  },
  "evidence missing": {
    why: "What the verdict has to rest on could not be had.",
    todo: "Fetch what is missing (git fetch, or git fetch --unshallow) and try again.",
  },
  "not configured": {
    why: "No policy has landed where the change is meant for, so nothing is asked for.",
    todo: "riskscore init writes a policy; git config riskscore.enforce true holds changes against the defaults until it has landed.",
  },
  "first policy": {
    why: "No policy stood here before: this push brings the first one, and nobody could judge it.",
    todo: null,
  },
  "never lands": { why: "Refs of this kind hold no content that anybody runs.", todo: null },
  "nothing changes": { why: "Nothing differs between what has landed and what would.", todo: null },
  vetoed: {
    why: "Somebody on the roster rejected exactly this change, or the policy blocks it.",
    todo: "Talk to whoever rejected it; another change of content is another change.",
  },
  "too many gaps": {
    why: "Something that could hide a dependent of this change could not be read, and the policy does not allow that many gaps.",
    todo: "Mend what the gaps name, or raise gapsAllowed in the policy.",
  },
  "changes a safeguard": {
    why: "Files that decide how changes are judged ask for a policy-admin, and none has signed; no override stands in for one.",
    todo: "Ask a policy-admin for a sign-off, or keep these files out of the change.",
  },
  "standard path": { why: "It counts as people's work and stays under the people's bar.", todo: null },
  "limited rollout": { why: "A tool took part, or may have, and its impact stays under the bar: it passes, to be rolled out a little at a time.", todo: null },
  "signed off": { why: "As many seniors as the bar asks for have answered for exactly this change.", todo: null },
  overridden: {
    why: "An emergency override let it through without the seniors it asks for.",
    todo: "Review it afterwards (riskscore signoff --settle): until then its signer's next override does not count.",
  },
  "over the bar": {
    why: "Its impact is over the bar, and not enough seniors have answered for it.",
    todo: "Ask a senior for a sign-off, or make the change reach less: riskscore explain says how to lower each signal.",
  },
} satisfies Record<RuleName, Rule>;

export const ruleNames = Object.keys(rules) as readonly RuleName[];

/** What a rule says; null for a name that this version does not know. */
export function ruleNamed(name: string): Rule | null {
  return Object.hasOwn(rules, name) ? rules[name as RuleName] : null;
}
