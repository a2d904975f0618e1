import { toJsonSchema } from "@valibot/to-json-schema";
import { policySchema } from "../policy/schema.ts";

/**
 * The JSON Schema (draft-07, which every editor reads) of a policy file. Used by the build, which writes it to `dist/schema/`;
 * the program itself never imports this.
 */
export function policyJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = toJsonSchema(policySchema, { target: "draft-07", typeMode: "input" });
  return { $schema, $id: "https://riskscore.dev/schema/riskrc-1.json", ...rest };
}
