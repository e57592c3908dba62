const tickMillis = 10_000;

let current = $state(Date.now());
setInterval(() => (current = Date.now()), tickMillis);

/** The time now, near enough for "2 min ago"; what reads it follows it. */
export const clock = {
  get now() {
    return current;
  },
};
