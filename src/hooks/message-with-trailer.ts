/** What git leaves in the message file beside the message. */
export interface MessageFrame {
  /** No editor opens, so that every line belongs to the message, `#` or not (git sets `GIT_EDITOR=:` then). */
  readonly whole: boolean;
  /** What comment lines begin with; null for `core.commentChar=auto`: whatever the last line begins with. */
  readonly comment: string | null;
  /** What there is comes from a template: git gives the commit up when nobody changes it. */
  readonly template?: boolean;
  /** The editor is a program that nobody types in (`true`). */
  readonly unattended?: boolean;
}

/** What git may choose from for `core.commentChar=auto`. */
const automatic = "#;@!$%^&|:";
const scissors = "------------------------ >8 ------------------------";

/**
 * The message with this trailer at its end, before git's own comments and the diff of `commit -v`. It joins the trailers that are there,
 * else it stands in a paragraph of its own; never in the subject's place. Text is latin1: bytes in, bytes out; its line ends are kept.
 * Null for an empty message, or a mere template, that nobody will edit: git gives up such a commit, and a trailer would make it go on.
 *
 * git's own `interpret-trailers` is not asked: the user's `trailer.*` settings can run programs and move what it writes.
 */
export function messageWithTrailer(text: string, trailer: string, frame: MessageFrame): string | null {
  const { lines, comment, end } = parted(text, frame);
  const said = withoutBlanks(lines.slice(0, end));
  const isUnwritten = said.length === 0 || frame.template === true;
  if (isUnwritten && (frame.whole || frame.unattended === true)) return null;
  const cr = said.at(-1)?.endsWith("\r") === true ? "\r" : "";
  const gap = said.length === 0 ? ["", ""] : endsInTrailers(said, comment) ? [] : [cr];
  const below = withoutLeadingBlanks(lines.slice(end));
  if (!isUnwritten || comment === null) return [...said, ...gap, trailer + cr, "", ...below].join("\n");
  return [...said, ...gap, trailer + cr, ...withNote(below, comment)].join("\n");
}

/** How to give up the commit, among git's comments: above the scissors, where these are the first of them, git keeps what looks like one. */
function withNote(below: readonly string[], comment: string): readonly string[] {
  if (!isScissors(below[0] ?? "", comment)) return [`${comment} To give up this commit, delete the line above, too.`, "", ...below];
  const end = below.findIndex((line) => !line.startsWith(comment));
  const comments = below.slice(0, end < 0 ? below.length : end);
  return ["", ...comments, `${comment} To give up this commit, delete the line above the scissors, too.`, ...below.slice(comments.length)];
}

function isScissors(line: string, comment: string): boolean {
  return line.startsWith(comment) && line.slice(comment.length).trim() === scissors;
}

/** The message alone, without what git wrote below it. */
export function messageIn(text: string, frame: MessageFrame): string {
  const { lines, end } = parted(text, frame);
  return lines.slice(0, end).join("\n");
}

function parted(text: string, frame: MessageFrame): { readonly lines: readonly string[]; readonly comment: string | null; readonly end: number } {
  const lines = text.split("\n");
  const comment = frame.whole ? null : (frame.comment ?? automaticComment(lines));
  return { lines, comment, end: endOfMessage(lines, comment) };
}

/** The first line that is git's: the scissors, else the comments and blank lines at the end. */
function endOfMessage(lines: readonly string[], comment: string | null): number {
  if (comment === null) return lines.length;
  const cut = lines.findIndex((line) => isScissors(line, comment));
  let end = cut < 0 ? lines.length : cut;
  while (end > 0 && (lines[end - 1]!.trim() === "" || lines[end - 1]!.startsWith(comment))) end--;
  return end;
}

function automaticComment(lines: readonly string[]): string | null {
  const cut = lines.find((line) => line.slice(1).trim() === scissors);
  const last = cut ?? lines.findLast((line) => line.trim() !== "") ?? "";
  return last !== "" && automatic.includes(last[0]!) ? last[0]! : null;
}

function withoutBlanks(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return lines.slice(0, last + 1);
}

function withoutLeadingBlanks(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first);
}

/** The last paragraph is all trailers, and not the first one: `fix: a bug` alone is a subject. */
function endsInTrailers(said: readonly string[], comment: string | null): boolean {
  const kept = said.filter((line) => comment === null || !line.startsWith(comment));
  const start = kept.findLastIndex((line) => line.trim() === "");
  if (start < 0 || kept.slice(0, start).every((line) => line.trim() === "")) return false;
  const block = kept.slice(start + 1);
  return isTrailer(block[0]!) && block.every((line) => isTrailer(line) || /^[ \t]/.test(line) || line.startsWith("(cherry picked from commit "));
}

function isTrailer(line: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9-]*[ \t]*:[ \t]/.test(line);
}
