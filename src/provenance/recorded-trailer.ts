/** The trailer that our own hook and `riskscore tag` write, in the Linux kernel's grammar. Words that would break the grammar are cleaned. */
export function assistedBy(tool: string, model: string | null): string {
  return `Assisted-by: ${word(tool.replaceAll(":", "-"))}:${word(model ?? "")}`;
}

/** What a person declares with `riskscore tag --none`. It cancels no evidence. */
export const noneTrailer = "AI-Assisted: none";

function word(text: string): string {
  return text.trim().replace(/[\s<>\p{Cc}\p{Cf}]+/gu, "-").slice(0, 100) || "unknown";
}
