// One request of the autosave, and its answer as a kind: "received" | "conflict" | "refused" |
// "denied" | "fault" | "network". Only the server's own JSON counts as an answer.

const TIMEOUT_MS = 15000;

export async function post(url, fields) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(fields),
      // A redirection means « sign in again »: never take the sign-in page for a receipt.
      redirect: "manual",
      credentials: "same-origin",
      signal: stop.signal,
    });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return { kind: "denied" };
    if ([429, 502, 503, 504].includes(answer.status)) return { kind: "network" };
    const body = await json(answer);
    if (answer.status === 200 && body?.received_at !== undefined) return { kind: "received", body };
    if (answer.status === 409 && body?.theirs) return { kind: "conflict", body };
    if (answer.status === 422) return { kind: "refused", body: body ?? {} };
    return { kind: "fault", body: body ?? {} };
  } catch {
    return { kind: "network" };
  } finally {
    clearTimeout(timer);
  }
}

async function json(answer) {
  if (!(answer.headers.get("content-type") ?? "").includes("json")) return null;
  try {
    return await answer.json();
  } catch (error) {
    // Cut in the middle of the body: the same as a lost answer. Bad JSON: a fault.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
