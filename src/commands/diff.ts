import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../failure.ts";
import { humanReport } from "../report/human.ts";
import { jsonOf } from "../report/json.ts";
import { markdownReport } from "../report/markdown.ts";
import type { Report } from "../report/report.ts";
import { answered, endingOfDecision, type Answer } from "./answer.ts";
import * as adapters from "./judge-diff.ts";
import type { DiffCommand } from "./request.ts";
import { reportOn, verdictOn } from "./weighed.ts";
import { whereOf, type World } from "./world.ts";

interface Sources {
  readonly judgeDiff: typeof adapters.judgeDiff;
  /** Asked only when there is nothing to report. */
  readonly defaultBranch?: (world: World) => Promise<string | null>;
}

/** Who can feel the change, who or what wrote it, and what the gate would say. Informs: only `--exit-code` makes the answer count. */
export async function diff(world: World, request: DiffCommand, { judgeDiff, defaultBranch = branchOthersLeave }: Sources = adapters): Promise<Answer> {
  const { one, answered: found } = await judgeDiff(world.host, { ...request.diff, ...whereOf(world) }).catch((error: unknown) => {
    throw fileForRevision(error, world, request) ?? error;
  });
  const report = reportOn(one, verdictOn(one, found), found, world.version);
  const { empty } = one.gathered;
  const text = empty && request.format !== "json" ? await nothingDiffers(world, request, defaultBranch) : rendered(report, world, request);
  return answered(text, {
    output: request.output,
    ...(request.exitCode ? stopped(report) : {}),
  });
}

function rendered(report: Report, { paper }: World, { format, all }: DiffCommand): string {
  if (format === "json") return jsonOf(report);
  return format === "markdown" ? markdownReport(report) : humanReport(report, paper, all);
}

/** One sentence, with a command that shows something where there is one. */
async function nothingDiffers(world: World, { diff: { head } }: DiffCommand, branchOf: (world: World) => Promise<string | null>): Promise<string> {
  if (head.kind === "commit") return "Nothing differs between the two.\n";
  const found = head.kind === "index" ? "Nothing is staged" : "The working tree holds nothing new";
  const branch = await branchOf(world);
  const instead = branch === null ? "the last commit instead: riskscore diff --head HEAD" : `this whole branch instead: riskscore diff ${branch}...HEAD`;
  return `${found}; to look at ${instead}\n`;
}

async function branchOthersLeave({ host, repo }: World): Promise<string | null> {
  const { defaultBranch } = await import("../git/default-branch.ts");
  return defaultBranch(host, repo ?? host.cwd);
}

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
