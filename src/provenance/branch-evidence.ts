import type { Attribution } from "./attribution.ts";
import { shownMarker } from "./findings.ts";
import { foldText } from "./fold-text.ts";
import { type KnownTools, knownTools } from "./known-tools.ts";

/** The tool whose branches are named like this; takes folded text. People name branches so, too. */
export function branchTool(name: string, tools: KnownTools): string | null {
  const found = tools.branches.find(({ begins, hex }) => name.startsWith(begins) && name.length > begins.length && (!hex || /-[0-9a-f]{4}$/.test(name)));
  return found?.tool ?? null;
}

/** What the name of the branch says; takes short and full names. Corroboration only, so always weak. */
export function branchEvidence(branch: string, tools: KnownTools = knownTools()): Attribution | null {
  const name = foldText(branch.slice(0, 500)).replace(/^refs\/(?:heads|remotes\/[^/]+)\//, "");
  const tool = branchTool(name, tools);
  return tool === null ? null : { tool, model: null, kind: "weak", confidence: "low", where: { place: "branch", commit: null, marker: shownMarker(branch) } };
}
