import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../failure.ts";
import { reportOf } from "../report/build-report.ts";
import { humanReport } from "../report/human.ts";
import { jsonOf } from "../report/json.ts";
import { markdownReport } from "../report/markdown.ts";
import type { Report } from "../report/report.ts";
import { scoreOf } from "../score/score-of.ts";
import { findingsOf } from "../signals/measure-all.ts";
import { answered, endingOfDecision, type Answer } from "./answer.ts";
import * as adapters from "./gather.ts";
import type { Gather, GatheredDiff } from "./gather-request.ts";
import type { DiffCommand } from "./request.ts";
import { whereOf, type World } from "./world.ts";

/** Who can feel the change, and how risky it is. Informs: only `--exit-code` makes the answer count. */
export async function diff(world: World, request: DiffCommand, { gatherDiff }: Pick<Gather, "gatherDiff"> = adapters): Promise<Answer> {
  const gathered = await gatherDiff(world.host, { ...request.diff, ...whereOf(world) }).catch((error: unknown) => {
    throw fileForRevision(error, world, request) ?? error;
  });
  const report = judged(gathered, world.version);
  return answered(rendered(report, gathered, world, request), {
    output: request.output,
    ...(request.exitCode && !gathered.empty ? stopped(report) : {}),
  });
}

function judged({ evidence, policy, ...gathered }: GatheredDiff, riskscore: string): Report {
  const findings = findingsOf(evidence, policy);
  const score = scoreOf(findings, evidence.critical, policy);
  const bandByImpact = scoreOf(findings, [], policy).band;
  const { base, head } = gathered;
  const judge = { from: gathered.policyFrom, digest: gathered.policyDigest, differs: gathered.policyDiffers };
  return reportOf({ riskscore, base, head, policy: judge, bandByImpact }, evidence, score);
}

function rendered(report: Report, { empty }: GatheredDiff, { paper }: World, { format, all, diff: compared }: DiffCommand): string {
  if (format === "json") return jsonOf(report);
  if (empty) return `${nothingDiffers[compared.head.kind]}\n`;
  return format === "markdown" ? markdownReport(report) : humanReport(report, paper, all);
}

const nothingDiffers = {
  index: "Nothing is staged; to look at this whole branch instead: riskscore diff main...HEAD",
  worktree: "The working tree holds nothing new; to look at this whole branch instead: riskscore diff main...HEAD",
  commit: "Nothing differs between the two.",
} as const;

/** The verdict as an exit code; where none could be reached, a sentence says why the code is not 0. */
function stopped({ verdict }: Report): Pick<Answer, "ending" | "notes"> {
  const ending = endingOfDecision(verdict.decision);
  const notes = ending === "unanswered" ? [`--exit-code: there is no verdict (${verdict.rule}), so this exits with 2, neither pass nor stop.`] : [];
  return { ending, notes };
}

/** A path where a revision belongs is the commonest slip of people who come from `git diff`. */
function fileForRevision(error: unknown, { host, repo }: World, { diff: { base } }: DiffCommand): Failure | null {
  if (!(error instanceof Failure) || error.kind !== "revision" || base === null) return null;
  if (!existsSync(resolve(repo ?? host.cwd, base))) return null;
  return new Failure("usage", `'${base}' is a file or folder, and diff takes revisions.`, {
    cause: error,
    hint: "Run riskscore diff without it: the whole change is always looked at. For one module's users: riskscore why, riskscore graph --focus.",
  });
}
