import { otherSum } from "../support/shop.mjs";
import { run } from "../support/run.mjs";
import { write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  write(`${world.server}/config`, "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[riskscore]\n\tmaxFiles = 20\n");
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`src/many/m${at}.ts`, `export const m = ${at};\n`]));
  const head = world.commit({ ...many, "src/sum.ts": otherSum });
  return { naive: async () => (await run(["sh", "-c", "timeout 0.01 sleep 1 || true"], { env: world.env })).code === 0, push: [`${head}:refs/heads/main`] };
}
