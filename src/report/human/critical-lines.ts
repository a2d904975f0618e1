import { firstOf, wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Report, ReportCritical } from "../report.ts";
import { count } from "../words.ts";
import { andMore, type Page } from "./page.ts";
import { pathLines } from "./path-lines.ts";

/** Critical paths shown with how they are reached; the others are named. */
const most = 2;
const mostNames = 5;

/** The critical modules reached: for each name the nearest, with the shortest path that explains it. */
export function criticalLines(report: Report, page: Page): readonly string[] {
  const heading = page.ink.heading("Critical modules");
  if (report.critical.length === 0) return [heading, `  ${nonePhrase(report)}`];
  const groups = page.all ? report.critical.map((hit) => [hit]) : groupsOf(report.critical);
  const { shown } = firstOf(groups, page.all ? groups.length : most);
  return [heading, ...shown.flatMap((hits) => hitLines(hits, page)), ...otherNames(groups.slice(shown.length), page)];
}

/** Without a policy nothing could be critical, which is another thing than nothing critical being reached. */
export function nonePhrase({ policy }: Report): string {
  return policy.from === "defaults" ? "none is named: there is no policy yet (riskscore init proposes one)" : "none is reached";
}

function otherNames(groups: readonly (readonly ReportCritical[])[], page: Page): readonly string[] {
  if (groups.length === 0) return [];
  const { shown, left } = firstOf(groups.map(([hit]) => plain(hit?.name ?? "")), mostNames);
  const more = left > 0 ? ` ${page.ink.ellipsis} and ${left} more` : "";
  return wrap(`also reached: ${shown.join(", ")}${more} (--all)`, page.paper.width, "  ", "    ").map((line) => page.ink.dim(line));
}

/** Hits by the name of their critical path; the report has them nearest first. */
function groupsOf(hits: readonly ReportCritical[]): readonly (readonly ReportCritical[])[] {
  const groups = new Map<string, ReportCritical[]>();
  for (const hit of hits) {
    const group = groups.get(hit.name);
    if (group === undefined) groups.set(hit.name, [hit]);
    else group.push(hit);
  }
  return [...groups.values()];
}

function hitLines(hits: readonly ReportCritical[], page: Page): readonly string[] {
  const [nearest, ...others] = hits;
  if (nearest === undefined) return [];
  const owner = nearest.owner === null ? "" : `, owned by ${plain(nearest.owner)}`;
  const title = `  ${page.ink.bold(plain(nearest.name))}  ${plain(nearest.module)} ${page.ink.dim(`(${distancePhrase(nearest)}${owner})`)}`;
  const rest = others.length === 0 ? [] : [`    ${andMore(page, others.length, others.length === 1 ? "module of it" : "modules of it")}`];
  return [title, ...pathLines(nearest.path, page, "    "), ...rest];
}

/** `changed itself`, `2 hops away`, `1 hop away, types only`. */
export function distancePhrase(hit: Pick<ReportCritical, "distance" | "via">): string {
  if (hit.distance === 0) return "changed itself";
  return `${count(hit.distance, "hop")} away${hit.via === "type" ? ", types only" : ""}`;
}
