/** As the app draws it. */
export const width = 64;
export const height = 24;

/** What lies between the line and the bottom. */
export function area(line: string): string {
  const left = /^M([\d.]+)/.exec(line)?.[1] ?? '0';
  return `${line}V${height}H${left}Z`;
}
