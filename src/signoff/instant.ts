const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;
const toTheSecond = "YYYY-MM-DDTHH:MM:SS".length;

/** Milliseconds since the epoch of an RFC 3339 time in UTC; null for any other text and for days and hours that do not exist. */
export function instantOf(text: string): number | null {
  if (!written.test(text)) return null;
  const time = Date.parse(text);
  // February 30 parses as March 1 or 2, and 24:00:00 as the next day.
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, toTheSecond) === text.slice(0, toTheSecond) ? time : null;
}

/** The one way a statement writes a time: UTC, whole seconds. */
export function timestampOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, toTheSecond)}Z`;
}

/** As `instantOf`, for the one way a statement writes a time. */
export function timestampIn(text: string): number | null {
  return text.length === toTheSecond + 1 ? instantOf(text) : null;
}
