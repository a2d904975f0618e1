import { whyPath } from "../graph/why-path.ts";
import { jsonOf } from "../report/json.ts";
import { humanWhy, whyReportOf } from "../report/why-report.ts";
import { revisionPhrase } from "../report/words.ts";
import { answered, type Answer } from "./answer.ts";
import { findPlace } from "./find-place.ts";
import * as adapters from "./gather.ts";
import type { Gather } from "./gather-request.ts";
import type { WhyCommand } from "./request.ts";
import { whereOf, type World } from "./world.ts";

/** The shortest path by which `from` uses `to`. That there is none is an answer, too. */
export async function why(world: World, request: WhyCommand, { gatherGraph }: Pick<Gather, "gatherGraph"> = adapters): Promise<Answer> {
  const { graph, name, standingIn = "" } = await gatherGraph(world.host, { rev: request.rev, ...whereOf(world) });
  const asked = { graph, revision: revisionPhrase(name), standingIn };
  const [from, to] = [findPlace(asked, request.from), findPlace(asked, request.to)];
  const path = whyPath(graph, from, to);
  const reversed = path === null && whyPath(graph, to, from) !== null;
  const report = whyReportOf(from.name, to.name, path, reversed);
  return answered(request.format === "json" ? jsonOf(report) : humanWhy(report, world.paper));
}
