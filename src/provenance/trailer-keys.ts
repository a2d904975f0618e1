/** What kinds of trailers there are, by key as `squeezedKey` writes it. */
export type TrailerClass =
  /** Names people and tools who wrote. */
  | "author"
  /** `Assisted-by`, `Generated-by`: also people's, and code generators', so only known tools or the kernel's grammar count. */
  | "assisted"
  | "generated"
  /** Says AI in its key: any value counts. */
  | "ai"
  /** Names people and tools who looked, or had an idea. */
  | "review"
  /** Any other `…-by`. */
  | "by";

const authorKeys = new Set(["author", "authors", "authoredby", "coauthor", "coauthors", "coauthored", "originalauthor", "originallyby", "patchby", "pairedwith", "pairprogrammedwith", "pairedby", "codevelopedby", "cowrittenby", "writtenby", "implementedby", "developedby", "cocommittedby", "cocreatedby"]);
const aiKeys = new Set(["aiassistedby", "aigeneratedby", "aicoauthoredby", "coauthoredbyai", "aiassisted", "aigenerated", "aimodel", "aitool", "aitools", "aiagent", "aiauthor", "aiassistance", "aiassistant", "aiusage", "aiused", "aidisclosure", "aicontribution", "aiattribution", "aireasoning", "assistantmodel", "llmassistedby", "llmgeneratedby"]);
const reviewKeys = new Set(["reviewedby", "ackedby", "testedby", "reportedby", "suggestedby", "requestedby", "approvedby", "cc", "mergedby", "helpedby", "mentoredby", "basedonpatchby", "inspiredby", "thanksto", "foundby", "verifiedby", "lgtm"]);

export function classOfKey(key: string): TrailerClass | null {
  if (key === "assistedby" || key === "assistedwith") return "assisted";
  if (key === "generatedby" || key === "generatedwith") return "generated";
  if (aiKeys.has(key)) return "ai";
  if (authorKeys.has(key) || isCoAuthored(key)) return "author";
  if (reviewKeys.has(key)) return "review";
  return key.endsWith("by") && key.length > 4 ? "by" : null;
}

/** `coauthoredby` and every way to misspell it. */
export function isCoAuthored(key: string): boolean {
  return key.startsWith("co") && key.includes("auth") && (key.endsWith("by") || key.endsWith("with"));
}
