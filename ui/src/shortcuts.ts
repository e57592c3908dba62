import { platformOf, type Platform } from './platform';
import type { TextKey } from './texts/text';

export const shortcuts = ['add', 'refresh', 'find', 'settings', 'close', 'quit'] as const;
export type Shortcut = (typeof shortcuts)[number];

const keys: Record<Shortcut, string> = {
  add: 'n',
  refresh: 'r',
  find: 'f',
  settings: ',',
  close: 'w',
  quit: 'q',
};

/** What the keys ask for that are pressed; null where that is nothing of ours. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  platform: Platform = platformOf(navigator.userAgent),
): Shortcut | null {
  if (event.altKey || event.shiftKey) return null;
  if (event.key === 'F5') return 'refresh';
  const [held, other] =
    platform === 'macos' ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (!held || other) return null;
  return shortcuts.find((shortcut) => keys[shortcut] === event.key.toLowerCase()) ?? null;
}

/** As it is written on this desktop's keyboards: `Ctrl+N`, `⌘N`. */
export function keysOf(shortcut: Shortcut, platform: Platform): string {
  const key = keys[shortcut].toUpperCase();
  return platform === 'macos' ? `⌘${key}` : `Ctrl+${key}`;
}

export function shortcutText(shortcut: Shortcut): TextKey {
  return `window-shortcut-${shortcut}`;
}
