import { clipped } from "../clip.ts";
import { firstOf, wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import { evidenceGroups, type EvidenceGroup, placePhrase, statePhrase, toolPhrase } from "../provenance-phrase.ts";
import type { Report } from "../report.ts";
import { count } from "../words.ts";
import { andMore, type Page } from "./page.ts";

/** Pieces of evidence and people named before the rest is counted. */
const mostEvidence = 3;
const mostAuthors = 5;

/** Who or what wrote it: the state in words, the strongest evidence with its place, the people who stand in the commits. */
export function authorLines({ provenance }: Report, page: Page): readonly string[] {
  const groups = evidenceGroups(provenance.attributions);
  const { shown, left } = firstOf(groups, page.all ? groups.length : mostEvidence);
  return [
    page.ink.heading("Who wrote it"),
    ...wrap(statePhrase(provenance), page.paper.width, "  "),
    ...shown.flatMap((group) => evidenceLines(group, page)),
    ...(left > 0 ? [`    ${andMore(page, left)}`] : []),
    ...unreadableLines(provenance.unreadable, page),
    ...peopleLines(provenance.authors, page),
  ];
}

function evidenceLines(group: EvidenceGroup, { paper }: Page): readonly string[] {
  const { kind, confidence, where } = group.first;
  return wrap(`${toolPhrase(group.first)}: ${kind}, ${confidence} confidence; ${placePhrase(group)}: ${clipped(plain(where.marker))}`, paper.width, "    ", "      ");
}

function unreadableLines(unreadable: readonly string[], page: Page): readonly string[] {
  if (unreadable.length === 0) return [];
  if (page.all) return unreadable.flatMap((one) => wrap(`could not be read: ${plain(one)}`, page.paper.width, "    ", "      "));
  return wrap(`${count(unreadable.length, "piece")} of evidence could not be read: ${clipped(plain(unreadable[0] ?? ""))} (--all)`, page.paper.width, "    ", "      ");
}

function peopleLines(authors: readonly string[], page: Page): readonly string[] {
  if (authors.length === 0) return [];
  const { shown, left } = firstOf(authors, page.all ? authors.length : mostAuthors);
  const more = left > 0 ? ` ${page.ink.ellipsis} and ${left} more (--all)` : "";
  return wrap(`in the name of ${shown.map((one) => clipped(plain(one))).join(", ")}${more}`, page.paper.width, "  ", "    ");
}
