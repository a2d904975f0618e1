import { policyAsksNothing } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const lowered = world.commit({ ".riskrc.json": policyText(policy({ mode: "observe" })) }, { message: "Observe\n" });
  const head = agentsEdit(world, { on: [lowered] });
  world.plant("refs/heads/queue", head);
  const event = `${world.folder}/event.json`;
  write(event, JSON.stringify({ merge_group: { base_sha: world.main, head_sha: head, base_ref: "refs/heads/main", head_ref: "refs/heads/gh-readonly-queue/main/pr-1" }, repository: { default_branch: "main" } }));
  return { naive: () => policyAsksNothing(world, lowered), gate: [], env: { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "merge_group", GITHUB_EVENT_PATH: event, GITHUB_REF: "refs/heads/gh-readonly-queue/main/pr-1", GITHUB_SHA: head } };
}
