/** Requests stand below this, each named by the digest of the change it asks for. Anybody may write them; they never land. */
export const reviewsPrefix = "refs/riskscore/review";

export function isReviewRef(ref: string): boolean {
  return ref.startsWith(`${reviewsPrefix}/`) && /^[0-9a-f]{64}$/.test(ref.slice(reviewsPrefix.length + 1));
}
