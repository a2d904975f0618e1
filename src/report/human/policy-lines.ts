import { wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Report } from "../report.ts";
import { revisionPhrase } from "../words.ts";
import type { Page } from "./page.ts";

/** Whose policy judged, and whether the change would bring another. */
export function policyLines(report: Report, page: Page): readonly string[] {
  return wrap(policyPhrase(report), page.paper.width).map((line) => page.ink.dim(line));
}

export function policyPhrase(report: Report): string {
  const { from, differs } = report.policy;
  const judged = from === "defaults" ? "Judged by the default policy (the base has none)." : `Judged by the policy of ${plain(revisionPhrase(from))}.`;
  return differs ? `${judged} The change brings another policy, which does not judge it; --policy-from index tries it.` : judged;
}
