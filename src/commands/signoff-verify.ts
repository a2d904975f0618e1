import { Failure } from "../failure.ts";
import { humanSignoffs } from "../report/signoffs-human.ts";
import { jsonOf } from "../report/json.ts";
import { answered, endingOfDecision, type Answer } from "./answer.ts";
import type { VerifySignoffCommand } from "./request.ts";
import { inRepository, realSources, type SignoffSources } from "./signoff-sources.ts";
import { findTarget, refuseOtherChange } from "./signoff-target.ts";
import { whereOf, type World } from "./world.ts";

/** Does what is recorded cover this change, as the gate would see it now? Stopped when not; nothing is signed and nothing kept. */
export async function verifySignoffs(world: World, request: VerifySignoffCommand, sources: SignoffSources = realSources): Promise<Answer> {
  return inRepository(world, async (repository) => {
    const { extra, ...target } = await findTarget(world.host, repository, request);
    const judgement = await sources.judge(world.host, { ...target.change, remote: request.remote, records: "always", extra, ...whereOf(world) });
    world.progress.done();
    const { report, verdict } = judgement;
    const other = otherChange(() => refuseOtherChange(target, judgement));
    const notes = [...target.notes, ...judgement.notes, ...other];
    const covers = verdict.decision === "pass" && other.length === 0;
    const text = request.format === "json" ? jsonOf({ schemaVersion: 1, covered: covers, verdict: report.verdict, signoffs: report.signoffs }) : humanSignoffs(report, world.paper);
    return answered(text, { notes, ending: covers ? "answered" : verdict.decision === "pass" ? "stopped" : endingOfDecision(verdict.decision) });
  });
}

/** To verify is to be told: that the request is for another change is the answer, not a failure. */
function otherChange(check: () => void): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof Failure) return [error.message];
    throw error;
  }
}
