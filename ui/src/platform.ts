export type Platform = 'linux' | 'macos' | 'windows';

/** The desktop this window is shown on, by what its webview calls itself. */
export function platformOf(userAgent: string): Platform {
  if (userAgent.includes('Windows')) return 'windows';
  return userAgent.includes('Mac OS') ? 'macos' : 'linux';
}
