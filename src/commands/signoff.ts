import type { Answer } from "./answer.ts";
import type { SignoffCommand } from "./request.ts";
import type { World } from "./world.ts";

/** Who answers for a change: each use case is loaded alone. */
export async function signoff(world: World, request: SignoffCommand): Promise<Answer> {
  switch (request.action) {
    case "sign":
      if (asksWhatWaits(request)) return (await import("./signoff-waiting.ts")).waitingRequests(world, request);
      return (await import("./signoff-sign.ts")).sign(world, request);
    case "request":
      return (await import("./signoff-request.ts")).requestSignoff(world, request);
    case "verify":
      return (await import("./signoff-verify.ts")).verifySignoffs(world, request);
    case "list":
      return (await import("./signoff-list.ts")).listSignoffs(world, request);
    case "show":
      return (await import("./signoff-show.ts")).showSignoff(world, request);
    case "revoke":
      return (await import("./signoff-revoke.ts")).revokeSignoff(world, request);
  }
}

function asksWhatWaits({ target, decision, in: file }: Extract<SignoffCommand, { action: "sign" }>): boolean {
  return target === null && file === null && decision === "approve";
}
