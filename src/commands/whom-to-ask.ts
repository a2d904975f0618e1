import { filesOfCommits } from "../git/files-of-commit.ts";
import { knowersOf, type Knower } from "../git/knowers.ts";
import type { Repository } from "../git/repository.ts";
import { compareText } from "../ids.ts";
import type { Person } from "../policy/policy.ts";
import { codeOwnersPlaces, ownersOf } from "../signoff/code-owners.ts";
import type { Role } from "../signoff/statement.ts";
import type { Covered } from "./covered.ts";
import { ableTo } from "./trial.ts";

/** Somebody whose sign-off would count now, and why they of all people. */
export interface Candidate {
  readonly person: string;
  /** The roles that are still asked for and that this person could answer in. */
  readonly roles: readonly Role[];
  /** Files that CODEOWNERS puts in this person's name. */
  readonly owns: number;
  /** Commits of theirs to these files in the last year. */
  readonly commits: number;
}

export interface WhomToAsk {
  readonly candidates: readonly Candidate[];
  readonly codeOwners: readonly { readonly owner: string; readonly files: number }[];
  readonly knowers: readonly Knower[];
}

const mostShown = 5;
const largestList = 1024 * 1024;

/** Who can answer, by the roster of the base; beside them what CODEOWNERS and history of the base say. Those who stand in the change are left out. */
export async function whomToAsk(repository: Repository, judged: Covered): Promise<WhomToAsk> {
  const base = judged.landing.base ?? judged.landing.policyAt;
  const { paths, identities } = judged.cover;
  const own = new Set(identities.map(({ email }) => email.toLowerCase()));
  const owners = base === null ? [] : ownersOf(await codeOwners(repository, base), paths);
  const known = base === null ? [] : (await knowersOf(repository.scratch, base, paths)).filter(({ email }) => !own.has(email));
  const roles = new Map<Person, Role[]>();
  for (const { role } of judged.verdict.requirements.filter(({ status }) => status === "unsatisfied")) {
    const given = new Set(judged.verdict.requirements.find((one) => one.role === role)?.given);
    for (const person of ableTo(judged, role)) if (!given.has(person.id)) roles.set(person, [...(roles.get(person) ?? []), role]);
  }
  const candidates = [...roles].map(([person, able]): Candidate => {
    const names = new Set([`@${person.id}`, person.id, ...person.emails].map((name) => name.toLowerCase()));
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    return {
      person: person.id,
      roles: able,
      owns: sum(owners.filter(([owner]) => names.has(owner.toLowerCase())).map(([, files]) => files)),
      commits: sum(known.filter(({ email }) => names.has(email)).map(({ commits }) => commits)),
    };
  });
  return {
    candidates: candidates.toSorted((a, b) => b.owns - a.owns || b.commits - a.commits || compareText(a.person, b.person)),
    codeOwners: owners.slice(0, mostShown).map(([owner, files]) => ({ owner, files })),
    knowers: known.slice(0, mostShown),
  };
}

/** The first that exists. */
async function codeOwners({ scratch }: Repository, commit: string): Promise<string> {
  const files = await filesOfCommits(scratch, codeOwnersPlaces.map((name) => ({ of: commit, name, limit: largestList })));
  return files.find((file) => Buffer.isBuffer(file))?.toString() ?? "";
}
