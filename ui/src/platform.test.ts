import { expect, test } from 'vitest';
import { platformOf } from './platform';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko)', 'linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 'macos'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Edg/140.0.0.0', 'windows'],
  ['', 'linux'],
] as const)('%s is %s', (userAgent, platform) => {
  expect(platformOf(userAgent)).toBe(platform);
});
