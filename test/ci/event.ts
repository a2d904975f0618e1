import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Values = Readonly<Record<string, string>>;

/** One of the forges' own descriptions, with this test's commits in it. */
export function eventText(name: string, values: Values): string {
  return readFileSync(new URL(`events/${name}.json`, import.meta.url), "utf8").replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? "f".repeat(40));
}

/** What GitHub Actions sets for a step, with the event written to a file in `folder`. */
export function githubEnv(folder: string, event: string, text: string): Record<string, string> {
  const path = join(folder, "event.json");
  writeFileSync(path, text);
  return { GITHUB_ACTIONS: "true", CI: "true", GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path, GITHUB_ACTOR: "ben", GITHUB_REPOSITORY: "acme/shop" };
}

export function gitlabEnv(name: string, values: Values): Record<string, string> {
  return JSON.parse(eventText(name, values)) as Record<string, string>;
}
