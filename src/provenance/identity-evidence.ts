import type { Named } from "./addresses.ts";
import type { EvidencePlace } from "./attribution.ts";
import type { Piece } from "./findings.ts";
import { knownIdentity } from "./known-identity.ts";
import type { KnownTools } from "./known-tools.ts";
import { modelIn, namedTool } from "./named-tool.ts";

/**
 * What an identity says. The address decides; a name that no person has (`Claude Opus 4`) with an address nobody knows is a weak hint,
 * and a name that people have is nothing.
 */
export function identityPiece(named: Named, place: EvidencePlace, tools: KnownTools): Piece | null {
  const marker = named.email === "" ? named.name : `${named.name} <${named.email}>`.trim();
  const worth = knownIdentity(named, tools);
  if (worth !== null) return { ...worth, model: modelIn(named.name), place, marker };
  const tool = namedTool(named.name);
  return tool?.sure && !tool.strange ? { tool: tool.tool, model: tool.model, kind: "weak", confidence: "low", place, marker } : null;
}
