import { compareText } from "../ids.ts";
import { counted, listed } from "./counted.ts";
import { saturating } from "./curve.ts";
import type { PublicEntry } from "./evidence.ts";
import { defineSignal } from "./signal.ts";

/** A private package's entry point counts this share of a published one's: all of its users are in this repository, and counted. */
export const privateShare = 0.25;

export const publicEntry = defineSignal({
  id: "public-entry",
  axis: "impact",
  title: "Public entry point touched",
  meaning: "Packages whose entry points export something that the change alters, directly or through re-exports; published packages count more than private ones.",
  why: "Users of a published package are outside this repository: nobody can count them, and a released mistake cannot be taken back.",
  lower: "Keep exported behaviour and types as they are; add a new export beside the old one; mark a package that nobody installs as private.",
  reads: ["entries"],
  measure({ entries }) {
    const published = packagesOf(entries.filter((entry) => entry.published));
    const inside = packagesOf(entries.filter((entry) => !entry.published)).filter((name) => !published.includes(name));
    const [named] = [...published, ...inside];
    const [first] = entries.filter((entry) => entry.package === named).toSorted((a, b) => depthOf(a.module) - depthOf(b.module) || compareText(a.module, b.module));
    if (first === undefined) return null;
    return { share: saturating(published.length + privateShare * inside.length, 1), at: first.module, because: factOf(published, inside) };
  },
});

function depthOf(path: string): number {
  return path.split("/").length;
}

function packagesOf(entries: readonly PublicEntry[]): readonly string[] {
  return [...new Set(entries.map((entry) => entry.package))].sort(compareText);
}

function factOf(published: readonly string[], inside: readonly string[]): string {
  if (published.length === 0) return `exports of ${packagePhrase("private", inside)} can feel it`;
  const also = inside.length === 0 ? "" : ` and of ${counted(inside.length, "private one")}`;
  return `exports of ${packagePhrase("published", published)}${also} can feel it`;
}

function packagePhrase(kind: string, names: readonly string[]): string {
  return names.length === 1 ? `the ${kind} package ${names[0]!}` : `${names.length} ${kind} packages (${listed(names)})`;
}
