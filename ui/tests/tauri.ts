/** What the page listens to. */
export type Heard = 'watch_state' | 'watch_target' | 'watch_close';

interface Channel {
  onmessage: (said: unknown) => void;
}

declare global {
  interface Window {
    /** Answers in the app's place. */
    askApp: (name: string, args: string) => Promise<{ answer?: unknown; error?: object }>;
    /** Tells the page something. */
    hear?: Partial<Record<string, (said: unknown) => void>>;
  }
}

/** What Tauri puts into the page of a web view. */
export function standIn(): void {
  const hear: Window['hear'] = {};
  const invoke = async (name: string, args: Record<string, unknown>) => {
    const channel = Object.values(args).find(
      (value): value is Channel =>
        typeof value === 'object' && value !== null && 'onmessage' in value,
    );
    const reply = await window.askApp(name, JSON.stringify(args));
    if (reply.error) throw Object.assign(new Error(), reply.error);
    if (!channel) return reply.answer ?? null;
    hear[name] = (said) => channel.onmessage(said);
    if (reply.answer !== undefined) channel.onmessage(reply.answer);
    return null;
  };
  const __TAURI_INTERNALS__ = { invoke, transformCallback: () => 0, unregisterCallback: () => {} };
  Object.assign(window, { hear, __TAURI_INTERNALS__ });
}
