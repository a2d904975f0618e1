import { Failure } from "../failure.ts";
import { cyclesOf } from "../graph/cycles.ts";
import { moduleRadii } from "../graph/module-reach.ts";
import { globProblem } from "../policy/glob-problem.ts";
import { matcher } from "../policy/globs.ts";
import { drawingOf, type Drawing, type Limits } from "../report/drawing.ts";
import { dotLimits, dotOf } from "../report/graph-dot.ts";
import { humanGraph } from "../report/graph-human.ts";
import { mermaidLimits, mermaidOf } from "../report/graph-mermaid.ts";
import { focusedOn, graphReportOf, type GraphReport } from "../report/graph-report.ts";
import { jsonOf } from "../report/json.ts";
import { answered, type Answer } from "./answer.ts";
import * as adapters from "./gather.ts";
import type { Gather, GatheredGraph } from "./gather-request.ts";
import type { GraphCommand } from "./request.ts";
import { whereOf, type World } from "./world.ts";

/** The repository's graph: for people, for programs, or drawn. */
export async function graph(world: World, request: GraphCommand, { gatherGraph }: Pick<Gather, "gatherGraph"> = adapters): Promise<Answer> {
  for (const glob of request.focus) refuseBadGlob(glob);
  const gathered = await gatherGraph(world.host, { rev: request.rev, ...whereOf(world) });
  const report = reportOn(gathered, request, world.version);
  if (request.focus.length > 0 && report.modules.length === 0) throw nothingMatches(request.focus);
  const { output } = request;
  switch (request.format) {
    case "json":
      return answered(jsonOf(report), { output });
    case "human":
      return answered(humanGraph(report, world.paper, request.packages), { output });
    case "dot":
      return drawn(dotOf, drawing(report, request, dotLimits), output);
    case "mermaid":
      return drawn(mermaidOf, drawing(report, request, mermaidLimits), output);
  }
}

function reportOn({ graph: built, name, gaps }: GatheredGraph, { focus, top }: GraphCommand, riskscore: string): GraphReport {
  const radii = moduleRadii(built, focus.length > 0 ? built.present.size : top);
  const ranked = radii.filter((one) => one.dependents > 0);
  const whole = graphReportOf({ riskscore, rev: name, graph: built, cycles: cyclesOf(built), top: ranked, gaps });
  if (focus.length === 0) return whole;
  const part = focusedOn(whole, matcher(focus));
  return { ...part, top: part.top.slice(0, top) };
}

function drawing(report: GraphReport, { packages, limit }: GraphCommand, limits: Limits): Drawing {
  return drawingOf(report, packages ? "package" : "module", limit === null ? limits : { ...limits, nodes: limit });
}

function drawn(draw: (drawing: Drawing) => string, made: Drawing, output: string | null): Answer {
  return answered(draw(made), { output, notes: made.note === null ? [] : [`${made.note}; --limit raises the limit, --focus looks closer.`] });
}

function refuseBadGlob(glob: string): void {
  const problem = globProblem(glob);
  if (problem !== null && problem !== undefined) throw new Failure("usage", `--focus '${glob}' is no glob: ${problem}.`, { hint: "Write a glob from the repository's root, such as 'packages/core/**'." });
}

function nothingMatches(focus: readonly string[]): Failure {
  return new Failure("usage", `No module matches ${focus.map((glob) => `'${glob}'`).join(" or ")}.`, { hint: "Globs start at the repository's root: 'packages/core/**' takes in all of a folder." });
}
