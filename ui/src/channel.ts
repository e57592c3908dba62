import type { ChannelView } from './backend/bindings';

/** Where a channel leads; nothing for the desktop. By it two of a kind are told apart. */
export function placeOf({ kind, url, program, args }: ChannelView): string {
  if (kind === 'desktop') return '';
  return url || [program, ...args].join(' ');
}
