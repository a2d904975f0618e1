import { Defect, Failure } from "../failure.ts";
import type { ChangeToCover } from "../signoff/coverage.ts";
import type { Judgement } from "./judgement.ts";

/** A judgement whose change has been named by its digest, so that records can be held against it. */
export interface Covered extends Judgement {
  readonly cover: ChangeToCover;
}

/** The same judgement, known to have its digest: the judge was told to work it out always. */
export function covered(judgement: Judgement): Covered {
  const { cover, gathered } = judgement;
  if (cover === null) throw new Defect("the judge gave no digest though it was asked for always");
  if (gathered.policy.repo === null || gathered.policyPath === null) {
    throw new Failure("policy", `${judgement.landing.ref} has no policy with a roster, so nobody can answer for a change there.`, { hint: "Write one with riskscore init, give it \"repo\" and \"roster\", and land it first." });
  }
  return { ...judgement, cover };
}
