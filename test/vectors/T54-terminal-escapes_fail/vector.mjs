import { keyPairOf } from "../../support/ssh-signer.mjs";
import { otherSum } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const { privateFile, publicKey } = keyPairOf("sam");
  const name = "src/\u001b[2J\u001b[Hdocs\u202ets.mus.ts";
  const head = world.commit({ "src/sum.ts": otherSum, [name]: "export const a = 1;\n" }, { message: "Docs\u001b[2J\u202e only\n\nCo-authored-by: Claude <noreply@anthropic.com>\n" });
  world.ref("refs/heads/topic", head);
  world.signsAs("sam", privateFile, publicKey);
  return { naive: async () => /[\u001b\u202e]/.test(await world.git("log", "-1", "--format=%s", head)), signoff: ["main..topic"], lines: ["Fine.", "yes"], also: ({ said }) => (/[\u001b\u202a-\u202e\u2066-\u2069]/.test(said) ? "raw escapes reached the screen" : said.includes("docs") ? null : "the name was not shown") };
}
