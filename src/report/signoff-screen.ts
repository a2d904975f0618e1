import type { Statement } from "../signoff/statement.ts";
import { clipped } from "./clip.ts";
import { aligned, firstOf, wrap } from "./columns.ts";
import { plain } from "./escape.ts";
import { distancePhrase } from "./human/critical-lines.ts";
import type { Page } from "./human/page.ts";
import { pathLines } from "./human/path-lines.ts";
import { requirementLines } from "./human/signoff-lines.ts";
import { changePhrase, raisedPhrase, scoreLine, touchedLines } from "./human/verdict-line.ts";
import { inkFor, type Paper } from "./paper.ts";
import { evidenceGroups, placePhrase, statePhrase } from "./provenance-phrase.ts";
import type { Report, ReportContract } from "./report.ts";
import { count, digits } from "./words.ts";

/** What the person is about to put a name to; what is still to be typed (reason, ticket) is no part of it. */
export type ToSign = Pick<Statement, "decision" | "repo" | "target" | "change" | "signer" | "expiresAt">;

const mostContracts = 3;
const mostExports = 3;
const mostPackages = 3;
const mostAuthors = 3;
/** Columns of one name: nothing of the repository's may push the rest off the screen. */
const mostOfName = 60;
/** Of one of several. */
const mostOfListed = 32;

/**
 * The one screen a person sees before signing: how bad, who feels it, what is critical and why, who wrote it, which contracts change, who is asked
 * and for which safeguards, and last, nearest to the question, what exactly is signed. All of it recomputed from objects; all of it escaped and cut to size.
 */
export function signoffScreen(report: Report, signed: ToSign, paper: Paper): string {
  const page: Page = { paper, ink: inkFor(paper), all: false };
  const sections = [scoreLines, reachLines, criticalLines, writerLines, contractLines, askedLines];
  return `${[...sections.flatMap((section) => section(report, page)), ...signedLines(report, signed, page)].join("\n")}\n`;
}

function name(text: string): string {
  return clipped(plain(text), mostOfName);
}

function listed(text: string): string {
  return clipped(plain(text), mostOfListed);
}

function scoreLines(report: Report, page: Page): readonly string[] {
  const raised = raisedPhrase(report);
  return [scoreLine(report, page), ...(raised === null ? [] : wrap(raised, page.paper.width, "", "  ")), changePhrase(report, page.ink)];
}

function reachLines({ radius, gaps }: Report, { paper }: Page): readonly string[] {
  const local = gaps.filter((gap) => gap.local).length;
  const felt = radius.modules === 0 ? "no other module can feel it" : `${count(radius.modules, "module")} (${digits(radius.runtime)} at run time) in ${count(radius.packages, "package")} can feel it, ${count(radius.testFiles, "test file")} among them`;
  const hidden = local === 0 ? "" : `; ${count(local, "gap")} may hide more`;
  return wrap(felt + hidden, paper.width, "", "  ");
}

/** The nearest critical module with its path; the others counted. */
function criticalLines({ critical }: Report, page: Page): readonly string[] {
  const [nearest] = critical;
  if (nearest === undefined) return ["critical paths: none is reached"];
  const names = [...new Set(critical.map((hit) => hit.name))];
  const others = names.length > 1 ? `; also ${names.slice(1, 3).map(listed).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}` : "";
  const short = nearest.path.map((step) => ({ ...step, from: clip(step.from), to: clip(step.to) }));
  return [...wrap(`critical path ${page.ink.bold(name(nearest.name))}: ${name(nearest.module)} (${distancePhrase(nearest)})${others}`, page.paper.width, "", "  "), ...pathLines(short, page, "  ")];
}

function clip<Id extends string>(id: Id): Id {
  return clipped(plain(id), mostOfName) as Id;
}

function writerLines({ provenance }: Report, { paper, ink }: Page): readonly string[] {
  const [strongest] = evidenceGroups(provenance.attributions);
  const where = strongest === undefined ? "" : ` (${placePhrase(strongest)}: ${name(strongest.first.where.marker)})`;
  const { shown, left } = firstOf(provenance.authors, mostAuthors);
  const people = shown.length === 0 ? "nobody is named" : `in the name of ${shown.map(listed).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
  return [...wrap(ink.bold(statePhrase(provenance)) + where, paper.width, "", "  "), ...wrap(people, paper.width, "", "  ")];
}

function contractLines(report: Report, page: Page): readonly string[] {
  const { contracts } = report;
  const { paper } = page;
  if (contracts.length === 0) return ["contracts: no package's exports change", ...touchedLines(report, page)];
  const { shown, left } = firstOf(contracts, mostContracts);
  const lines = shown.flatMap((one) => wrap(contractPhrase(one), paper.width, "  ", "    "));
  return ["contracts that change:", ...lines, ...(left > 0 ? [`  and ${count(left, "more entry point")}`] : [])];
}

function contractPhrase({ package: owner, symbols, published, callers, packages }: ReportContract): string {
  const exported = firstOf(symbols.map((id) => listed(id.slice(id.lastIndexOf("#") + 1))), mostExports);
  const felt = firstOf(packages.map(listed), mostPackages);
  const where = felt.shown.length === 0 ? "" : ` (${felt.shown.join(", ")}${felt.left > 0 ? ` and ${felt.left} more` : ""})`;
  const outside = published ? ", and whoever installed it" : "";
  return `${name(owner)}: ${exported.shown.join(", ")}${exported.left > 0 ? ` and ${exported.left} more` : ""}; felt by ${count(callers, "module")} of other packages${where}${outside}`;
}

/** A policy-admin has to see which safeguards the name is asked for. */
function askedLines({ verdict }: Report, page: Page): readonly string[] {
  const asked = verdict.requirements.filter(({ status }) => status !== "not-applicable");
  return asked.length === 0 ? ["nobody is asked to sign it"] : ["asked for:", ...asked.flatMap((one) => requirementLines(one, page))];
}

const wordsOf = {
  approve: "approve",
  override: "OVERRIDE (lets it pass without the seniors it needs; has to be reviewed afterwards)",
  "posthoc-review": "review an override after the fact",
  reject: "REJECT (a veto)",
} satisfies Record<ToSign["decision"], string>;

/** Digests in full: what is compared by eye is compared whole. */
function signedLines({ policy }: Report, { decision, repo, target, change, signer, expiresAt }: ToSign, { ink }: Page): readonly string[] {
  const rows = [
    ["change", `${plain(change.digest)}, ${count(change.files, "file")}`],
    ["lands on", `${name(target.ref)} of ${name(repo.id)}`],
    ["policy", plain(policy.digest)],
    ["until", plain(expiresAt)],
    ["as", `${name(signer.person)}, ${signer.role}, ${name(signer.keyFingerprint)}`],
  ];
  return ["", ink.bold(`You sign: ${wordsOf[decision]}`), ...aligned(rows, "  ")];
}
