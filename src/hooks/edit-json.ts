import { applyEdits, modify } from "jsonc-parser";

export interface Edit {
  readonly path: (string | number)[];
  readonly value: unknown;
  /** Into an array, before what stands at the index. */
  readonly insert?: true;
}

/** `text` with values set one after the other: comments, order and everything else stay, new lines are indented as the file is. */
export function editedJson(text: string, edits: readonly Edit[]): string {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
  const tabs = indent.startsWith("\t");
  const formattingOptions = { insertSpaces: !tabs, tabSize: tabs ? 1 : indent.length, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  return edits.reduce((now, { path, value, insert }) => applyEdits(now, modify(now, path, value, { formattingOptions, isArrayInsertion: insert === true })), text);
}
