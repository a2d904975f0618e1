import { blockFor, closingMark, openingMark, scriptFor } from "./hook-block.ts";
import type { HookName } from "./hook-names.ts";

/** Either the whole new text of a hook file, or why nothing may be written into this one. */
export type Chained = { readonly text: string } | { readonly refused: string; /** No shell runs it, so that our lines would mean nothing there. */ readonly foreign?: true };

const shells = new Set(["sh", "bash", "dash", "ash", "ksh", "mksh", "zsh"]);

/**
 * `text` (null: there is no such file) with our block in it: before everything of others, because git's lines on stdin go to whoever
 * reads first; after the line by which husky 5 to 8 starts the file over. Where the block stands already it is brought up to date.
 * Not one byte of the others changes. Text is handled as latin1: bytes in, bytes out.
 */
export function chained(text: string | null, hook: HookName): Chained {
  if (text === null || text === "") return { text: scriptFor(hook) };
  if (text.includes("\0")) return { refused: "is a program, not a script", foreign: true };
  if (text.includes("\r\n")) return { refused: "has Windows line ends, which no shell runs; convert it to LF first" };
  const interpreter = interpreterOf(text);
  if (interpreter !== null && !shells.has(interpreter)) return { refused: `is run by ${interpreter}, not by a shell`, foreign: true };
  const marks = marksIn(text);
  if (marks === "damaged") return { refused: `holds one of our two marks (${openingMark}, ${closingMark}) without the other, or more than one pair` };
  if (marks !== null) return { text: text.slice(0, marks.from) + blockFor(hook) + text.slice(marks.to) };
  if (callsRiskscore(text, hook)) return { text };
  const at = insertionPoint(text);
  const before = text.slice(0, at);
  return { text: `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${blockFor(hook)}${text.slice(at)}` };
}

/** A live line of this script calls our hook; comments do not count. Says nothing about whether the line is reached. */
export function callsRiskscore(text: string, hook: HookName): boolean {
  return liveLines(text).some((line) => callsInLine(line, hook));
}

/** The first live line before our call that could read git's lines; null where nothing stands before it that does more than set things up. */
export function firstLineBefore(text: string, hook: HookName): string | null {
  const marks = marksIn(text);
  const lines = liveLines(marks === null || marks === "damaged" ? text : text.slice(0, marks.from));
  const call = lines.findIndex((line) => callsInLine(line, hook));
  return (call < 0 ? lines : lines.slice(0, call)).find((line) => !/^\s*(?:set\s|export\s|umask\s|cd\s|unset\s|if\s+\[|fi$|then$|else$|\.\s.*husky\.sh|\w+=\S*$|\[\s.*&& exit 0$|riskscore_lines=\$\(cat\)$)/.test(line) && !isOfSimpleGitHooks(line))?.trim() ?? null;
}

/** Lines of its starter: they read nothing. */
function isOfSimpleGitHooks(line: string): boolean {
  return /SIMPLE_GIT_HOOKS|^\s*exit 0\s*$/.test(line);
}

function callsInLine(line: string, hook: HookName): boolean {
  const words = line.split(/[\s"']+/);
  return words.some((word, i) => word === "hook" && words[i + 1] === hook && /riskscore/.test(words.slice(0, i).join(" "))) || line.trim().startsWith(`riskscore_hook ${hook}`);
}

function liveLines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
}

/** Name of the program in the `#!` line (`env`, its options and settings skipped); null without one, which means a shell. */
function interpreterOf(text: string): string | null {
  const line = /^#!([^\n]*)/.exec(text)?.[1];
  if (line === undefined) return null;
  const words = line.trim().split(/\s+/).map((word) => word.slice(word.lastIndexOf("/") + 1));
  const first = words[0] === "env" ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : words[0];
  return first ?? "";
}

function marksIn(text: string): { readonly from: number; readonly to: number } | "damaged" | null {
  const openings = [...text.matchAll(/^# >>> riskscore[^\n]*$/gm)];
  const closings = [...text.matchAll(/^# <<< riskscore[^\n]*(?:\n|$(?![\s\S]))/gm)];
  if (openings.length === 0 && closings.length === 0) return null;
  const [opening, closing] = [openings[0], closings[0]];
  if (openings.length !== 1 || closings.length !== 1 || opening!.index > closing!.index) return "damaged";
  return { from: opening!.index, to: closing!.index + closing![0].length };
}

/** Behind the `#!` line and, where husky 5 to 8 wrote it, behind the line that sources its starter: that one runs the file again, and exits. */
function insertionPoint(text: string): number {
  const starter = /^[ \t]*(?:\.|source)[ \t][^\n]*\/husky\.sh[^\n]*(?:\n|$(?![\s\S]))/m.exec(text);
  if (starter !== null) return starter.index + starter[0].length;
  return /^#![^\n]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
}
