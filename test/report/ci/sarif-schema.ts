import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";

/** The OASIS schema of SARIF 2.1.0 as a development dependency ships it; null where that is not installed. */
export function sarifSchema(): ValidateFunction | null {
  const { resolved, load } = schemaFile();
  if (resolved === null) return null;
  const { $schema: _, id, ...schema } = load(resolved);
  // Draft 4 says `id` where Ajv reads `$id`; of draft 4's other differences the schema uses none. Formats are checked by hand.
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile({ $id: String(id), ...schema });
}

function schemaFile(): { resolved: string | null; load(path: string): Record<string, unknown> } {
  const load = createRequire(import.meta.url);
  try {
    return { resolved: load.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), load };
  } catch {
    return { resolved: null, load };
  }
}
