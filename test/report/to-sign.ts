import type { ToSign } from "../../src/report/signoff-screen.ts";

/** What ann is about to sign of the shop's change. */
export const toSign: ToSign = {
  decision: "approve",
  repo: { id: "shop" },
  target: { ref: "refs/heads/main" },
  change: { alg: "riskscore-change-v1", digest: `sha256:${"ab".repeat(32)}`, files: 1, base: "1a2b3c4d5e", head: "9f8e7d6c5b" },
  signer: { person: "ann@shop.example", keyFingerprint: "SHA256:1uPLzDdDJlE8S8M3mXkQmYpGqvYxVZQ0m1yHcNfKd2M", role: "senior" },
  expiresAt: "2026-06-08T00:00:00Z",
};
