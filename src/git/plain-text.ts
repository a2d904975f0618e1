/** `text` with every control, format and line-breaking character spelled out, so that a terminal shows it and never obeys it. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ""}}`);
}

/** What git says first on stderr, without its `fatal:`. Empty when it says nothing. */
export function firstLineOf(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^(fatal|error): /.test(text)) ?? lines[0] ?? "";
  return plainText(line.replace(/^(fatal|error): /, "").slice(0, 300));
}
