import { expect, test } from 'vitest';
import { keysOf, shortcutOf } from './shortcuts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('Ctrl holds on Linux and Windows, Command on macOS', () => {
  expect(shortcutOf({ ...none, ctrlKey: true, key: 'w' }, 'linux')).toBe('close');
  expect(shortcutOf({ ...none, ctrlKey: true, key: 'W' }, 'windows')).toBe('close');
  expect(shortcutOf({ ...none, ctrlKey: true, key: 'w' }, 'macos')).toBeNull();
  expect(shortcutOf({ ...none, metaKey: true, key: 'w' }, 'macos')).toBe('close');
  expect(keysOf('settings', 'linux')).toBe('Ctrl+,');
  expect(keysOf('settings', 'macos')).toBe('⌘,');
});

test('what is typed and what other keys are held with is left alone', () => {
  expect(shortcutOf({ ...none, key: 'n' }, 'linux')).toBeNull();
  expect(shortcutOf({ ...none, ctrlKey: true, shiftKey: true, key: 'N' }, 'linux')).toBeNull();
  expect(shortcutOf({ ...none, ctrlKey: true, altKey: true, key: 'q' }, 'linux')).toBeNull();
  expect(shortcutOf({ ...none, key: 'F5' }, 'linux')).toBe('refresh');
});
