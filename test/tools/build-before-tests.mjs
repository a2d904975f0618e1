import { build } from "./build.mjs";

/** Vitest's global set-up of the scenarios: what they run is what the sources say now. */
export default async function setup() {
  await build();
}
